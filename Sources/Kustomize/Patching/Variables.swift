// Variables: `$(NAME)` in arguments and environments stands for a field of an object.
import KubeObjects

/// The old way of copying values, which replacements have replaced.
struct Variables {
  private let variables: [Value]

  init(_ variables: [Value]) { self.variables = variables }

  /// Puts values in the place of variables, once all names are final.
  /// - Returns: the names of the variables that nothing refers to.
  func substitute(in built: inout BuiltResources) throws(KustomizeError) -> [String] {
    if variables.isEmpty { return [] }
    var values: [(name: String, text: String)] = []
    var unused: Set<String> = []
    for variable in variables {
      if let text = value(of: variable, built) { values.append((variable["name"].text, text)) }
    }
    for (name, _) in values { unused.insert(name) }
    for index in built.items.indices {
      let id = built.items[index].id
      for field in Self.fields where field.applies(to: id) {
        try field.visit(&built.items[index].object) { substitute(&$0, values, &unused) }
      }
    }
    return unused.sorted()
  }

  private func value(of variable: Value, _ built: BuiltResources) -> String? {
    let reference = variable["objref"]
    let found = built.items.first { item in
      (item.past + [item.id]).contains { $0.kind == reference["kind"].text && $0.name == reference["name"].text }
    }
    let field = variable["fieldref"]
    let path = field["fieldpath"].text.isEmpty ? field["fieldPath"].text : field["fieldpath"].text
    guard let found, let value = FieldPathText(path.isEmpty ? "metadata.name" : path).values(in: found.object).first
    else { return nil }
    return value.string ?? JSONWriter.write(value)
  }

  private func substitute(
    _ value: inout Value, _ values: [(name: String, text: String)], _ unused: inout Set<String>
  ) {
    switch value {
    case .array: value.modifyElements { substitute(&$0, values, &unused) }
    case .string(var text):
      for (name, replacement) in values where text.contains("$(\(name))") {
        text = text.replacing("$(\(name))", with: replacement)
        unused.remove(name)
      }
      value = .string(text)
    default: return
    }
  }

  private static let fields: [FieldSpec] = {
    let places = [("Pod", "spec")] + FieldSpecs.templates.map { ($0.kind, "\($0.path)/spec") }
    return places.flatMap { kind, prefix in
      ["containers", "initContainers"].flatMap { list in
        ["args", "command", "env/value", "volumeMounts/mountPath"].map {
          FieldSpec("\(prefix)/\(list)/\($0)", kind: kind)
        }
      }
    } + [FieldSpec("spec/rules/host", kind: "Ingress"), FieldSpec("spec/tls/hosts", kind: "Ingress")]
  }()
}
