// The claims that belong to members of sets, found by the name they were made by: `www-web` and an ordinal.
import KubeKinds
import KubeObjects
import KubeStore

/// A claim as the plan of a set sees it.
struct ClaimView: Sendable {
  let key: ObjectKey
  let ordinal: Int
  let owners: [Value]
  let isTerminating: Bool
}

/// The claims of one template of one set, in the order of their ordinals.
struct ClaimGroup: Sendable {
  private(set) var views: [ClaimView] = []
  /// How many of them have owners: with none, most retention policies have nothing to do.
  private(set) var ownedCount = 0

  /// The claim of an ordinal. Claims mostly stand without gaps, so the first guess is right.
  func claim(_ ordinal: Int) -> ClaimView? {
    guard let first = views.first else { return nil }
    let guess = ordinal - first.ordinal
    if views.indices.contains(guess), views[guess].ordinal == ordinal { return views[guess] }
    let place = place(of: ordinal)
    return place < views.count && views[place].ordinal == ordinal ? views[place] : nil
  }

  private func place(of ordinal: Int) -> Int {
    views.indices.partitioningIndex { views[$0].ordinal >= ordinal }
  }

  mutating func set(_ view: ClaimView) {
    remove(view.ordinal)
    views.insert(view, at: place(of: view.ordinal))
    if !view.owners.isEmpty { ownedCount += 1 }
  }

  mutating func remove(_ ordinal: Int) {
    let place = place(of: ordinal)
    guard place < views.count, views[place].ordinal == ordinal else { return }
    if !views.remove(at: place).owners.isEmpty { ownedCount -= 1 }
  }
}

/// All claims whose names end in an ordinal.
struct ClaimIndex {
  private struct Stem: Hashable {
    let namespace: String
    let text: String
  }

  private var groups: [Stem: ClaimGroup] = [:]

  mutating func note(_ event: StoreEvent) {
    guard let (stem, ordinal) = Self.split(event.key.name) else { return }
    let group = Stem(namespace: event.key.namespace, text: stem)
    if event.change == .deleted {
      groups[group]?.remove(ordinal)
      return
    }
    let metadata = event.object[.metadata]
    groups[group, default: ClaimGroup()].set(
      ClaimView(
        key: event.key, ordinal: ordinal, owners: metadata[.ownerReferences].elements,
        isTerminating: !metadata[.deletionTimestamp].isNull))
  }

  /// The claims of one template of a set.
  func group(_ template: Value, of set: SetSpec) -> ClaimGroup {
    groups[Stem(namespace: set.namespace, text: SetSpec.stem(template, set.name))] ?? ClaimGroup()
  }

  /// `www-web-0` is `www-web` and 0; `nil` for names that no set gives.
  private static func split(_ name: String) -> (String, Int)? {
    guard let dash = name.utf8.lastIndex(of: UInt8(ascii: "-")),
      let ordinal = Int32(name[name.index(after: dash)...]), ordinal >= 0
    else { return nil }
    let stem = String(name[..<dash])
    return name == "\(stem)-\(ordinal)" ? (stem, Int(ordinal)) : nil
  }
}
