// Writes value trees as YAML, byte for byte as `kubectl -o yaml` does: go-yaml v2's emitter.

/// A writer of YAML text.
public struct YAMLWriter {
  var bytes: [UInt8] = []

  /// A value as one document, ending in a line break.
  public static func write(_ value: Value) -> String { String(decoding: bytes(value), as: UTF8.self) }

  public static func bytes(_ value: Value) -> [UInt8] {
    var writer = YAMLWriter()
    writer.write(value, Place(indent: 0, isInSequence: false, follows: .nothing))
    return writer.bytes
  }

  /// Where a node is written.
  private struct Place {
    /// The column at which the lines of a collection begin here.
    var indent: Int
    /// Whether the node is an element of a sequence. A sequence that isn't stands at the column of its key.
    var isInSequence: Bool
    var follows: Before
  }

  /// What stands before a node on its line.
  private enum Before {
    /// Nothing: the node begins the document.
    case nothing
    /// `- ` or `: `: a collection goes on in the same line.
    case indicator
    /// A key and its colon: a collection begins in the next line.
    case colon
  }
}

// MARK: Nodes

extension YAMLWriter {
  private mutating func write(_ value: Value, _ place: Place) {
    switch value {
    case .object(let object) where !object.isEmpty: write(object, place)
    case .array(let elements) where !elements.isEmpty: write(elements, place)
    default:
      if place.follows == .colon { bytes.append(UInt8(ascii: " ")) }
      writeLeaf(value, indent: place.indent)
      endLine()
    }
  }

  /// Ends the line, unless a block did: with a line feed, or with one of Unicode's separators.
  private mutating func endLine() {
    let isSeparator = bytes.last.map { $0 & 0xFE == 0xA8 } == true && bytes.suffix(3).starts(with: [0xE2, 0x80])
    if bytes.last != 10, !isSeparator { bytes.append(10) }
  }

  private mutating func writeLeaf(_ value: Value, indent: Int) {
    switch value {
    case .null: append("null")
    case .bool(let flag): append(flag ? "true" : "false")
    case .int(let number): append(String(number))
    case .double(let number): append(Self.text(number))
    case .string(let text): writeScalar(text, indent: indent, isKey: false)
    case .array: append("[]")
    case .object: append("{}")
    }
  }

  private mutating func write(_ object: Object, _ place: Place) {
    if place.follows == .colon { bytes.append(10) }
    var isFirst = place.follows == .indicator
    for (key, value) in YAMLKeyOrder.sorted(object) {
      if isFirst { isFirst = false } else { writeIndent(place.indent) }
      write(key: key.text, value, indent: place.indent)
    }
  }

  /// A key, its colon and its value. Keys over 128 bytes and keys of several lines are written after a question mark,
  /// and their values after a colon of the same kind.
  private mutating func write(key: String, _ value: Value, indent: Int) {
    if key.utf8.count <= 128, !YAMLScalarShape(key).hasLineBreaks {
      writeScalar(key, indent: indent, isKey: true)
      bytes.append(UInt8(ascii: ":"))
      write(value, Place(indent: indent + 2, isInSequence: false, follows: .colon))
    } else {
      append("? ")
      writeScalar(key, indent: indent + 2, isKey: false)
      endLine()
      writeIndent(indent)
      append(": ")
      write(value, Place(indent: indent + 2, isInSequence: true, follows: .indicator))
    }
  }

  private mutating func write(_ elements: [Value], _ place: Place) {
    if place.follows == .colon { bytes.append(10) }
    let indent = place.isInSequence || place.follows == .nothing ? place.indent : place.indent - 2
    var isFirst = place.follows == .indicator
    for element in elements {
      if isFirst { isFirst = false } else { writeIndent(indent) }
      append("- ")
      write(element, Place(indent: indent + 2, isInSequence: true, follows: .indicator))
    }
  }

  /// How many characters the last line has.
  var column: Int {
    var count = 0
    for byte in bytes.reversed() {
      if byte == 10 { break }
      if byte & 0xC0 != 0x80 { count += 1 }
    }
    return count
  }

  mutating func writeIndent(_ count: Int) {
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: count))
  }

  mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

  /// A number that came out of JSON: whole numbers up to 64 bits in full, others in Go's shortest form.
  private static func text(_ number: Double) -> String {
    let json = GoNumber.json(number)
    return GoNumber.parseInt(json).map(String.init) ?? GoNumber.parseUInt(json).map(String.init)
      ?? GoNumber.sprint(number)
  }
}
