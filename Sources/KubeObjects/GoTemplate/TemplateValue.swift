// Values while a Go template is filled in: Go's reflection, as far as it shows.

/// A value, or its absence.
enum TemplateValue: Equatable {
  /// No value at all: a key that is missing, or `nil`.
  case none
  /// A value of the data. One that was taken out of a list or a map is seen through an interface, until a pipeline
  /// hands it on.
  case data(Value, isInterface: Bool)
  /// A number that stands in the template or was counted: Go's `int`.
  case int(Int)
  /// A byte of a string.
  case byte(UInt8)

  static func bool(_ flag: Bool) -> TemplateValue { .data(.bool(flag), isInterface: false) }

  static func string(_ text: String) -> TemplateValue { .data(.string(text), isInterface: false) }

  /// What an element of a list or map is.
  static func element(_ value: Value?) -> TemplateValue { value.map { .data($0, isInterface: true) } ?? .none }

  /// The value inside an interface.
  var unwrapped: TemplateValue {
    guard case .data(let value, true) = self else { return self }
    return value.isNull ? .none : .data(value, isInterface: false)
  }

  /// An interface that holds nothing.
  var isNilInterface: Bool { self == .data(.null, isInterface: true) }

  /// The value as data; `.null` for none.
  var value: Value {
    switch self {
    case .none: .null
    case .data(let value, _): value
    case .int(let number): .int(Int64(number))
    case .byte(let number): .int(Int64(number))
    }
  }

  /// The whole number that this is.
  var integer: Int64? {
    switch self {
    case .data(.int(let number), _): number
    case .int(let number): Int64(number)
    case .byte(let number): Int64(number)
    default: nil
    }
  }

  var typeName: String {
    switch self {
    case .none: "<nil>"
    case .data(_, true): "interface {}"
    case .data(let value, false): GoSyntax.type(of: value)
    case .int: "int"
    case .byte: "uint8"
    }
  }

  /// What conditions make of the value: anything but Go's zero values and nothing is true.
  var isTrue: Bool { !unwrapped.value.isEmpty }
}
