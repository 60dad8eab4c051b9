// What an API server sends: JSON in the order of the Go types, without white space, and many objects of it quickly.
import KubeKinds
import KubeObjects

/// Writes objects as bytes of JSON whose fields come in the order of their type.
public struct OrderedJSON {
  private var text = JSONWriter(escapesHTML: false)
  private let ranks = FieldRanks.kubernetes
  /// The orders met so far, by the numbers of their types.
  private var known: [Int: FieldRanks.Ranks] = [:]

  public init() {}

  public var bytes: [UInt8] { text.bytes }

  /// Writes an object, or a list of objects of one type.
  public mutating func write(_ object: Value, type: String?) {
    let element = ranks.content(of: type)
    if case .plain = element { return write(object.fields, first: Self.head, .plain) }
    guard object[.items].array != nil, object[.kind].text.hasSuffix("List") else { return write(object, element) }
    write(object.fields, first: Self.listHead, element)
  }

  public mutating func write(raw bytes: some Sequence<UInt8>) { text.append(bytes) }

  private static let head: [Key] = [.kind, .apiVersion, .metadata]
  private static let listHead: [Key] = [.kind, .apiVersion, .metadata, .items]

  /// An object of whose type nothing is known but what all have.
  private mutating func write(_ object: Object, first: [Key], _ element: FieldRanks.Content) {
    var isFirst = true
    text.append(CollectionOfOne(UInt8(ascii: "{")))
    for key in first {
      guard let value = object[key] else { continue }
      let content: FieldRanks.Content =
        key == .items ? .list(element) : key == .metadata ? ranks.content(of: "meta/v1.ObjectMeta") : .plain
      write(key, value, content, &isFirst)
    }
    for (key, value) in object where !first.contains(key) { write(key, value, .plain, &isFirst) }
    text.append(CollectionOfOne(UInt8(ascii: "}")))
  }

  private mutating func write(_ value: Value, _ content: FieldRanks.Content) {
    switch (value, content) {
    case (.object(let object), .structure(let number)): write(object, order(number))
    case (.object(let object), .map(let element)):
      var isFirst = true
      text.append(CollectionOfOne(UInt8(ascii: "{")))
      for (key, value) in object { write(key, value, element, &isFirst) }
      text.append(CollectionOfOne(UInt8(ascii: "}")))
    case (.array(let values), .list(let element)):
      text.append(CollectionOfOne(UInt8(ascii: "[")))
      for (index, value) in values.enumerated() {
        if index > 0 { text.append(CollectionOfOne(UInt8(ascii: ","))) }
        write(value, element)
      }
      text.append(CollectionOfOne(UInt8(ascii: "]")))
    default: text.append(value)
    }
  }

  private mutating func order(_ number: Int) -> FieldRanks.Ranks {
    if let order = known[number] { return order }
    let order = ranks[number]
    known[number] = order
    return order
  }

  private mutating func write(_ object: Object, _ order: FieldRanks.Ranks) {
    var (isFirst, written) = (true, 0)
    text.append(CollectionOfOne(UInt8(ascii: "{")))
    for field in order.fields {
      guard let value = object[field.key] else { continue }
      write(field.key, value, field.content, &isFirst)
      written += 1
      if written == object.count { break }
    }
    if written < object.count {
      let names = Set(order.fields.map(\.key))
      for (key, value) in object where !names.contains(key) { write(key, value, .plain, &isFirst) }
    }
    text.append(CollectionOfOne(UInt8(ascii: "}")))
  }

  private mutating func write(_ key: Key, _ value: Value, _ content: FieldRanks.Content, _ isFirst: inout Bool) {
    if !isFirst { text.append(CollectionOfOne(UInt8(ascii: ","))) }
    isFirst = false
    text.append(name: key.text)
    if case .plain = content { text.append(value) } else { write(value, content) }
  }
}
