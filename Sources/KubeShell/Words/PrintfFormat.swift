// The formats of `printf`, as POSIX describes them: flags, width and precision, texts and whole numbers.

struct PrintfFormat {
  /// One `%...`, without its letter.
  fileprivate struct Conversion {
    var isLeft = false
    var isZeroPadded = false
    var hasSign = false
    var hasSpace = false
    var isAlternate = false
    var width = 0
    var precision: Int?
  }

  private var arguments: ArraySlice<String>
  private var usedAny = false
  private var text: [UInt8] = []
  /// What was wrong with arguments and conversions, without the name of the command.
  private(set) var faults: [String] = []

  init(arguments: some Sequence<String>) { self.arguments = Array(arguments)[...] }

  /// The text that a format makes of the arguments. The format is used again while arguments are left.
  mutating func print(_ format: String) -> String {
    repeat {
      usedAny = false
      guard once(Array(format.utf8)[...]) else { break }
    } while usedAny && !arguments.isEmpty
    return String(decoding: text, as: UTF8.self)
  }

  /// False when the format can't be gone on with.
  private mutating func once(_ format: ArraySlice<UInt8>) -> Bool {
    var rest = format
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "\\"): text += ShellEscape.read(&rest)
      case UInt8(ascii: "%"): guard convert(&rest) else { return false }
      default: text.append(byte)
      }
    }
    return true
  }

  private mutating func convert(_ rest: inout ArraySlice<UInt8>) -> Bool {
    var conversion = Conversion()
    while let flag = rest.first, conversion.take(flag: flag) { rest.removeFirst() }
    conversion.width = number(&rest) ?? 0
    if conversion.width < 0 { (conversion.isLeft, conversion.width) = (true, -conversion.width) }
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      conversion.precision = number(&rest) ?? 0
    }
    guard let verb = rest.popFirst() else {
      faults.append("`%': missing format character")
      return false
    }
    switch verb {
    case UInt8(ascii: "%"): text.append(verb)
    case UInt8(ascii: "s"): write(Array(take().utf8), conversion)
    case UInt8(ascii: "b"): write(ShellEscape.resolved(take()), conversion)
    case UInt8(ascii: "c"): write(Array(String(take().prefix(1)).utf8), conversion)
    case UInt8(ascii: "d"), UInt8(ascii: "i"): writeSigned(integer(take()), conversion)
    case UInt8(ascii: "u"): writeUnsigned(integer(take()), conversion, radix: 10, prefix: "")
    case UInt8(ascii: "o"): writeUnsigned(integer(take()), conversion, radix: 8, prefix: "0")
    case UInt8(ascii: "x"): writeUnsigned(integer(take()), conversion, radix: 16, prefix: "0x")
    case UInt8(ascii: "X"): writeUnsigned(integer(take()), conversion, radix: 16, prefix: "0X", isUpper: true)
    default:
      faults.append("`\(Character(Unicode.Scalar(verb)))': invalid format character")
      return false
    }
    return true
  }

  /// Digits, or `*` for what the next argument says.
  private mutating func number(_ rest: inout ArraySlice<UInt8>) -> Int? {
    if rest.first == UInt8(ascii: "*") {
      rest.removeFirst()
      return Int(clamping: integer(take()))
    }
    let digits = rest.prefix { (48...57).contains($0) }
    rest = rest[digits.endIndex...]
    return Int(String(decoding: digits, as: UTF8.self))
  }

  private mutating func take() -> String {
    usedAny = true
    return arguments.popFirst() ?? ""
  }

  /// A number as the shell reads it: `0x1F`, `017`, `'a`.
  private mutating func integer(_ argument: String) -> Int64 {
    if argument.isEmpty { return 0 }
    if let quote = argument.first, quote == "'" || quote == "\"" {
      return Int64(argument.unicodeScalars.dropFirst().first?.value ?? 0)
    }
    var digits = argument[...]
    let isNegative = digits.hasPrefix("-")
    if isNegative || digits.hasPrefix("+") { digits.removeFirst() }
    let lower = digits.lowercased()
    let value =
      lower.hasPrefix("0x")
      ? Int64(lower.dropFirst(2), radix: 16) : Int64(lower, radix: lower.hasPrefix("0") && lower.count > 1 ? 8 : 10)
    guard let value, !lower.hasPrefix("-"), !lower.hasPrefix("+") else {
      faults.append("\(argument): invalid number")
      let start = Int64(String(lower.prefix { $0.isASCII && $0.isNumber })) ?? 0
      return isNegative ? -start : start
    }
    return isNegative ? -value : value
  }
}

