// The functions of Go templates, and those that kubectl adds.

/// A function: what it takes, and what it does.
struct TemplateFunction: Sendable {
  enum Parameter: Sendable { case any, string }

  /// The parameters that must be there.
  let parameters: [Parameter]
  let isVariadic: Bool
  /// - Parameter first: the first argument as it stands in the template.
  let body: @Sendable (_ arguments: [TemplateValue], _ first: String) throws(GoTemplateError) -> TemplateValue

  init(
    _ parameters: [Parameter], isVariadic: Bool = false,
    _ body: @escaping @Sendable ([TemplateValue], String) throws(GoTemplateError) -> TemplateValue
  ) {
    self.parameters = parameters
    self.isVariadic = isVariadic
    self.body = body
  }

  func parameter(_ index: Int) -> Parameter { index < parameters.count ? parameters[index] : .any }
}

enum TemplateFunctions {
  static var names: Dictionary<String, TemplateFunction>.Keys { table.keys }

  static let table: [String: TemplateFunction] = [
    "and": TemplateFunction([.any], isVariadic: true) { arguments, _ in arguments[0] },
    "or": TemplateFunction([.any], isVariadic: true) { arguments, _ in arguments[0] },
    "not": TemplateFunction([.any]) { arguments, _ in .bool(!arguments[0].isTrue) },
    "len": TemplateFunction([.any]) { arguments, _ throws(GoTemplateError) in .int(try length(arguments[0])) },
    "index": TemplateFunction([.any], isVariadic: true) { arguments, _ throws(GoTemplateError) in
      try index(arguments[0], arguments.dropFirst())
    },
    "slice": TemplateFunction([.any], isVariadic: true) { arguments, _ throws(GoTemplateError) in
      try slice(arguments[0], Array(arguments.dropFirst()))
    },
    "call": TemplateFunction([.any], isVariadic: true) { arguments, first throws(GoTemplateError) in
      let function = arguments[0].unwrapped
      if function == .none { throw GoTemplateError("call of nil") }
      throw GoTemplateError("non-function \(first) of type \(function.typeName)")
    },
    "print": TemplateFunction([], isVariadic: true) { arguments, _ in .string(GoFormat.sprint(arguments)) },
    "println": TemplateFunction([], isVariadic: true) { arguments, _ in .string(GoFormat.sprintln(arguments)) },
    "printf": TemplateFunction([.string], isVariadic: true) { arguments, _ in
      .string(GoFormat.sprintf(arguments[0].value.text, Array(arguments.dropFirst())))
    },
    "html": TemplateFunction([], isVariadic: true) { arguments, _ in .string(escapeHTML(joined(arguments))) },
    "js": TemplateFunction([], isVariadic: true) { arguments, _ in .string(escapeJavaScript(joined(arguments))) },
    "urlquery": TemplateFunction([], isVariadic: true) { arguments, _ in .string(escapeQuery(joined(arguments))) },
    "eq": TemplateFunction([.any], isVariadic: true) { arguments, _ throws(GoTemplateError) in
      .bool(try isEqual(arguments[0], to: arguments.dropFirst()))
    },
    "ne": TemplateFunction([.any, .any]) { arguments, _ throws(GoTemplateError) in
      .bool(try !isEqual(arguments[0], to: arguments.dropFirst()))
    },
    "lt": comparison { (a, b) throws(GoComparisonError) in try GoComparison.isLess(a, b) },
    "le": comparison { (a, b) throws(GoComparisonError) in try GoComparison.isLessOrEqual(a, b) },
    "gt": comparison { (a, b) throws(GoComparisonError) in try !GoComparison.isLessOrEqual(a, b) },
    "ge": comparison { (a, b) throws(GoComparisonError) in try !GoComparison.isLess(a, b) },
    "exists": TemplateFunction([.any], isVariadic: true) { arguments, _ in
      .bool(exists(arguments[0], arguments.dropFirst()))
    },
    "base64decode": TemplateFunction([.string]) { arguments, _ throws(GoTemplateError) in
      switch Base64.decoded(arguments[0].value.text.utf8) {
      case .success(let bytes): return .string(String(decoding: bytes, as: UTF8.self))
      case .failure(let error): throw GoTemplateError("base64 decode failed: \(error.message)")
      }
    },
  ]

  /// A value as an action writes it.
  static func printed(_ value: TemplateValue) -> String {
    value == .none ? "<no value>" : GoText.sprint(value.value)
  }

  private static func joined(_ arguments: [TemplateValue]) -> String {
    GoFormat.sprint(arguments.map { $0.unwrapped == .none ? .string("<no value>") : $0 })
  }

  private static func comparison(
    _ holds: @escaping @Sendable (Value, Value) throws(GoComparisonError) -> Bool
  ) -> TemplateFunction {
    TemplateFunction([.any, .any]) { arguments, _ throws(GoTemplateError) in
      do throws(GoComparisonError) {
        return .bool(try holds(arguments[0].value, arguments[1].value))
      } catch {
        throw GoTemplateError(error.message)
      }
    }
  }

  /// Whether a value equals one of several. Nothing equals only nothing.
  private static func isEqual(
    _ value: TemplateValue, to others: ArraySlice<TemplateValue>
  ) throws(GoTemplateError) -> Bool {
    if others.isEmpty { throw GoTemplateError("missing argument for comparison") }
    let value = value.unwrapped
    for other in others where try isEqual(value, other.unwrapped) { return true }
    return false
  }

  private static func isEqual(_ a: TemplateValue, _ b: TemplateValue) throws(GoTemplateError) -> Bool {
    if a == .none || b == .none { return a == b }
    switch (a.value, b.value) {
    case (.array, .array), (.object, .object):
      throw GoTemplateError("non-comparable type \(GoFormat.sprintf("%s", [b])): \(b.typeName)")
    case (.array, .object), (.object, .array):
      throw GoTemplateError(
        "non-comparable types \(GoFormat.sprintf("%s", [a])): \(a.typeName), \(b.typeName): \(GoText.sprint(b.value))")
    default: break
    }
    do throws(GoComparisonError) {
      return try GoComparison.areEqual(a.value, b.value)
    } catch {
      throw GoTemplateError(GoComparisonError.mixed.message)
    }
  }
}
