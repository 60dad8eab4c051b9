// Go's fmt package for values of templates: Sprint, Sprintln, Sprintf.

enum GoFormat {
  /// `fmt.Sprint`: spaces only between operands that are both no strings.
  static func sprint(_ arguments: [TemplateValue]) -> String {
    var text = ""
    for (index, argument) in arguments.enumerated() {
      if index > 0, argument.value.string == nil, arguments[index - 1].value.string == nil { text += " " }
      text += GoText.sprint(argument.value)
    }
    return text
  }

  /// `fmt.Sprintln`
  static func sprintln(_ arguments: [TemplateValue]) -> String {
    arguments.map { GoText.sprint($0.value) }.joined(separator: " ") + "\n"
  }

  /// `fmt.Sprintf`
  static func sprintf(_ format: String, _ arguments: [TemplateValue]) -> String {
    var reader = FormatReader(format, arguments.map(\.unwrapped))
    return reader.run()
  }
}

/// What stands between a percent sign and its verb.
struct FormatFlags {
  var plus = false
  var minus = false
  var sharp = false
  var space = false
  var zero = false
  /// `%+v` and `%#v`
  var plusV = false
  var sharpV = false
  var width: Int?
  var precision: Int?
}

/// Goes through a format and writes its arguments.
private struct FormatReader {
  private let format: [Unicode.Scalar]
  private let arguments: [TemplateValue]
  private var position = 0
  private var argument = 0
  private var isReordered = false
  private var hasGoodIndex = true
  private var output = ""

  init(_ format: String, _ arguments: [TemplateValue]) {
    self.format = Array(format.unicodeScalars)
    self.arguments = arguments
  }

  mutating func run() -> String {
    while position < format.count {
      let scalar = format[position]
      position += 1
      if scalar == "%" { directive() } else { output.unicodeScalars.append(scalar) }
    }
    if !isReordered, argument < arguments.count { writeExtra() }
    return output
  }

  private mutating func writeExtra() {
    let extra = arguments[argument...].map { value in
      value == .none ? "<nil>" : "\(value.typeName)=\(FormatPrinter.text(value, "v", FormatFlags()))"
    }
    output += "%!(EXTRA \(extra.joined(separator: ", ")))"
  }

  private mutating func directive() {
    var flags = readFlags()
    hasGoodIndex = true
    var isAfterIndex = readIndex()
    flags.width = number(&flags, &isAfterIndex, isWidth: true)
    if peek == "." {
      position += 1
      if isAfterIndex { hasGoodIndex = false }
      isAfterIndex = readIndex()
      flags.precision = number(&flags, &isAfterIndex, isWidth: false)
    }
    if !isAfterIndex { _ = readIndex() }
    guard let verb = peek else {
      output += "%!(NOVERB)"
      return
    }
    position += 1
    write(verb, flags)
  }

  private mutating func write(_ verb: Unicode.Scalar, _ flags: FormatFlags) {
    if verb == "%" {
      output += "%"
    } else if !hasGoodIndex {
      output += "%!\(verb)(BADINDEX)"
    } else if argument >= arguments.count {
      output += "%!\(verb)(MISSING)"
    } else {
      var flags = flags
      if verb == "v" {
        (flags.sharpV, flags.sharp) = (flags.sharp, false)
        (flags.plusV, flags.plus) = (flags.plus, false)
      }
      output += FormatPrinter.text(arguments[argument], verb, flags)
      argument += 1
    }
  }

  private var peek: Unicode.Scalar? { position < format.count ? format[position] : nil }

  private mutating func readFlags() -> FormatFlags {
    var flags = FormatFlags()
    while let scalar = peek {
      switch scalar {
      case "#": flags.sharp = true
      case "0": flags.zero = true
      case "+": flags.plus = true
      case "-": flags.minus = true
      case " ": flags.space = true
      default: return flags
      }
      position += 1
    }
    return flags
  }

  /// A width or a precision: digits, or a star for an argument.
  private mutating func number(_ flags: inout FormatFlags, _ isAfterIndex: inout Bool, isWidth: Bool) -> Int? {
    if peek == "*" {
      position += 1
      isAfterIndex = false
      return numberArgument(&flags, isWidth: isWidth)
    }
    var number: Int?
    while let scalar = peek, scalar >= "0", scalar <= "9" {
      number = (number ?? 0) * 10 + Int(scalar.value - 48)
      position += 1
      if let number, number > 1_000_000 {
        // Go gives up at a number that large.
        position = format.count
        return nil
      }
    }
    if isWidth, isAfterIndex, number != nil { hasGoodIndex = false }
    return isWidth ? number : number ?? 0
  }

  private mutating func numberArgument(_ flags: inout FormatFlags, isWidth: Bool) -> Int? {
    let value = argument < arguments.count ? arguments[argument].integer.flatMap { Int(exactly: $0) } : nil
    if argument < arguments.count { argument += 1 }
    guard let value, value.magnitude <= 1_000_000 else {
      output += isWidth ? "%!(BADWIDTH)" : "%!(BADPREC)"
      return nil
    }
    if isWidth {
      if value < 0 { flags.minus = true }
      return abs(value)
    }
    return value < 0 ? nil : value
  }

  /// `[2]`: the argument to go on with. True when there is such an index.
  private mutating func readIndex() -> Bool {
    guard peek == "[" else { return false }
    isReordered = true
    guard let end = format[position...].firstIndex(of: "]") else {
      hasGoodIndex = false
      position += 1
      return false
    }
    let digits = String(String.UnicodeScalarView(format[(position + 1)..<end]))
    position = end + 1
    guard let index = Int(digits), index >= 1, index <= arguments.count else {
      hasGoodIndex = false
      return Int(digits) != nil
    }
    argument = index - 1
    return true
  }
}