// MARK: Writing

extension PrintfFormat {
  private mutating func write(_ bytes: [UInt8], _ conversion: Conversion) {
    pad(conversion.precision.map { Array(bytes.prefix(max($0, 0))) } ?? bytes, conversion)
  }

  private mutating func writeSigned(_ number: Int64, _ conversion: Conversion) {
    let sign = number < 0 ? "-" : conversion.hasSign ? "+" : conversion.hasSpace ? " " : ""
    writeDigits(String(number.magnitude), sign, conversion)
  }

  private mutating func writeUnsigned(
    _ number: Int64, _ conversion: Conversion, radix: Int, prefix: String, isUpper: Bool = false
  ) {
    let digits = String(UInt64(bitPattern: number), radix: radix, uppercase: isUpper)
    writeDigits(digits, conversion.isAlternate && number != 0 ? prefix : "", conversion)
  }

  /// Zeros fill up to the precision, or to the width where there is none.
  private mutating func writeDigits(_ digits: String, _ start: String, _ conversion: Conversion) {
    let fills = conversion.isZeroPadded && !conversion.isLeft && conversion.precision == nil
    let wanted = fills ? conversion.width - start.utf8.count : conversion.precision ?? 1
    let zeros = String(repeating: "0", count: max(wanted - digits.utf8.count, 0))
    pad(Array((start + zeros + digits).utf8), conversion)
  }

  private mutating func pad(_ bytes: [UInt8], _ conversion: Conversion) {
    let count = String(decoding: bytes, as: UTF8.self).unicodeScalars.count
    let blanks = [UInt8](repeating: 32, count: max(conversion.width - count, 0))
    text += conversion.isLeft ? bytes + blanks : blanks + bytes
  }
}

extension PrintfFormat.Conversion {
  /// False for what is no flag.
  fileprivate mutating func take(flag: UInt8) -> Bool {
    switch flag {
    case UInt8(ascii: "-"): isLeft = true
    case UInt8(ascii: "0"): isZeroPadded = true
    case UInt8(ascii: "+"): hasSign = true
    case UInt8(ascii: " "): hasSpace = true
    case UInt8(ascii: "#"): isAlternate = true
    default: return false
    }
    return true
  }
}

/// What stands for a character after a backslash.
enum ShellEscape {
  private static let characters: [UInt8: UInt8] = [
    UInt8(ascii: "n"): 10, UInt8(ascii: "t"): 9, UInt8(ascii: "r"): 13, UInt8(ascii: "a"): 7, UInt8(ascii: "b"): 8,
    UInt8(ascii: "v"): 11, UInt8(ascii: "f"): 12, UInt8(ascii: "\\"): 92, UInt8(ascii: "\""): 34,
    UInt8(ascii: "'"): 39,
  ]

  /// Reads what comes after a backslash.
  static func read(_ rest: inout ArraySlice<UInt8>) -> [UInt8] {
    guard let first = rest.first else { return [92] }
    if let byte = characters[first] {
      rest.removeFirst()
      return [byte]
    }
    if first == UInt8(ascii: "x"), let byte = code(rest.dropFirst().prefix(2), radix: 16) {
      rest = rest.dropFirst(1 + byte.count)
      return [byte.value]
    }
    guard let byte = code(rest.prefix(3), radix: 8) else { return [92] }
    rest = rest.dropFirst(byte.count)
    return [byte.value]
  }

  private static func code(_ bytes: ArraySlice<UInt8>, radix: Int) -> (value: UInt8, count: Int)? {
    let digits = bytes.prefix { Int(String(UnicodeScalar($0)), radix: radix) != nil }
    guard let value = Int(String(decoding: digits, as: UTF8.self), radix: radix) else { return nil }
    return (UInt8(truncatingIfNeeded: value), digits.count)
  }

  /// A text with everything resolved that stands after a backslash; octal numbers may have one more zero before them.
  static func resolved(_ text: String) -> [UInt8] {
    var rest = Array(text.utf8)[...]
    var bytes: [UInt8] = []
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "\\") else {
        bytes.append(byte)
        continue
      }
      if rest.first == UInt8(ascii: "0"), rest.dropFirst().first.map({ (48...55).contains($0) }) == true {
        rest.removeFirst()
      }
      bytes += read(&rest)
    }
    return bytes
  }
}
