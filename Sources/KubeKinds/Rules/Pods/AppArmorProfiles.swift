// The profiles of AppArmor that pods name in annotations, as they did before there were fields for them
// (pkg/registry/core/pod/strategy.go, `applyAppArmorVersionSkew`).
import KubeObjects

enum AppArmorProfiles {
  static let annotation = "container.apparmor.security.beta.kubernetes.io/"
  static let advice = #"deprecated since v1.30; use the "appArmorProfile" field instead"#
  private static let local = "localhost/"

  /// Writes what annotations of a new pod say into its fields, where those say nothing.
  static func apply(_ pod: inout Value) {
    let found = annotated(pod)
    if found.isEmpty { return }
    let common = pod[.spec][.securityContext]["appArmorProfile"]
    for (list, index, text) in found {
      guard let profile = field(text), profile != common else { continue }
      var position = -1
      pod[.spec][list].modifyElements { container in
        position += 1
        if position == index { container[.securityContext]["appArmorProfile"] = profile }
      }
    }
  }

  /// The annotations of a new pod that its author should replace by fields.
  static func deprecated(_ pod: Value) -> [String] {
    let common = pod[.spec][.securityContext]["appArmorProfile"]
    return annotated(pod).compactMap { list, index, text in
      let profile = field(text)
      return profile == nil || profile != common ? annotation + pod[.spec][list][index: index][.name].text : nil
    }
  }

  /// The annotation of a container.
  static func name(_ container: Value) -> String { annotation + container[.name].text }

  /// The containers that have an annotation and no field.
  private static func annotated(_ pod: Value) -> [(list: Key, index: Int, text: String)] {
    let annotations = pod[.metadata][.annotations]
    guard pod[.spec]["os"][.name] != "windows",
      annotations.fields.contains(where: { $0.key.text.hasPrefix(annotation) })
    else { return [] }
    return [Key.initContainers, .containers, .ephemeralContainers].flatMap { list in
      pod[.spec][list].elements.enumerated().compactMap { index, container in
        guard container[.securityContext]["appArmorProfile"].isNull,
          let text = annotations[Key(name(container))].string
        else { return nil }
        return (list, index, text)
      }
    }
  }

  /// The field that an annotation stands for; `nil` when it stands for none.
  private static func field(_ text: String) -> Value? {
    switch text {
    case "unconfined": return [.type: "Unconfined"]
    case "runtime/default": return [.type: "RuntimeDefault"]
    default:
      guard text.hasPrefix(local) else { return nil }
      let file = String(text.dropFirst(local.count))
      let isPadded = file.first == " " || file.last == " "
      return file.isEmpty || isPadded || file.utf8.count > 4095
        ? nil : [.type: "Localhost", "localhostProfile": .string(file)]
    }
  }

  // MARK: Disagreement

  /// What annotations of a new pod, or of a template, say otherwise than its fields
  /// (`validateAppArmorAnnotationsAndFieldsMatchOnCreate`).
  /// - Parameter path: that of the specification.
  static func check(_ pod: Value, at path: FieldPath, _ findings: inout Findings) {
    let annotations = pod[.metadata][.annotations]
    if annotations.fields.isEmpty || pod[.spec]["os"][.name] == "windows" { return }
    let common = pod[.spec][.securityContext]["appArmorProfile"]
    for list in [Key.initContainers, .containers, .ephemeralContainers] {
      for (index, container) in pod[.spec][list].elements.enumerated() {
        let own = container[.securityContext]["appArmorProfile"]
        guard let text = annotations[Key(name(container))].string else { continue }
        ProfileAgreement.check(
          text, own.isNull ? common : own, "apparmor", default: ["runtime/default"],
          at: path.child(list.text).index(index).child("securityContext").child("appArmorProfile"), &findings)
      }
    }
  }
}
