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
    let raw: Value
    do throws(YAMLError) {
      raw = try YAMLReader.read(bytes: bytes)
    } catch {
      throw KustomizeError("invalid Kustomization: \(error.message)")
    }
    if raw.isNull { throw KustomizeError("\(name) is empty") }
    var types = KustomizationTypes()
    value = types.read(raw)
    if let fault = types.fault { throw KustomizeError("invalid Kustomization: json: \(fault)") }
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

  private static let replaced = [
    ("bases", "resources"), ("commonLabels", "labels"), ("patchesJson6902", "patches"),
    ("patchesStrategicMerge", "patches"), ("vars", "replacements"),
  ]
}
