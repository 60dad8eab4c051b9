// ConfigMaps and Secrets made from literals, files and lists of variables.
import KubeObjects

struct Generators {
  let root: KustomizationRoot
  let spec: KustomizationSpec
  let place: KustomizationPlace

  func run(_ built: inout BuiltResources) throws(KustomizeError) {
    for arguments in spec.value["configMapGenerator"].elements { try run(arguments, "ConfigMap", &built) }
    for arguments in spec.value["secretGenerator"].elements { try run(arguments, "Secret", &built) }
  }

  private func run(_ arguments: Value, _ kind: String, _ built: inout BuiltResources) throws(KustomizeError) {
    var resource = BuiltResource(try generated(arguments, kind), from: Provenance(place, by: "\(kind)Generator"))
    let hashless: Key = "disableNameSuffixHash"
    resource.needsHash = !spec.value["generatorOptions"][hashless].isTrue && !arguments["options"][hashless].isTrue
    switch arguments["behavior"].text {
    case "merge": try combine(resource, &built, merges: true)
    case "replace": try combine(resource, &built, merges: false)
    default:
      if built.items.contains(where: { $0.isCalled(resource.original) }) {
        throw KustomizeError(
          "merging from generator: id \(Self.goText(resource.id)) exists; behavior must be merge or replace")
      }
      try built.append(resource)
    }
  }

  /// Go's `%#v` of kustomize's identifier.
  private static func goText(_ id: ResourceID) -> String {
    "resid.ResId{Gvk:resid.Gvk{Group:\"\(id.group)\", Version:\"\(id.version)\", Kind:\"\(id.kind)\", "
      + "isClusterScoped:false}, Name:\"\(id.name)\", Namespace:\"\(id.namespace)\"}"
  }

  /// An option of the generator, or of all generators.
  private func option(_ key: Key, _ arguments: Value) -> Value {
    let own = arguments["options"][key]
    return own.isNull ? spec.value["generatorOptions"][key] : own
  }

  // MARK: Objects

  private func generated(_ arguments: Value, _ kind: String) throws(KustomizeError) -> Value {
    let name = arguments["name"].text
    if name.isEmpty { throw KustomizeError("a \(kind == "Secret" ? "secret" : "configmap") must have a name") }
    var metadata: Value = ["name": .string(name)]
    if !arguments["namespace"].text.isEmpty { metadata["namespace"] = arguments["namespace"] }
    for key: Key in ["labels", "annotations"] {
      var all = spec.value["generatorOptions"][key].fields
      for (name, value) in arguments["options"][key].fields { all[name] = value }
      if !all.isEmpty { metadata[key] = .object(all) }
    }
    var object: Value = ["apiVersion": "v1", "kind": .string(kind), "metadata": metadata]
    try fill(&object, try entries(arguments), kind)
    if kind == "Secret" {
      let type = arguments["type"].text
      object["type"] = .string(type.isEmpty ? "Opaque" : type)
    }
    if option("immutable", arguments).isTrue { object["immutable"] = true }
    return object
  }

  private func fill(
    _ object: inout Value, _ entries: [(key: String, bytes: [UInt8])], _ kind: String
  ) throws(KustomizeError) {
    var seen: Set<String> = []
    for (key, bytes) in entries {
      if !seen.insert(key).inserted {
        let name = object["metadata"]["name"].text
        throw KustomizeError("\(kind.lowercased()) \(name) illegally repeats the key `\(key)`")
      }
      if kind == "Secret" {
        object["data"][Key(key)] = .string(Self.encoded(bytes))
      } else if let text = String(validating: bytes, as: UTF8.self) {
        object["data"][Key(key)] = .string(text)
      } else {
        object["binaryData"][Key(key)] = .string(Self.encoded(bytes))
      }
    }
  }

  /// Base64 in lines of seventy letters; what fits into one has no line end.
  private static func encoded(_ bytes: [UInt8]) -> String {
    let text = Array(Base64.encode(bytes).utf8)
    let width = 70
    if text.count < width { return String(decoding: text, as: UTF8.self) }
    var lines: [UInt8] = []
    for start in stride(from: 0, to: text.count, by: width) {
      lines += text[start..<min(start + width, text.count)]
      lines.append(10)
    }
    return String(decoding: lines, as: UTF8.self)
  }

