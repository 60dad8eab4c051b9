// Which selectors match an object's labels, found without trying them all.
import KubeKinds
import KubeObjects

/// Selectors by owner. One requirement of each, an equality, is indexed; asked about an object, only selectors are
/// tried whose indexed requirement one of its labels meets.
struct SelectorIndex {
  private struct Bucket: Hashable {
    let namespace: String
    let label: Key
    let value: String
  }

  private var selectors: [ObjectKey: LabelSelector] = [:]
  private var buckets: [Bucket: [ObjectKey]] = [:]
  /// Selectors without an equality, by namespace.
  private var others: [String: [ObjectKey]] = [:]

  /// Sets the selector of an owner; `nil` selects nothing.
  mutating func set(_ owner: ObjectKey, _ selector: LabelSelector?) {
    guard selectors[owner] != selector else { return }
    if let old = selectors[owner] { remove(owner, old) }
    selectors[owner] = selector
    guard let selector else { return }
    if let bucket = Self.bucket(owner, selector) {
      buckets[bucket, default: []].append(owner)
    } else {
      others[owner.namespace, default: []].append(owner)
    }
  }

  private mutating func remove(_ owner: ObjectKey, _ selector: LabelSelector) {
    if let bucket = Self.bucket(owner, selector) {
      buckets[bucket]?.removeAll { $0 == owner }
      if buckets[bucket]?.isEmpty == true { buckets[bucket] = nil }
    } else {
      others[owner.namespace]?.removeAll { $0 == owner }
    }
  }

  private static func bucket(_ owner: ObjectKey, _ selector: LabelSelector) -> Bucket? {
    let equality = selector.requirements.first { $0.operator == .equals && $0.values.count == 1 }
    return equality.map { Bucket(namespace: owner.namespace, label: $0.key, value: $0.values[0]) }
  }

  /// The owners whose selectors match, in a fixed order.
  func owners(in namespace: String, matching labels: Value) -> [ObjectKey] {
    if selectors.isEmpty { return [] }
    var found: [ObjectKey] = []
    for (label, value) in labels.fields {
      let bucket = Bucket(namespace: namespace, label: label, value: value.text)
      guard let owners = buckets[bucket] else { continue }
      found += owners.filter { selectors[$0]?.matches(labels) == true }
    }
    if let owners = others[namespace] { found += owners.filter { selectors[$0]?.matches(labels) == true } }
    return found
  }
}
