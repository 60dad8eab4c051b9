// The paths of OpenAPI documents: what may be asked of a kind, and with which options.
import ClusterAPI
import KubeKinds
import KubeObjects

/// Describes the requests of kinds.
struct OpenAPIPaths {
  let version: OpenAPIVersion
  private(set) var paths: [String: Value] = [:]

  init(_ version: OpenAPIVersion) { self.version = version }

  var value: Value { .object(Object(paths.sorted { $0.key < $1.key }.map { (Key($0.key), $0.value) })) }

  mutating func add(_ kind: Kind) {
    let root = kind.group.isEmpty ? "/api/\(kind.groupVersion)" : "/apis/\(kind.groupVersion)"
    let collection = kind.isNamespaced ? "\(root)/namespaces/{namespace}/\(kind.plural)" : "\(root)/\(kind.plural)"
    add(collection, [("get", "list"), ("post", "create"), ("delete", "deletecollection")], kind)
    if kind.isNamespaced { add("\(root)/\(kind.plural)", [("get", "list")], kind) }
    let object = collection + "/{name}"
    add(object, [("get", "get"), ("put", "update"), ("patch", "patch"), ("delete", "delete")], kind)
    for subresource in kind.subresources {
      let verbs = DiscoveryDocuments.verbs(of: subresource)
      let methods = [("get", "get"), ("put", "update"), ("patch", "patch"), ("post", "create")]
      let offered = methods.filter { verbs.contains($0.1) }
      add("\(object)/\(subresource.rawValue)", offered, kind, isSubresource: true)
    }
  }

  private mutating func add(
    _ path: String, _ methods: [(method: String, verb: String)], _ kind: Kind, isSubresource: Bool = false
  ) {
    var item: Value = [:]
    for (method, verb) in methods where isSubresource || kind.verbs.contains(verb) {
      item[Key(method)] = operation(method, verb, kind, path)
    }
    guard !item.fields.isEmpty else { return }
    var parameters: [Value] = []
    for name in ["name", "namespace"] where path.contains("{\(name)}") {
      parameters.append(parameter(name, "string", place: "path"))
    }
    parameters.append(parameter("pretty", "string"))
    item["parameters"] = .array(parameters)
    paths[path] = item
  }

  // MARK: Operations

  private static let actions = ["create": "post", "update": "put"]

  private func operation(_ method: String, _ verb: String, _ kind: Kind, _ path: String) -> Value {
    var operation: Value = [
      "x-kubernetes-action": .string(Self.actions[verb] ?? verb),
      "x-kubernetes-group-version-kind": kind.openAPIIdentity,
      "parameters": .array(options(verb)), "responses": responses(verb, kind),
      "tags": [.string(kind.group.isEmpty ? "core_v1" : "\(kind.groupVersion)")],
      "operationId": .string(Self.identifier(method, path)),
    ]
    if let (type, media) = body(verb, kind) {
      if version == .v3 {
        let content = Object(media.map { (Key($0), ["schema": version.reference(type)] as Value) })
        operation["requestBody"] = ["content": .object(content), "required": .bool(verb != "delete")]
      } else {
        operation["parameters"].append(
          ["name": "body", "in": "body", "required": .bool(verb != "delete"), "schema": version.reference(type)])
        operation["consumes"] = .array(media.map { .string($0) })
        operation["produces"] = ["application/json", "application/yaml"]
      }
    }
    return operation
  }

  private static func identifier(_ method: String, _ path: String) -> String {
    method + path.split { "/{}.".contains($0) }.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }

  private func body(_ verb: String, _ kind: Kind) -> (type: String, media: [String])? {
    switch verb {
    case "create", "update": (OpenAPINames.kind(kind), ["application/json", "application/yaml"])
    case "patch":
      (
        OpenAPINames.patch,
        [
          "application/apply-patch+yaml", "application/json-patch+json", "application/merge-patch+json",
        ] + (kind.schemaType == nil ? [] : ["application/strategic-merge-patch+json"])
      )
    case "delete", "deletecollection": (OpenAPINames.deleteOptions, ["application/json", "application/yaml"])
    default: nil
    }
  }

  private func responses(_ verb: String, _ kind: Kind) -> Value {
    let isDeletion = verb == "delete" || verb == "deletecollection"
    let name =
      isDeletion ? OpenAPINames.status : verb == "list" ? OpenAPINames.list(kind) : OpenAPINames.kind(kind)
    var response: Value = ["description": "OK"]
    if version == .v3 {
      response["content"] = ["application/json": ["schema": version.reference(name)]]
    } else {
      response["schema"] = version.reference(name)
    }
    return ["200": response]
  }

  // MARK: Parameters

  private func options(_ verb: String) -> [Value] {
    switch verb {
    case "create", "update": ["dryRun", "fieldManager", "fieldValidation"].map { parameter($0, "string") }
    case "patch":
      ["dryRun", "fieldManager", "fieldValidation"].map { parameter($0, "string") } + [parameter("force", "boolean")]
    case "list", "deletecollection":
      ["continue", "fieldSelector", "labelSelector", "resourceVersion", "resourceVersionMatch"]
        .map { parameter($0, "string") } + ["limit", "timeoutSeconds"].map { parameter($0, "integer") }
        + ["allowWatchBookmarks", "sendInitialEvents", "watch"].map { parameter($0, "boolean") }
    case "delete":
      ["dryRun", "propagationPolicy"].map { parameter($0, "string") } + [parameter("gracePeriodSeconds", "integer")]
    default: []
    }
  }

  private func parameter(_ name: String, _ type: String, place: String = "query") -> Value {
    var parameter: Value = ["name": .string(name), "in": .string(place)]
    if place == "path" { parameter["required"] = true }
    if version == .v3 { parameter["schema"] = ["type": .string(type)] } else { parameter["type"] = .string(type) }
    return parameter
  }
}
