// Objects of one kind as the bytes of a checkpoint: nothing is read of them until somebody asks for one.
import KubeKinds
import KubeObjects

/// Objects in the order of their keys, found by halving. The bytes are their number, where each of them ends (both in
/// four bytes, the lowest first), and then namespace, name and JSON of each, the first two with two bytes of length.
struct PackedObjects {
  let kind: KindID
  let bytes: ArraySlice<UInt8>
  let count: Int
  /// Places of objects that were taken out since.
  private(set) var taken: Set<Int> = []

  /// - Returns: `nil` for bytes that hold something else.
  init?(_ kind: KindID, _ bytes: ArraySlice<UInt8>) {
    self.kind = kind
    self.bytes = bytes
    guard bytes.count >= 4 else { return nil }
    let count = Self.number(bytes, 0, length: 4)
    guard bytes.count >= 4 + 4 * count else { return nil }
    self.count = count
    var start = 4 + 4 * count
    for place in 0..<count {
      guard let next = Self.end(of: place, from: start, bytes) else { return nil }
      start = next
    }
    guard start == bytes.count else { return nil }
  }

  /// Where an object ends that begins at `start`, if it can be there.
  private static func end(of place: Int, from start: Int, _ bytes: ArraySlice<UInt8>) -> Int? {
    let end = number(bytes, 4 + 4 * place, length: 4)
    guard end <= bytes.count, start + 2 <= end else { return nil }
    let name = start + 2 + number(bytes, start, length: 2)
    guard name + 2 <= end, name + 2 + number(bytes, name, length: 2) <= end else { return nil }
    return end
  }

  private static func number(_ bytes: ArraySlice<UInt8>, _ offset: Int, length: Int) -> Int {
    let start = bytes.startIndex + offset
    return (0..<length).reduce(0) { $0 | Int(bytes[start + $1]) << (8 * $1) }
  }

  /// How many have not been taken out.
  var left: Int { count - taken.count }

  /// Where an object is, unless it was taken out.
  func place(of key: ObjectKey) -> Int? {
    let place = (0..<count).partitioningIndex { !precedes($0, key) }
    return place < count && !taken.contains(place) && !follows(place, key) ? place : nil
  }

  private func precedes(_ place: Int, _ key: ObjectKey) -> Bool {
    let names = names(place)
    if !names.namespace.elementsEqual(key.namespace.utf8) {
      return names.namespace.lexicographicallyPrecedes(key.namespace.utf8)
    }
    return names.name.lexicographicallyPrecedes(key.name.utf8)
  }

  /// Whether the object of a place, which does not precede a key, has another.
  private func follows(_ place: Int, _ key: ObjectKey) -> Bool {
    let names = names(place)
    return !names.namespace.elementsEqual(key.namespace.utf8) || !names.name.elementsEqual(key.name.utf8)
  }

  private typealias Names = (namespace: ArraySlice<UInt8>, name: ArraySlice<UInt8>, text: ArraySlice<UInt8>)

  private func names(_ place: Int) -> Names {
    let first = bytes.startIndex
    let start = first + (place == 0 ? 4 + 4 * count : Self.number(bytes, 4 * place, length: 4))
    let end = first + Self.number(bytes, 4 + 4 * place, length: 4)
    let namespace = start + 2
    let name = namespace + Self.number(bytes, start - first, length: 2) + 2
    let text = name + Self.number(bytes, name - 2 - first, length: 2)
    return (bytes[namespace..<(name - 2)], bytes[name..<text], bytes[text..<end])
  }

  /// The keys of all objects, those that were taken out too.
  var keys: [ObjectKey] {
    (0..<count).map { place in
      let names = names(place)
      let name = String(decoding: names.name, as: UTF8.self)
      return ObjectKey(kind, String(decoding: names.namespace, as: UTF8.self), name)
    }
  }

  /// An object as JSON.
  func text(_ place: Int) -> ArraySlice<UInt8> { names(place).text }

  mutating func take(_ place: Int) { taken.insert(place) }
}

extension PackedObjects {
  /// The bytes of objects that stand in the order of their keys.
  static func bytes(_ objects: [(key: ObjectKey, text: ArraySlice<UInt8>)]) -> ArraySlice<UInt8> {
    var bytes: [UInt8] = []
    append(objects.count, length: 4, &bytes)
    var end = 4 + 4 * objects.count
    for (key, text) in objects {
      end += 4 + key.namespace.utf8.count + key.name.utf8.count + text.count
      append(end, length: 4, &bytes)
    }
    bytes.reserveCapacity(end)
    for (key, text) in objects {
      for name in [key.namespace, key.name] {
        append(name.utf8.count, length: 2, &bytes)
        bytes.append(contentsOf: name.utf8)
      }
      bytes.append(contentsOf: text)
    }
    return bytes[...]
  }

  private static func append(_ number: Int, length: Int, _ bytes: inout [UInt8]) {
    for index in 0..<length { bytes.append(UInt8(truncatingIfNeeded: number >> (8 * index))) }
  }
}
