// Swift's own `Codable` out of the bytes of an archive: the mirror of `ArchiveEncoder`.

/// Reads a value's fields in the order in which they were written.
struct ArchiveDecoder: Decoder {
  let source: ArchiveSource
  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Field: CodingKey>(keyedBy type: Field.Type) throws -> KeyedDecodingContainer<Field> {
    KeyedDecodingContainer(try ArchivedFields<Field>(source))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer { try ArchivedElements(source) }

  func singleValueContainer() throws -> any SingleValueDecodingContainer { ArchivedScalar(source: source) }
}

private struct ArchivedFields<Field: CodingKey>: KeyedDecodingContainerProtocol {
  private let source: ArchiveSource
  /// Where the entries of a dictionary are.
  private var places: [String: Int] = [:]
  private var names: [Field] = []
  var codingPath: [any CodingKey] { [] }

  init(_ source: ArchiveSource) throws {
    self.source = source
    guard Field.isOpen else { return }
    for _ in 0..<(try source.filled()) {
      let name = try source.text()
      guard let key = Field(stringValue: name) else { throw ArchiveError.damaged }
      let length = try source.filled()
      names.append(key)
      places[name] = source.position
      source.position += length
    }
  }

  /// The keys of a dictionary; of an enumeration the name of its case, which stands before its values.
  var allKeys: [Field] {
    if Field.isOpen { return names }
    let start = source.position
    defer { source.position = start }
    guard let name = try? source.text(), let key = Field(stringValue: name) else { return [] }
    return [key]
  }

  func contains(_ key: Field) -> Bool { true }

  func decode<Kept: Decodable>(_ type: Kept.Type, forKey key: Field) throws -> Kept {
    guard Field.isOpen else { return try Kept(from: ArchiveDecoder(source: source)) }
    guard let place = places[key.stringValue] else { throw ArchiveError.damaged }
    let end = source.position
    defer { source.position = end }
    source.position = place
    return try Kept(from: ArchiveDecoder(source: source))
  }

  private func decode<Kept: Decodable>(optional type: Kept.Type, _ key: Field) throws -> Kept? {
    try source.number() == 0 ? nil : decode(type, forKey: key)
  }

  func decodeNil(forKey key: Field) throws -> Bool { try source.number() == 0 }

  func decodeIfPresent(_ type: Bool.Type, forKey key: Field) throws -> Bool? { try decode(optional: type, key) }
  func decodeIfPresent(_ type: String.Type, forKey key: Field) throws -> String? { try decode(optional: type, key) }
  func decodeIfPresent(_ type: Int.Type, forKey key: Field) throws -> Int? { try decode(optional: type, key) }
  func decodeIfPresent(_ type: Int64.Type, forKey key: Field) throws -> Int64? { try decode(optional: type, key) }
  func decodeIfPresent<Kept: Decodable>(_ type: Kept.Type, forKey key: Field) throws -> Kept? {
    try decode(optional: type, key)
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Field
  ) throws -> KeyedDecodingContainer<Nested> {
    guard try source.text() == key.stringValue else { throw ArchiveError.damaged }
    return KeyedDecodingContainer(try ArchivedFields<Nested>(source))
  }

  func nestedUnkeyedContainer(forKey key: Field) throws -> any UnkeyedDecodingContainer {
    try ArchivedElements(source)
  }

  func superDecoder() -> any Decoder { ArchiveDecoder(source: source) }
  func superDecoder(forKey key: Field) -> any Decoder { ArchiveDecoder(source: source) }
}

private struct ArchivedElements: UnkeyedDecodingContainer {
  private let source: ArchiveSource
  private let total: Int
  private(set) var currentIndex = 0
  var codingPath: [any CodingKey] { [] }
  var count: Int? { total }
  var isAtEnd: Bool { currentIndex == total }

  init(_ source: ArchiveSource) throws {
    self.source = source
    total = try source.filled()
  }

  mutating func decode<Kept: Decodable>(_ type: Kept.Type) throws -> Kept {
    currentIndex += 1
    return try Kept(from: ArchiveDecoder(source: source))
  }

  mutating func decodeNil() throws -> Bool { false }

  mutating func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type
  ) throws -> KeyedDecodingContainer<Nested> {
    currentIndex += 1
    return KeyedDecodingContainer(try ArchivedFields<Nested>(source))
  }

  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    currentIndex += 1
    return try ArchivedElements(source)
  }

  mutating func superDecoder() -> any Decoder { ArchiveDecoder(source: source) }
}

private struct ArchivedScalar: SingleValueDecodingContainer {
  let source: ArchiveSource
  var codingPath: [any CodingKey] { [] }

  func decodeNil() -> Bool { false }
  func decode(_ type: Bool.Type) throws -> Bool { try source.number() != 0 }
  func decode(_ type: String.Type) throws -> String { try source.text() }
  func decode(_ type: Double.Type) throws -> Double { Double(bitPattern: UInt64(bitPattern: try source.number())) }
  func decode(_ type: Float.Type) throws -> Float { Float(bitPattern: try whole(UInt32.self)) }
  func decode(_ type: Int.Type) throws -> Int { try whole(type) }
  func decode(_ type: Int8.Type) throws -> Int8 { try whole(type) }
  func decode(_ type: Int16.Type) throws -> Int16 { try whole(type) }
  func decode(_ type: Int32.Type) throws -> Int32 { try whole(type) }
  func decode(_ type: Int64.Type) throws -> Int64 { try source.number() }
  func decode(_ type: UInt.Type) throws -> UInt { UInt(bitPattern: Int(try source.number())) }
  func decode(_ type: UInt8.Type) throws -> UInt8 { try whole(type) }
  func decode(_ type: UInt16.Type) throws -> UInt16 { try whole(type) }
  func decode(_ type: UInt32.Type) throws -> UInt32 { try whole(type) }
  func decode(_ type: UInt64.Type) throws -> UInt64 { UInt64(bitPattern: try source.number()) }
  func decode<Kept: Decodable>(_ type: Kept.Type) throws -> Kept { try Kept(from: ArchiveDecoder(source: source)) }

  private func whole<Whole: FixedWidthInteger>(_ type: Whole.Type) throws -> Whole {
    guard let number = Whole(exactly: try source.number()) else { throw ArchiveError.damaged }
    return number
  }
}
