// Evaluates pipelines, commands and operands.

extension TemplateEvaluator {
  /// The value of a pipeline, which is stored in its variables.
  mutating func evaluate(_ pipe: TemplatePipe, _ dot: TemplateValue) throws(GoTemplateError) -> TemplateValue {
    at(pipe.position, pipe.shown)
    var value: TemplateValue?
    for command in pipe.commands { value = try evaluate(command, dot, value).unwrapped }
    let result = value ?? .none
    for name in pipe.variables {
      guard pipe.isAssignment else {
        declare(name, result)
        continue
      }
      guard variable(name) != nil else { throw failure("undefined variable: \(name)") }
      set(name, result)
    }
    return result
  }

  /// - Parameter final: what the command before has handed on: the last argument.
  private mutating func evaluate(
    _ command: TemplateCommand, _ dot: TemplateValue, _ final: TemplateValue?
  ) throws(GoTemplateError) -> TemplateValue {
    let first = command.arguments[0]
    let hasArguments = command.arguments.count > 1 || final != nil
    switch first.kind {
    case .function(let name): return try call(name, first, command, dot, final)
    case .pipe(let pipe):
      try checkFunction(first, hasArguments)
      return try evaluate(pipe, dot)
    case .field, .chain: return try operand(first, dot, hasArguments: hasArguments)
    case .variable(_, let names):
      if names.isEmpty {
        at(first)
        try checkFunction(first, hasArguments)
      }
      return try operand(first, dot, hasArguments: hasArguments)
    case .nothing:
      at(first)
      try checkFunction(first, hasArguments)
      throw failure("nil is not a command")
    default:
      at(first)
      try checkFunction(first, hasArguments)
      return try operand(first, dot, hasArguments: false)
    }
  }

  private func checkFunction(_ operand: TemplateOperand, _ hasArguments: Bool) throws(GoTemplateError) {
    if hasArguments { throw failure("can't give argument to non-function \(operand.text)") }
  }

  /// The value of an operand that is no function with arguments.
  private mutating func operand(
    _ operand: TemplateOperand, _ dot: TemplateValue, hasArguments: Bool
  ) throws(GoTemplateError) -> TemplateValue {
    at(operand)
    switch operand.kind {
    case .dot: return dot
    case .nothing: return .none
    case .bool(let flag): return .bool(flag)
    case .string(let text): return .string(text)
    case .number(.int(let number)): return .int(Int(number))
    case .number(.float(let number)): return .data(.double(number), isInterface: false)
    case .number(.tooLarge): throw failure("\(operand.text) overflows int")
    case .field(let names): return try fields(names, of: dot, hasArguments)
    case .variable(let name, let names):
      guard let value = variable(name) else { throw failure("undefined variable: \(name)") }
      return try fields(names, of: value, hasArguments)
    case .pipe(let pipe): return try evaluate(pipe, dot)
    case .chain(let base, let names):
      let value = try argument(base, dot)
      return try fields(names, of: value, hasArguments)
    case .function(let name):
      let command = TemplateCommand(position: operand.position, arguments: [operand])
      return try call(name, operand, command, dot, nil)
    }
  }

  /// The value of an argument.
  mutating func argument(_ operand: TemplateOperand, _ dot: TemplateValue) throws(GoTemplateError) -> TemplateValue {
    try self.operand(operand, dot, hasArguments: false)
  }

  // MARK: Fields

  private func fields(
    _ names: [Key], of value: TemplateValue, _ hasArguments: Bool
  ) throws(GoTemplateError) -> TemplateValue {
    var value = value
    for (index, name) in names.enumerated() {
      value = try field(name, of: value, hasArguments && index == names.count - 1)
    }
    return value
  }

  private func field(
    _ name: Key, of value: TemplateValue, _ hasArguments: Bool
  ) throws(GoTemplateError) -> TemplateValue {
    if value == .none {
      if !allowsMissingKeys { throw failure("nil data; no entry for key \(GoText.quoted(name.text))") }
      return .none
    }
    if value.isNilInterface { throw failure("nil pointer evaluating interface {}.\(name)") }
    guard case .data(.object(let object), _) = value else {
      throw failure("can't evaluate field \(name) in type \(value.typeName)")
    }
    if hasArguments { throw failure("\(name) is not a method but has arguments") }
    if let found = object[name] { return .element(found) }
    if !allowsMissingKeys { throw failure("map has no entry for key \(GoText.quoted(name.text))") }
    return .none
  }

  // MARK: Functions

  private mutating func call(
    _ name: String, _ operand: TemplateOperand, _ command: TemplateCommand, _ dot: TemplateValue,
    _ final: TemplateValue?
  ) throws(GoTemplateError) -> TemplateValue {
    at(operand)
    guard let function = TemplateFunctions.table[name] else {
      throw failure("\(GoText.quoted(name)) is not a defined function")
    }
    let operands = command.arguments.dropFirst()
    let count = operands.count + (final == nil ? 0 : 1)
    if function.isVariadic ? count < function.parameters.count : count != function.parameters.count {
      let wanted = function.isVariadic ? "at least " : ""
      let got = function.isVariadic ? operands.count : count
      throw failure("wrong number of args for \(name): want \(wanted)\(function.parameters.count) got \(got)")
    }
    if name == "and" || name == "or" { return try shortCircuit(name == "or", operands, dot, final) }
    var values: [TemplateValue] = []
    for (index, operand) in operands.enumerated() {
      values.append(try argument(operand, dot, function.parameter(index)))
    }
    if let final { values.append(try checked(final, function.parameter(operands.count))) }
    do throws(GoTemplateError) {
      return try function.body(values, command.arguments.dropFirst().first?.text ?? "")
    } catch {
      at(command.position, command.shown)
      throw failure("error calling \(name): \(error.message)")
    }
  }

  /// `and` and `or` look at no more arguments than they need.
  private mutating func shortCircuit(
    _ decisive: Bool, _ operands: ArraySlice<TemplateOperand>, _ dot: TemplateValue, _ final: TemplateValue?
  ) throws(GoTemplateError) -> TemplateValue {
    var value = TemplateValue.none
    for operand in operands {
      value = try argument(operand, dot)
      if value.isTrue == decisive { return value }
    }
    return final ?? value
  }

  /// An argument of the type that a function wants.
  private mutating func argument(
    _ operand: TemplateOperand, _ dot: TemplateValue, _ type: TemplateFunction.Parameter
  ) throws(GoTemplateError) -> TemplateValue {
    if type == .string {
      at(operand)
      switch operand.kind {
      case .nothing: throw failure("cannot assign nil to string")
      case .bool, .number: throw failure("expected string; found \(operand.text)")
      default: break
      }
    }
    return try checked(try argument(operand, dot), type)
  }

  private func checked(
    _ value: TemplateValue, _ type: TemplateFunction.Parameter
  ) throws(GoTemplateError) -> TemplateValue {
    guard type == .string else { return value }
    if value == .none { throw failure("invalid value; expected string") }
    let inner = value.unwrapped
    guard case .data(.string, _) = inner else {
      throw failure("wrong type for value; expected string; got \(inner == .none ? "interface {}" : inner.typeName)")
    }
    return inner
  }
}
