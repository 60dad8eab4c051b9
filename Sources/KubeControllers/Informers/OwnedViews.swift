// What a controller remembers of the objects it owns: a small typed view of each, kept up to date by the store's
// events, so that looking at a thousand pods reads no value tree.
import KubeKinds
import KubeObjects
import KubeStore
import SimCore

/// A typed view of an object that may have a controller.
protocol OwnedView {
  var key: ObjectKey { get }
  /// When something was first seen that the object itself tells less exactly; `nil` where there is nothing.
  var sighting: Instant? { get set }
}

extension OwnedView {
  var sighting: Instant? {
    get { nil }
    set {}
  }
}

/// The objects of one kind, by the uid of their controller; those without one by namespace.
///
/// Taking in a change costs the same however many objects there are. Views come in the order in which their objects
/// were first seen, except that the last takes the place of one that went.
struct OwnedViews<View: OwnedView> {
  private enum Place: Hashable {
    case owned(uid: String)
    case orphan(namespace: String)
  }

  private struct Seat {
    var place: Place
    var index: Int
  }

  private var seats: [ObjectKey: Seat] = [:]
  private var groups: [Place: [View]] = [:]

  /// The objects controlled by an owner.
  func owned(by uid: String) -> [View] { groups[.owned(uid: uid)] ?? [] }

  /// The objects of a namespace that nobody controls.
  func orphans(in namespace: String) -> [View] { groups[.orphan(namespace: namespace)] ?? [] }

  /// The view of one object.
  func view(_ key: ObjectKey) -> View? {
    guard let seat = seats[key] else { return nil }
    return groups[seat.place]?[seat.index]
  }

  /// Takes in a change of an object. One that is not relevant is forgotten.
  mutating func note(_ event: StoreEvent, isRelevant: Bool = true, _ view: (ObjectKey, Value) -> View) {
    if event.change == .deleted || !isRelevant { return remove(event.key) }
    let place = Self.place(event)
    if let seat = seats[event.key] {
      if seat.place == place {
        groups[place]?[seat.index] = view(event.key, event.object)
        return
      }
      remove(event.key)
    }
    seats[event.key] = Seat(place: place, index: groups[place]?.count ?? 0)
    groups[place, default: []].append(view(event.key, event.object))
  }

  /// Changes the views of an owner's objects in place, for what a controller works out about them.
  mutating func refine(ownedBy uid: String, _ change: (inout [View]) -> Void) {
    guard groups[.owned(uid: uid)] != nil else { return }
    change(&groups[.owned(uid: uid), default: []])
  }

  private static func place(_ event: StoreEvent) -> Place {
    if let uid = event.object.controllerUID { return .owned(uid: uid) }
    return .orphan(namespace: event.key.namespace)
  }

  private mutating func remove(_ key: ObjectKey) {
    guard let seat = seats.removeValue(forKey: key), var group = groups.removeValue(forKey: seat.place)
    else { return }
    group.swapAt(seat.index, group.count - 1)
    group.removeLast()
    guard !group.isEmpty else { return }
    if seat.index < group.count { seats[group[seat.index].key]?.index = seat.index }
    groups[seat.place] = group
  }
}

// MARK: Checkpoints

/// What a view adds to its object.
private struct KeptView: Codable {
  var key: ObjectKey
  var sighting: Instant?
}

extension OwnedViews {
  /// The order of the views and when they were seen, in a checkpoint; all else is read off the objects.
  mutating func keep(_ archive: Archive) {
    var kept = groups.values.map { $0.map { KeptView(key: $0.key, sighting: $0.sighting) } }
    archive.keep(&kept)
    guard archive.isReading else { return }
    for group in kept { arrange(group) }
  }

  /// Puts the views of a group, which are here in some order, into the order they had.
  private mutating func arrange(_ kept: [KeptView]) {
    guard let first = kept.first, let place = seats[first.key]?.place else { return }
    var views: [View] = []
    for entry in kept {
      guard var view = view(entry.key), seats[entry.key]?.place == place else { continue }
      view.sighting = entry.sighting
      seats[entry.key]?.index = views.count
      views.append(view)
    }
    guard views.count == groups[place]?.count else { return }
    groups[place] = views
  }
}
