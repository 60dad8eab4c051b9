// `kubectl set env --list`: the variables of containers, and with --resolve what they refer to.
import ClusterAPI
import KubeKinds
import KubeObjects

struct VariableList {
  let line: CommandLine
  let context: CommandContext
  let changes: VariableChanges

  func print(_ infos: [ResourceInfo]) throws {
    for info in infos {
      guard let path = info.kind.podSpecPath else { continue }
      var spec = info.object?[path: path] ?? .null
      let count = spec.changeContainers(matching: line[SetVerb.containers]) { container in
        container.set("env", changes.applied(to: container["env"]))
        write(container, info)
      }
      if count == 0 { SetEnv.warnOfNone(info, line, context) }
    }
  }

  private func write(_ container: Value, _ info: ResourceInfo) {
    context.output.write("# \(info.kind.name) \(info.name), container \(container[.name].text)\n")
    var faults: [(reason: String, names: [String])] = []
    for variable in container["env"].elements {
      let name = variable[.name].text
      let source = variable["valueFrom"]
      if source.isNull {
        context.output.write("\(name)=\(variable[.value].text)\n")
        continue
      }
      if line[SetEnv.resolve] {
        do throws(CommandError) {
          context.output.write("\(name)=\(try value(source, info, container))\n")
          continue
        } catch {
          let reason = ErrorText.unadorned(error)
          if let index = faults.firstIndex(where: { $0.reason == reason }) {
            faults[index].names.append(name)
          } else {
            faults.append((reason, [name]))
          }
        }
      }
      context.output.write("# \(name) from \(reference(source))\n")
    }
    let lines = faults.map { fault in
      "error retrieving reference for \(fault.names.sorted().joined(separator: ", ")): \(fault.reason)\n"
    }
    context.errors.write(lines.sorted().joined())
  }

  private func reference(_ source: Value) -> String {
    if case .object = source["configMapKeyRef"] {
      return "configmap \(source["configMapKeyRef"][.name].text), key \(source["configMapKeyRef"][.key].text)"
    }
    if case .object = source["resourceFieldRef"] {
      let container = source["resourceFieldRef"]["containerName"].text
      return "resource field \(container.isEmpty ? "" : "\(container)/")\(source["resourceFieldRef"]["resource"].text)"
    }
    if case .object = source["fieldRef"] { return "field path \(source["fieldRef"]["fieldPath"].text)" }
    if case .object = source["secretKeyRef"] {
      return "secret \(source["secretKeyRef"][.name].text), key \(source["secretKeyRef"][.key].text)"
    }
    return "invalid valueFrom"
  }

  // MARK: Looking up

  private func value(_ source: Value, _ info: ResourceInfo, _ container: Value) throws(CommandError) -> String {
    if case .object = source["secretKeyRef"] {
      let text = try entry(source["secretKeyRef"], .secret, "secret", info)
      guard case .success(let bytes) = Base64.decoded(text.utf8) else { return text }
      return String(decoding: bytes, as: UTF8.self)
    }
    if case .object = source["configMapKeyRef"] {
      return try entry(source["configMapKeyRef"], .configMap, "config map", info)
    }
    if case .object = source["fieldRef"] {
      return try field(source["fieldRef"]["fieldPath"].text, info.object ?? .null)
    }
    if case .object = source["resourceFieldRef"] {
      let path = source["resourceFieldRef"]["resource"].text.split(separator: ".").map { Key($0) }
      return container[.resources][path: path].text
    }
    throw .text("invalid valueFrom")
  }

  private func entry(
    _ reference: Value, _ kind: KindID, _ word: String, _ info: ResourceInfo
  ) throws(CommandError) -> String {
    let key = reference[.key].text
    guard let kind = context.api.catalog.kind(kind) else { throw .text("invalid valueFrom") }
    let object: Value
    do throws(APIStatus) {
      object = try context.api.get(
        kind, namespace: info.namespace, name: reference[.name].text, subresource: nil)
    } catch {
      throw .status(error)
    }
    guard let text = object[.data][Key(key)].string else {
      throw .text("key \(key) not found in \(word) \(reference[.name].text)")
    }
    return text
  }

  private func field(_ path: String, _ object: Value) throws(CommandError) -> String {
    if let open = path.firstIndex(of: "["), path.hasSuffix("]") {
      let key = path[path.index(after: open)...].dropLast().filter { $0 != "'" && $0 != "\"" }
      return object[path: path[..<open].split(separator: ".").map { Key($0) }][Key(key)].text
    }
    switch path {
    case "metadata.name", "metadata.namespace", "metadata.uid":
      return object[path: path.split(separator: ".").map { Key($0) }].text
    case "metadata.labels", "metadata.annotations":
      let map = object[path: path.split(separator: ".").map { Key($0) }].fields
      return map.map { "\($0.key.text)=\(GoText.quoted($0.value.text))" }.joined(separator: "\n")
    default: throw .text("unsupported fieldPath: \(path)")
    }
  }
}
