// Swift's own `Codable` into the bytes of an archive.

/// Writes a value's fields one after the other.
struct ArchiveEncoder: Encoder {
  let sink: ArchiveSink
  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Field: CodingKey>(keyedBy type: Field.Type) -> KeyedEncodingContainer<Field> {
    KeyedEncodingContainer(ArchiveFields<Field>(sink))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer { ArchiveElements(sink) }

  func singleValueContainer() -> any SingleValueEncodingContainer { ArchiveScalar(sink: sink) }
}

extension CodingKey {
  /// Whether keys are made while a program runs, as those of a dictionary are: then their names are written too.
  static var isOpen: Bool { Self(stringValue: "\u{1}") != nil }
}

/// The fields of a structure, the case of an enumeration, or the entries of a dictionary.
private struct ArchiveFields<Field: CodingKey>: KeyedEncodingContainerProtocol {
  private let sink: ArchiveSink
  private let isOpen = Field.isOpen
  private let place: Int
  private var count = 0
  var codingPath: [any CodingKey] { [] }

  init(_ sink: ArchiveSink) {
    self.sink = sink
    place = isOpen ? sink.reserve() : 0
  }

  mutating func encode<Kept: Encodable>(_ value: Kept, forKey key: Field) throws {
    guard isOpen else { return try value.encode(to: ArchiveEncoder(sink: sink)) }
    count += 1
    sink.fill(place, count)
    sink.write(key.stringValue)
    let length = sink.reserve()
    try value.encode(to: ArchiveEncoder(sink: sink))
    sink.fill(length, sink.bytes.count - length - 4)
  }

  private mutating func encode<Kept: Encodable>(optional value: Kept?, _ key: Field) throws {
    sink.write(value == nil ? 0 : 1)
    if let value { try encode(value, forKey: key) }
  }

  mutating func encodeNil(forKey key: Field) throws { sink.write(0) }

  mutating func encodeIfPresent(_ value: Bool?, forKey key: Field) throws { try encode(optional: value, key) }
  mutating func encodeIfPresent(_ value: String?, forKey key: Field) throws { try encode(optional: value, key) }
  mutating func encodeIfPresent(_ value: Int?, forKey key: Field) throws { try encode(optional: value, key) }
  mutating func encodeIfPresent(_ value: Int64?, forKey key: Field) throws { try encode(optional: value, key) }
  mutating func encodeIfPresent<Kept: Encodable>(_ value: Kept?, forKey key: Field) throws {
    try encode(optional: value, key)
  }

  mutating func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Field
  ) -> KeyedEncodingContainer<Nested> {
    sink.write(key.stringValue)
    return KeyedEncodingContainer(ArchiveFields<Nested>(sink))
  }

  mutating func nestedUnkeyedContainer(forKey key: Field) -> any UnkeyedEncodingContainer { ArchiveElements(sink) }

  mutating func superEncoder() -> any Encoder { ArchiveEncoder(sink: sink) }
  mutating func superEncoder(forKey key: Field) -> any Encoder { ArchiveEncoder(sink: sink) }
}

/// The elements of a list, their number first.
private struct ArchiveElements: UnkeyedEncodingContainer {
  private let sink: ArchiveSink
  private let place: Int
  private(set) var count = 0
  var codingPath: [any CodingKey] { [] }

  init(_ sink: ArchiveSink) {
    self.sink = sink
    place = sink.reserve()
  }

  mutating func encode<Kept: Encodable>(_ value: Kept) throws {
    note()
    try value.encode(to: ArchiveEncoder(sink: sink))
  }

  private mutating func note() {
    count += 1
    sink.fill(place, count)
  }

  mutating func encodeNil() throws { note() }

  mutating func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
    note()
    return KeyedEncodingContainer(ArchiveFields<Nested>(sink))
  }

  mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
    note()
    return ArchiveElements(sink)
  }

  mutating func superEncoder() -> any Encoder { ArchiveEncoder(sink: sink) }
}

/// A number, a truth or a text.
private struct ArchiveScalar: SingleValueEncodingContainer {
  let sink: ArchiveSink
  var codingPath: [any CodingKey] { [] }

  func encodeNil() { sink.write(0) }
  func encode(_ value: Bool) { sink.write(value ? 1 : 0) }
  func encode(_ value: String) { sink.write(value) }
  func encode(_ value: Double) { sink.write(Int64(bitPattern: value.bitPattern)) }
  func encode(_ value: Float) { sink.write(Int64(value.bitPattern)) }
  func encode(_ value: Int) { sink.write(Int64(value)) }
  func encode(_ value: Int8) { sink.write(Int64(value)) }
  func encode(_ value: Int16) { sink.write(Int64(value)) }
  func encode(_ value: Int32) { sink.write(Int64(value)) }
  func encode(_ value: Int64) { sink.write(value) }
  func encode(_ value: UInt) { sink.write(Int64(bitPattern: UInt64(value))) }
  func encode(_ value: UInt8) { sink.write(Int64(value)) }
  func encode(_ value: UInt16) { sink.write(Int64(value)) }
  func encode(_ value: UInt32) { sink.write(Int64(value)) }
  func encode(_ value: UInt64) { sink.write(Int64(bitPattern: value)) }
  func encode<Kept: Encodable>(_ value: Kept) throws { try value.encode(to: ArchiveEncoder(sink: sink)) }
}
