// What a kustomization file says.
import KubeObjects

/// One kustomization, checked for unknown fields and brought up to date: old fields stand where new ones do.
struct KustomizationSpec {
  let value: Value
  /// What its author should be told.
  private(set) var warnings: [String] = []

  var isComponent: Bool { value["kind"].text == "Component" }

  /// - Parameter directory: where the file is, for errors.
  init(_ bytes: [UInt8], name: String, in directory: String) throws(KustomizeError) {
    let text = String(decoding: bytes, as: UTF8.self)
    if text.allSatisfy(\.isWhitespace) { throw KustomizeError("\(name) is empty") }
    let value: Value
    do throws(YAMLError) {
      value = try YAMLReader.read(bytes: bytes)
    } catch {
      throw KustomizeError("invalid Kustomization: \(error.message)")
    }
    if value.isNull { throw KustomizeError("\(name) is empty") }
    guard let fields = value.object else {
      throw KustomizeError("invalid Kustomization: json: cannot unmarshal into Go value of type types.Kustomization")
    }
    for (key, _) in fields where !Self.fields.contains(key.text) {
      throw KustomizeError("invalid Kustomization: json: unknown field \(GoText.quoted(key.text))")
    }
    for key in Self.lists where !value[Key(key)].isNull && value[Key(key)].array == nil {
      throw KustomizeError(
        "invalid Kustomization: json: cannot unmarshal \(value[Key(key)].jsonKind) into Go struct field "
          + "Kustomization.\(key) of type []\(Self.elementTypes[key] ?? "string")")
    }
    for key: Key in ["namespace", "namePrefix", "nameSuffix"] where !value[key].isNull && value[key].string == nil {
      throw KustomizeError(
        "invalid Kustomization: json: cannot unmarshal \(value[key].jsonKind) into Go struct field "
          + "Kustomization.\(key) of type string")
    }
    for image in value["images"].elements {
      for (key, field) in image.fields where field.string == nil {
        throw KustomizeError(
          "invalid Kustomization: json: cannot unmarshal \(field.jsonKind) into Go struct field Image.images.\(key) of "
            + "type string")
      }
    }
    self.value = value
    try check(directory)
    if value.fields.allSatisfy({ ["apiVersion", "kind"].contains($0.key.text) || $0.value.isNull }) {
      throw KustomizeError("\(name) is empty")
    }
    for (old, new) in Self.replaced where !value[Key(old)].isNull {
      warnings.append(
        "# Warning: '\(old)' is deprecated. Please use '\(new)' instead. \(old == "vars" ? "[EXPERIMENTAL] " : "")Run "
          + "'kustomize edit fix' to update your Kustomization automatically.")
    }
  }

  private func check(_ directory: String) throws(KustomizeError) {
    let version = value["apiVersion"].text
    let kind = value["kind"].text.isEmpty ? "Kustomization" : value["kind"].text
    var faults: [String] = []
    if kind != "Kustomization", kind != "Component" { faults.append("kind should be Kustomization or Component") }
    let wanted = kind == "Component" ? "kustomize.config.k8s.io/v1alpha1" : "kustomize.config.k8s.io/v1beta1"
    if !version.isEmpty, version != wanted { faults.append("apiVersion for \(kind) should be \(wanted)") }
    if !faults.isEmpty {
      throw KustomizeError(
        "Failed to read kustomization file under \(directory):\n\(faults.joined(separator: "\n"))")
    }
    if let chart = value["helmCharts"].elements.first {
      throw KustomizeError(
        "trouble configuring builtin HelmChartInflationGenerator with config: `\n\(YAMLWriter.write(chart))`: must "
          + "specify --enable-helm")
    }
  }

  func strings(_ key: Key) -> [String] { value[key].elements.map(\.text) }

  /// The directories and files of resources; those of `bases` come last.
  var resources: [String] { strings("resources") + strings("bases") }

  private static let fields: Set<String> = [
    "apiVersion", "kind", "metadata", "openapi", "namePrefix", "nameSuffix", "namespace", "commonLabels", "labels",
    "commonAnnotations", "patchesStrategicMerge", "patchesJson6902", "patches", "images", "imageTags", "replacements",
    "replicas", "vars", "sortOptions", "resources", "components", "crds", "bases", "configMapGenerator",
    "secretGenerator", "helmGlobals", "helmCharts", "helmChartInflationGenerator", "generatorOptions",
    "configurations", "generators", "transformers", "validators", "buildMetadata",
  ]

  private static let lists = [
    "resources", "bases", "components", "patches", "patchesStrategicMerge", "patchesJson6902", "configMapGenerator",
    "secretGenerator", "images", "replicas", "labels", "replacements",
  ]

  private static let elementTypes = [
    "patches": "types.Patch", "patchesJson6902": "types.Patch", "patchesStrategicMerge": "types.PatchStrategicMerge",
    "configMapGenerator": "types.ConfigMapArgs", "secretGenerator": "types.SecretArgs", "images": "types.Image",
    "replicas": "types.Replica", "labels": "types.Label", "replacements": "types.ReplacementField",
  ]

  private static let replaced = [
    ("bases", "resources"), ("commonLabels", "labels"), ("patchesJson6902", "patches"),
    ("patchesStrategicMerge", "patches"), ("vars", "replacements"),
  ]
}
