// What a controller remembers of the objects it owns: a small typed view of each, kept up to date by the store's
// events, so that looking at a thousand pods reads no value tree.
import KubeKinds
import KubeObjects
import KubeStore

/// A typed view of an object that may have a controller.
protocol OwnedView {
  var key: ObjectKey { get }
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
