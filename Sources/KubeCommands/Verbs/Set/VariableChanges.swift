// Variables to set and to remove, as they are typed or taken from a config map or secret.
import ClusterAPI
import KubeKinds
import KubeObjects

struct VariableChanges {
  /// As a container has them: `{name, value}` or `{name, valueFrom}`.
  private(set) var added: [Value] = []
  private(set) var removed: [String] = []

  init(_ words: [String], _ context: CommandContext) throws(CommandError) {
    for word in words {
      if word == "-" {
        let pairs = try EnvironmentFile.pairs(context.input, context)
        added += pairs.map { ["name": .string($0.0), "value": .string($0.1)] }
      } else if let equals = word.firstIndex(of: "=") {
        let name = String(word[..<equals])
        let faults = NameRules.strictEnvironmentVariable(name)
        if !faults.isEmpty {
          throw .text("\(GoText.quoted(name)) is not a valid key name: \(faults.joined(separator: ";"))")
        }
        added.append(["name": .string(name), "value": .string(String(word[word.index(after: equals)...]))])
      } else if word.hasSuffix("-") {
        removed.append(String(word.dropLast()))
      } else {
        throw .text("unknown environment variable: \(word)")
      }
    }
    if added.contains(where: { removed.contains($0[.name].text) }) {
      throw .text("can not both modify and remove the same environment variable in the same command")
    }
  }

  /// Adds variables that refer to the keys of a config map or secret.
  mutating func add(from source: String, _ line: CommandLine, _ context: CommandContext) throws {
    var builder = ResourceBuilder(context, namespace: line.namespace(in: context))
    builder.continuesOnError = true
    builder.arguments = [source]
    let (infos, failures) = try builder.infos()
    try failures.throwIfAny()
    for info in infos {
      let field: Key
      switch info.kind.id {
      case .secret: field = "secretKeyRef"
      case .configMap: field = "configMapKeyRef"
      default: throw CommandError.text("unsupported resource specified in --from")
      }
      for entry in info.object?[.data].fields ?? Object() {
        let key = entry.key.text
        if !line[SetEnv.keys].isEmpty, !line[SetEnv.keys].contains(key) { continue }
        let reference: Value = ["name": .string(info.name), "key": .string(key)]
        added.append([
          "name": .string(variableName(key, context)), "valueFrom": .object(Object([(field, reference)])),
        ])
      }
    }
  }

  private func variableName(_ key: String, _ context: CommandContext) -> String {
    let name = String(key.map { $0.isASCII && ($0.isLetter || $0.isNumber) || $0 == "_" ? $0 : "_" }).uppercased()
    if name != key { context.warn(["key \(key) transferred to \(name)"]) }
    return name
  }

  mutating func prepend(_ prefix: String) {
    for index in added.indices { added[index][.name] = .string(prefix + added[index][.name].text) }
  }

  func refuseOverwrites(_ container: Value) throws(CommandError) {
    for variable in added {
      guard let present = container["env"].first(where: .name, is: variable[.name].text) else { continue }
      if present[.value] == variable[.value] { continue }
      throw .text(
        "'\(present[.name].text)' already has a value (\(present[.value].text)), and --overwrite is false")
    }
  }

  /// The variables a container has afterwards; `nil` for none. Each keeps its place, new ones come last.
  func applied(to variables: Value) -> Value? {
    var covered = Set(removed)
    var result: [Value] = []
    for variable in variables.elements where !covered.contains(variable[.name].text) {
      let name = variable[.name].text
      let newer = added.last { $0[.name].text == name }
      if newer != nil { covered.insert(name) }
      result.append(newer ?? variable)
    }
    for variable in added where covered.insert(variable[.name].text).inserted { result.append(variable) }
    return result.isEmpty ? nil : .array(result)
  }
}
