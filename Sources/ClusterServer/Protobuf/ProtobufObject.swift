// Objects in Kubernetes' protobuf form, in which kubectl sends what it makes itself. The schema says what their fields
// are.
import KubeKinds
import KubeObjects
import SimCore

/// Reads objects from protobuf.
struct ProtobufObject {
  static let mediaType = "application/vnd.kubernetes.protobuf"
  /// Deeper than any type nests.
  private static let depthLimit = 100

  private let schema: Schema

  /// Reads an object with the envelope that says of what kind it is.
  static func read(
    _ bytes: [UInt8], _ schema: Schema, _ type: (String, String) -> String?
  ) throws(ProtobufError) -> Value {
    let magic: [UInt8] = [0x6B, 0x38, 0x73, 0]
    guard bytes.starts(with: magic) else {
      throw ProtobufError(message: "provided data does not appear to be a protobuf message, expected prefix \(magic)")
    }
    var version = ""
    var kind = ""
    var raw: ArraySlice<UInt8> = []
    var envelope = ProtobufReader(bytes.dropFirst(magic.count))
    while let field = try envelope.next() {
      guard case .bytes(let content) = field.content else { continue }
      if field.number == 2 { raw = content }
      guard field.number == 1 else { continue }
      var meta = ProtobufReader(content)
      while let part = try meta.next() {
        guard case .bytes(let text) = part.content else { continue }
        if part.number == 1 { version = String(decoding: text, as: UTF8.self) }
        if part.number == 2 { kind = String(decoding: text, as: UTF8.self) }
      }
    }
    var object: Value = [:]
    if let type = type(version, kind).flatMap({ schema.types[$0] }) {
      object = try ProtobufObject(schema: schema).message(raw, type, depth: 0)
    } else if !raw.isEmpty {
      throw ProtobufError(message: "no kind \(GoText.quoted(kind)) is registered for version \(GoText.quoted(version))")
    }
    object[.apiVersion] = .string(version)
    object[.kind] = .string(kind)
    return object
  }

  // MARK: Messages

  private func message(
    _ bytes: ArraySlice<UInt8>, _ type: SchemaType, depth: Int
  ) throws(ProtobufError) -> Value {
    var object: Value = [:]
    try fill(&object, bytes, type, prefix: "", depth)
    return object
  }

  /// Reads the fields of a message, and of those that Go embeds in it, into one object.
  private func fill(
    _ object: inout Value, _ bytes: ArraySlice<UInt8>, _ type: SchemaType, prefix: String, _ depth: Int
  ) throws(ProtobufError) {
    guard depth < Self.depthLimit else { throw ProtobufError(message: "nested too deeply") }
    let numbers = ProtobufNumbers.shared.fields(of: type)
    var reader = ProtobufReader(bytes)
    while let part = try reader.next() {
      let place = prefix.isEmpty ? String(part.number) : "\(prefix).\(part.number)"
      if let field = numbers[place] {
        try set(field, of: &object, part.content, depth)
      } else if case .bytes(let inner) = part.content, ProtobufNumbers.hasInner(numbers, place) {
        try fill(&object, inner, type, prefix: place, depth + 1)
      }
    }
  }

  private func set(
    _ field: SchemaField, of object: inout Value, _ content: ProtobufReader.Content, _ depth: Int
  ) throws(ProtobufError) {
    switch field.type {
    case .array(let element):
      if let value = try value(content, element, depth) { object[field.key].append(value) }
    case .map(let element):
      guard case .bytes(let bytes) = content else { return }
      let (key, value) = try entry(bytes, element, depth)
      object[field.key][Key(key)] = value
    default:
      guard let value = try value(content, field.type, depth) else { return }
      // Go's zero values are sent too; only a pointer tells them from nothing.
      if field.isPointer || !value.isEmpty { object[field.key] = value }
    }
  }

  private func entry(
    _ bytes: ArraySlice<UInt8>, _ type: FieldType, _ depth: Int
  ) throws(ProtobufError) -> (String, Value) {
    var key = ""
    var value: Value = type == .string ? "" : .null
    var reader = ProtobufReader(bytes)
    while let part = try reader.next() {
      if part.number == 1, case .bytes(let text) = part.content { key = String(decoding: text, as: UTF8.self) }
      if part.number == 2 { value = try self.value(part.content, type, depth) ?? .null }
    }
    return (key, value)
  }

  // MARK: Values

  private func value(
    _ content: ProtobufReader.Content, _ type: FieldType, _ depth: Int
  ) throws(ProtobufError) -> Value? {
    switch (content, type) {
    case (.number(let number), .bool): return .bool(number != 0)
    case (.number(let number), .int32), (.number(let number), .int64): return .int(Int64(bitPattern: number))
    case (.bytes(let bytes), .string): return .string(String(decoding: bytes, as: UTF8.self))
    case (.bytes(let bytes), .bytes): return .string(Base64.encode(bytes))
    case (.bytes(let bytes), .time): return try time(bytes, isMicro: false)
    case (.bytes(let bytes), .microTime): return try time(bytes, isMicro: true)
    case (.bytes(let bytes), .quantity): return .string(try text(bytes, 1))
    case (.bytes(let bytes), .intOrString): return try intOrString(bytes)
    case (.bytes(let bytes), .any): return try raw(bytes)
    case (.bytes(let bytes), .type(let name)):
      guard let type = schema.types[name] else { return nil }
      return try message(bytes, type, depth: depth + 1)
    default: return nil
    }
  }

  private func text(_ bytes: ArraySlice<UInt8>, _ number: Int) throws(ProtobufError) -> String {
    var reader = ProtobufReader(bytes)
    var text = ""
    while let part = try reader.next() {
      if part.number == number, case .bytes(let bytes) = part.content { text = String(decoding: bytes, as: UTF8.self) }
    }
    return text
  }

  /// Seconds and nanoseconds; a message without either is no time.
  private func time(_ bytes: ArraySlice<UInt8>, isMicro: Bool) throws(ProtobufError) -> Value? {
    var reader = ProtobufReader(bytes)
    var parts: [Int: Int64] = [:]
    while let part = try reader.next() {
      if case .number(let number) = part.content { parts[part.number] = Int64(bitPattern: number) }
    }
    if parts.isEmpty { return nil }
    let instant = Instant(unixSeconds: parts[1] ?? 0) + .nanoseconds(parts[2] ?? 0)
    return .string(isMicro ? instant.rfc3339Micro : instant.rfc3339)
  }

  private func intOrString(_ bytes: ArraySlice<UInt8>) throws(ProtobufError) -> Value {
    var reader = ProtobufReader(bytes)
    var isString = false
    var number: Int64 = 0
    while let part = try reader.next() {
      guard case .number(let value) = part.content else { continue }
      if part.number == 1 { isString = value != 0 }
      if part.number == 2 { number = Int64(bitPattern: value) }
    }
    return isString ? .string(try text(bytes, 3)) : .int(number)
  }

  /// JSON within protobuf: `RawExtension`, `FieldsV1`.
  private func raw(_ bytes: ArraySlice<UInt8>) throws(ProtobufError) -> Value? {
    let json = try text(bytes, 1)
    if json.isEmpty { return nil }
    do throws(JSONError) { return try JSONReader.read(json) } catch {
      throw ProtobufError(message: error.message)
    }
  }
}
