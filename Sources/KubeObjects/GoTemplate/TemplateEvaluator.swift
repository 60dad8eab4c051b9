// Fills Go templates in. Messages name the place that text/template would name.

struct TemplateEvaluator {
  private let template: GoTemplate
  private let data: Value
  let allowsMissingKeys: Bool
  private(set) var output = ""
  /// The variables in sight, the latest last.
  private var variables: [(name: String, value: TemplateValue)] = []
  /// Where the evaluation is, for messages.
  private var place: (position: Int, shown: String) = (0, "")
  private var name = GoTemplate.name
  private var depth = 0

  init(_ template: GoTemplate, _ data: Value, allowsMissingKeys: Bool) {
    self.template = template
    self.data = data
    self.allowsMissingKeys = allowsMissingKeys
  }

  mutating func run() throws(GoTemplateError) {
    let dot = TemplateValue.data(data, isInterface: false)
    variables = [("$", dot)]
    let nodes = template.templates[GoTemplate.name] ?? []
    _ = try walk(nodes, dot)
  }

  /// How a list of nodes was left.
  private enum Leaving {
    case atEnd, byBreak, byContinue
  }

  // MARK: Places and messages

  mutating func at(_ position: Int, _ shown: @autoclosure () -> String) { place = (position, shown()) }

  mutating func at(_ operand: TemplateOperand) { place = (operand.position, operand.text) }

  func failure(_ message: String) -> GoTemplateError {
    let before = template.text.utf8.prefix(place.position)
    let line = 1 + before.lazy.filter { $0 == 10 }.count
    let start = before.lastIndex(of: 10).map { before.index(after: $0) } ?? before.startIndex
    let column = before[start...].count
    let location = "\(GoTemplate.name):\(line):\(column)"
    return GoTemplateError(
      "template: \(location): executing \(GoText.quoted(name)) at <\(place.shown)>: \(message)")
  }

  // MARK: Nodes

  private mutating func walk(_ nodes: [TemplateNode], _ dot: TemplateValue) throws(GoTemplateError) -> Leaving {
    for node in nodes {
      let leaving = try walk(node, dot)
      if leaving != .atEnd { return leaving }
    }
    return .atEnd
  }

  private mutating func walk(_ node: TemplateNode, _ dot: TemplateValue) throws(GoTemplateError) -> Leaving {
    switch node {
    case .text(let text): output += text
    case .action(let pipe, let position):
      let value = try evaluate(pipe, dot)
      guard pipe.variables.isEmpty else { break }
      at(position, node.shown)
      output += TemplateFunctions.printed(value)
    case .branch(let branch):
      let known = variables.count
      defer { variables.removeLast(variables.count - known) }
      return branch.kind == .range ? try walkRange(branch, dot) : try walkCondition(branch, dot)
    case .template(let name, let pipe, let position): try call(name, pipe, dot, (position, node.shown))
    case .breaking: return .byBreak
    case .continuing: return .byContinue
    }
    return .atEnd
  }

  private mutating func walkCondition(
    _ branch: TemplateBranch, _ dot: TemplateValue
  ) throws(GoTemplateError) -> Leaving {
    let value = try evaluate(branch.pipe, dot)
    if value.isTrue { return try walk(branch.list, branch.kind == .with ? value : dot) }
    return try branch.elseList.map { (list) throws(GoTemplateError) in try walk(list, dot) } ?? .atEnd
  }

  private mutating func walkRange(
    _ branch: TemplateBranch, _ dot: TemplateValue
  ) throws(GoTemplateError) -> Leaving {
    let value = try evaluate(branch.pipe, dot).unwrapped
    let items = try items(of: value, branch)
    let known = variables.count
    for (index, element) in items {
      assign(index, element, branch.pipe)
      let leaving = try walk(branch.list, element)
      variables.removeLast(variables.count - known)
      if leaving == .byBreak { return .atEnd }
    }
    guard items.isEmpty, let elseList = branch.elseList else { return .atEnd }
    return try walk(elseList, dot)
  }

  /// What a range goes through: elements with their indexes, entries with their keys, the numbers below one.
  private func items(
    of value: TemplateValue, _ branch: TemplateBranch
  ) throws(GoTemplateError) -> [(TemplateValue, TemplateValue)] {
    switch value {
    case .none: return []
    case .data(.array(let elements), _):
      return elements.enumerated().map { (.int($0.offset), .element($0.element)) }
    case .data(.object(let object), _): return object.map { (.string($0.key.text), .element($0.value)) }
    default:
      guard let count = value.integer else {
        throw failure("range can't iterate over \(TemplateFunctions.printed(value))")
      }
      guard branch.pipe.variables.count < 2 else {
        throw failure("can't use \(count) to iterate over more than one variable")
      }
      return (0..<max(0, count)).map { number in
        (.none, value.typeName == "int" ? .int(Int(number)) : .data(.int(number), isInterface: false))
      }
    }
  }

  private mutating func assign(_ index: TemplateValue, _ element: TemplateValue, _ pipe: TemplatePipe) {
    let values = pipe.variables.count == 2 ? [index, element] : [element]
    for (name, value) in zip(pipe.variables, values) { set(name, value) }
  }

  private mutating func call(
    _ name: String, _ pipe: TemplatePipe?, _ dot: TemplateValue, _ place: (Int, String)
  ) throws(GoTemplateError) {
    at(place.0, place.1)
    guard let nodes = template.templates[name] else {
      throw failure("template \(GoText.quoted(name)) not defined")
    }
    guard depth < TemplateParser.maximumDepth else {
      throw failure("exceeded maximum template depth (\(TemplateParser.maximumDepth))")
    }
    let value = try pipe.map { (pipe) throws(GoTemplateError) in try evaluate(pipe, dot) } ?? .none
    let outer = (self.name, variables)
    self.name = name
    variables = [("$", value)]
    depth += 1
    _ = try walk(nodes, value)
    depth -= 1
    (self.name, variables) = outer
  }

  // MARK: Variables

  /// Sets the variable of a name that was declared last.
  mutating func set(_ name: String, _ value: TemplateValue) {
    guard let index = variables.lastIndex(where: { $0.name == name }) else { return }
    variables[index].value = value
  }

  mutating func declare(_ name: String, _ value: TemplateValue) { variables.append((name, value)) }

  func variable(_ name: String) -> TemplateValue? { variables.last { $0.name == name }?.value }
}