  // MARK: Sources

  private func entries(_ arguments: Value) throws(KustomizeError) -> [(key: String, bytes: [UInt8])] {
    var found: [(key: String, bytes: [UInt8])] = []
    var variables = arguments["envs"].elements.map(\.text)
    if !arguments["env"].text.isEmpty { variables.append(arguments["env"].text) }
    for path in variables { found += try Self.variables(try source(path, "env source files", variables)) }
    let literals = arguments["literals"].elements.map(\.text)
    for literal in literals { found.append(try Self.literal(literal, literals)) }
    let files = arguments["files"].elements.map(\.text)
    for file in files { found.append(try self.file(file, files)) }
    return found
  }

  private func source(_ path: String, _ what: String, _ all: [String]) throws(KustomizeError) -> [UInt8] {
    do throws(KustomizeError) { return try root.contents(path) } catch {
      throw KustomizeError("loading KV pairs: \(what): [\(all.joined(separator: " "))]: \(error.message)")
    }
  }

  private func file(_ text: String, _ all: [String]) throws(KustomizeError) -> (key: String, bytes: [UInt8]) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    if text.filter({ $0 == "=" }).count > 1 {
      throw KustomizeError("key names or file paths cannot contain '='")
    }
    if parts.count == 2, parts[0].isEmpty {
      throw KustomizeError("key name for file path \(parts[1]) missing")
    }
    if parts.count == 2, parts[1].isEmpty { throw KustomizeError("file path for key name \(parts[0]) missing") }
    let path = parts.last ?? ""
    return (parts.count == 2 ? parts[0] : Path.name(path), try source(path, "file sources", all))
  }

  private static func literal(
    _ text: String, _ all: [String]
  ) throws(KustomizeError) -> (key: String, bytes: [UInt8]) {
    guard let equals = text.firstIndex(of: "="), equals != text.startIndex else {
      throw KustomizeError(
        "loading KV pairs: literal sources [\(all.joined(separator: " "))]: invalid literal source \(text), expected "
          + "key=value")
    }
    var value = text[text.index(after: equals)...]
    if value.count >= 2, let first = value.first, first == value.last, first == "\"" || first == "'" {
      value = value.dropFirst().dropLast()
    }
    return (String(text[..<equals]), Array(value.utf8))
  }

  private static func variables(_ bytes: [UInt8]) throws(KustomizeError) -> [(key: String, bytes: [UInt8])] {
    var found: [(key: String, bytes: [UInt8])] = []
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
      let text = line.drop { $0 == " " || $0 == "\t" || $0 == "\r" }.filter { $0 != "\r" }
      if text.isEmpty || text.hasPrefix("#") { continue }
      let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      found.append((String(parts[0]), Array((parts.count > 1 ? parts[1] : "").utf8)))
    }
    return found
  }

  // MARK: Behaviour

  /// Merges into an object made before, or takes its place.
  private func combine(
    _ resource: BuiltResource, _ built: inout BuiltResources, merges: Bool
  ) throws(KustomizeError) {
    let matches = built.items.indices.filter { built.items[$0].isCalled(resource.original) }
    guard let index = matches.first else {
      throw KustomizeError(
        "merging from generator: id \(Self.goText(resource.id)) does not exist; cannot merge or replace")
    }
    var object = resource.object
    let old = built.items[index].object
    if merges {
      for key: Key in ["data", "binaryData"] {
        var all = old[key].fields
        for (name, value) in object[key].fields { all[name] = value }
        if !all.isEmpty { object[key] = .object(all) }
      }
    }
    for key: Key in ["labels", "annotations"] {
      var all = old["metadata"][key].fields
      for (name, value) in object["metadata"][key].fields { all[name] = value }
      if !all.isEmpty { object["metadata"][key] = .object(all) }
    }
    for key: Key in ["name", "namespace"] {
      object["metadata"].set(key, old["metadata"].fields[key])
    }
    built.items[index].object = object
    if !merges { built.items[index].origin = resource.origin }
    built.items[index].needsHash = built.items[index].needsHash && resource.needsHash
  }
}
