// How strings are written: plain, in quotes, or as a literal block. The rules are those of go-yaml v2's emitter, which
// breaks lines at the first single space behind column 80.

extension YAMLWriter {
  /// - Parameter indent: the column of the lines of a block, and of lines that go on.
  mutating func writeScalar(_ text: String, indent: Int, isKey: Bool) {
    let shape = YAMLScalarShape(text)
    if shape.hasNewlines {
      if shape.allowsBlock, !isKey { writeLiteral(text, indent) } else { writeDoubleQuoted(text, Fold(indent, isKey)) }
    } else if YAMLScalarShape.reads(asOtherThanString: text) {
      writeDoubleQuoted(text, Fold(indent, isKey))
    } else if shape.allowsPlain {
      writePlain(text, Fold(indent, isKey))
    } else if shape.allowsSingleQuotes {
      writeSingleQuoted(text, Fold(indent, isKey))
    } else {
      writeDoubleQuoted(text, Fold(indent, isKey))
    }
  }

  /// Where lines of one scalar break.
  private struct Fold {
    static let width = 80
    let indent: Int
    let isAllowed: Bool

    init(_ indent: Int, _ isKey: Bool) {
      self.indent = indent
      isAllowed = !isKey
    }
  }

  /// A literal block: `|`, the indentation where it can't be seen, `-` or `+` for what happens at the end.
  private mutating func writeLiteral(_ text: String, _ indent: Int) {
    bytes.append(UInt8(ascii: "|"))
    let scalars = text.unicodeScalars
    if let first = scalars.first, first == " " || YAMLScalarShape.isBreak(first) { bytes.append(UInt8(ascii: "2")) }
    let breaks = scalars.reversed().prefix(2).prefix { YAMLScalarShape.isBreak($0) }.count
    if breaks == 0 { bytes.append(UInt8(ascii: "-")) }
    if breaks == 2 || breaks == scalars.count { bytes.append(UInt8(ascii: "+")) }
    bytes.append(10)
    var isLineStart = true
    for scalar in scalars {
      let isBreak = YAMLScalarShape.isBreak(scalar)
      if isLineStart, !isBreak { writeIndent(indent) }
      append(scalar)
      isLineStart = isBreak
    }
  }

  private mutating func writePlain(_ text: String, _ fold: Fold) {
    guard fold.isAllowed, column + text.utf8.count > Fold.width else { return append(text) }
    var column = column
    write(text.unicodeScalars) { (writer, scalar, previous, next) in
      if scalar == " ", previous != " ", next != " ", column > Fold.width {
        column = writer.breakLine(fold)
      } else {
        writer.append(scalar)
        column += 1
      }
    }
  }

  private mutating func writeSingleQuoted(_ text: String, _ fold: Fold) {
    bytes.append(UInt8(ascii: "'"))
    var column = column
    write(text.unicodeScalars) { (writer, scalar, previous, next) in
      let isInside = previous != nil && next != nil
      if scalar == " ", isInside, previous != " ", next != " ", fold.isAllowed, column > Fold.width {
        column = writer.breakLine(fold)
        return
      }
      let isBreak = YAMLScalarShape.isBreak(scalar)
      if let previous, YAMLScalarShape.isBreak(previous), !isBreak {
        writer.writeIndent(fold.indent)
        column += fold.indent
      }
      if scalar == "'" { writer.bytes.append(UInt8(ascii: "'")) }
      writer.append(scalar)
      column = isBreak ? 0 : column + (scalar == "'" ? 2 : 1)
    }
    bytes.append(UInt8(ascii: "'"))
  }

  private mutating func writeDoubleQuoted(_ text: String, _ fold: Fold) {
    bytes.append(UInt8(ascii: "\""))
    var column = column
    // go-yaml looks for a byte order mark at the beginning only, and then escapes every character.
    let escapesAll = text.unicodeScalars.first == "\u{FEFF}"
    write(text.unicodeScalars) { (writer, scalar, previous, next) in
      if escapesAll || YAMLScalarShape.needsEscape(scalar) {
        let escape = Self.escape(scalar)
        writer.append(escape)
        column += escape.utf8.count
      } else if scalar == " ", previous != nil, next != nil, previous != " ", fold.isAllowed, column > Fold.width {
        column = writer.breakLine(fold)
        if next == " " {
          writer.bytes.append(UInt8(ascii: "\\"))
          column += 1
        }
      } else {
        writer.append(scalar)
        column += 1
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Begins a new line within a scalar and returns its column.
  private mutating func breakLine(_ fold: Fold) -> Int {
    bytes.append(10)
    writeIndent(fold.indent)
    return fold.indent
  }

  /// Hands each character over, with its neighbours.
  private mutating func write(
    _ scalars: String.UnicodeScalarView,
    _ body: (inout YAMLWriter, Unicode.Scalar, _ previous: Unicode.Scalar?, _ next: Unicode.Scalar?) -> Void
  ) {
    var previous: Unicode.Scalar?
    var iterator = scalars.makeIterator()
    var current = iterator.next()
    while let scalar = current {
      let next = iterator.next()
      body(&self, scalar, previous, next)
      previous = scalar
      current = next
    }
  }

  private mutating func append(_ scalar: Unicode.Scalar) {
    if scalar.isASCII { bytes.append(UInt8(scalar.value)) } else { append(String(scalar)) }
  }

  private static func escape(_ scalar: Unicode.Scalar) -> String {
    switch scalar.value {
    case 0x00: return "\\0"
    case 0x07: return "\\a"
    case 0x08: return "\\b"
    case 0x09: return "\\t"
    case 0x0A: return "\\n"
    case 0x0B: return "\\v"
    case 0x0C: return "\\f"
    case 0x0D: return "\\r"
    case 0x1B: return "\\e"
    case 0x22: return "\\\""
    case 0x5C: return "\\\\"
    case 0x85: return "\\N"
    case 0xA0: return "\\_"
    case 0x2028: return "\\L"
    case 0x2029: return "\\P"
    case let value:
      let digits = String(value, radix: 16, uppercase: true)
      let (sign, width) = value <= 0xFF ? ("x", 2) : value <= 0xFFFF ? ("u", 4) : ("U", 8)
      return "\\" + sign + String(repeating: "0", count: width - digits.count) + digits
    }
  }
}
