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
    /// The number of the group.
    var group: Int
    var index: Int
  }

  private struct Group {
    var place: Place
    var views: [View] = []
  }

  private var seats: [ObjectKey: Seat] = [:]
  private var groups: [Group] = []
  private var numbers: [Place: Int] = [:]
  /// The numbers of groups that lost their last member.
  private var vacant: [Int] = []

  /// The objects controlled by an owner.
  func owned(by uid: String) -> [View] { views(.owned(uid: uid)) }

  /// The objects of a namespace that nobody controls.
  func orphans(in namespace: String) -> [View] { views(.orphan(namespace: namespace)) }

  private func views(_ place: Place) -> [View] { numbers[place].map { groups[$0].views } ?? [] }

  /// The view of one object.
  func view(_ key: ObjectKey) -> View? {
    guard let seat = seats[key] else { return nil }
    return groups[seat.group].views[seat.index]
  }

  /// Takes in a change of an object. One that is not relevant is forgotten.
  mutating func note(_ event: StoreEvent, isRelevant: Bool = true, _ view: (ObjectKey, Value) -> View) {
    if event.change == .deleted || !isRelevant { return remove(event.key) }
    let place = Self.place(event)
    if let seat = seats[event.key] {
      if groups[seat.group].place == place {
        groups[seat.group].views[seat.index] = view(event.key, event.object)
        return
      }
      remove(event.key)
    }
    let group = group(place)
    seats[event.key] = Seat(group: group, index: groups[group].views.count)
    groups[group].views.append(view(event.key, event.object))
  }

  /// Changes the views of an owner's objects in place, for what a controller works out about them.
  mutating func refine(ownedBy uid: String, _ change: (inout [View]) -> Void) {
    if let group = numbers[.owned(uid: uid)] { change(&groups[group].views) }
  }

  private static func place(_ event: StoreEvent) -> Place {
    if let uid = event.controller?[.uid].string { return .owned(uid: uid) }
    return .orphan(namespace: event.key.namespace)
  }

  private mutating func group(_ place: Place) -> Int {
    if let number = numbers[place] { return number }
    let number = vacant.popLast() ?? groups.count
    if number == groups.count { groups.append(Group(place: place)) } else { groups[number].place = place }
    numbers[place] = number
    return number
  }

  private mutating func remove(_ key: ObjectKey) {
    guard let seat = seats.removeValue(forKey: key) else { return }
    let last = groups[seat.group].views.removeLast()
    if seat.index < groups[seat.group].views.count {
      groups[seat.group].views[seat.index] = last
      seats[last.key]?.index = seat.index
    }
    guard groups[seat.group].views.isEmpty else { return }
    numbers[groups[seat.group].place] = nil
    vacant.append(seat.group)
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
    var kept = groups.map { $0.views.map { KeptView(key: $0.key, sighting: $0.sighting) } }
    archive.keep(&kept)
    guard archive.isReading else { return }
    for group in kept { arrange(group) }
  }

  /// Puts the views of a group, which are here in some order, into the order they had.
  private mutating func arrange(_ kept: [KeptView]) {
    guard let first = kept.first, let group = seats[first.key]?.group else { return }
    var views: [View] = []
    for entry in kept {
      guard var view = view(entry.key), seats[entry.key]?.group == group else { continue }
      view.sighting = entry.sighting
      seats[entry.key]?.index = views.count
      views.append(view)
    }
    guard views.count == groups[group].views.count else { return }
    groups[group].views = views
  }
}
