// What is wrong with metadata (k8s.io/apimachinery pkg/api/validation/objectmeta.go).
import KubeObjects

enum MetadataValidation {
  /// The form of names of a kind.
  typealias NameRule = @Sendable (String) -> [String]

  static let path = FieldPath("metadata")
  private static let labelsPath = path.child("labels")
  private static let annotationsPath = path.child("annotations")
  private static let ownersPath = path.child("ownerReferences")

  /// The metadata of a new object.
  static func check(
    _ metadata: Value, isNamespaced: Bool = true, _ nameRule: NameRule, _ findings: inout Findings
  ) {
    let prefix = metadata[.generateName].text
    if !prefix.isEmpty {
      for complaint in nameRule(withoutTrailingDash(prefix)) {
        findings.invalid(path.child("generateName"), .string(prefix), complaint)
      }
    }
    let name = metadata[.name].text
    if name.isEmpty {
      findings.required(path.child("name"), "name or generateName is required")
    } else {
      findings.check(name, at: path.child("name"), nameRule)
    }
    if isNamespaced {
      findings.require(metadata[.namespace].text, at: path.child("namespace"), NameRules.dnsLabel)
    }
    findings.nonNegative(metadata[.generation], at: path.child("generation"))
    checkContents(metadata, &findings)
    checkFinalizers(metadata[.finalizers].elements, &findings)
  }

  /// Whether the metadata of an object, made as a sound one was before, is sound for sure; if not, only a full check
  /// can tell. What both share is not looked at again: of pods made from one template that is all but their names, and
  /// the labels that tell these.
  static func isSound(_ metadata: Value, like model: Value, _ nameRule: NameRule) -> Bool {
    let isNamed = metadata[.name].string.map { !$0.isEmpty && nameRule($0).isEmpty } ?? false
    guard isNamed, case .object(let fields) = metadata, case .object(let known) = model else { return false }
    return fields.equals(known) { key, value, old in
      switch key {
      case .name, .uid, .creationTimestamp, .resourceVersion: true
      case .labels: areSoundLabels(value, like: old)
      default: false
      }
    }
  }

  private static func areSoundLabels(_ labels: Value, like model: Value) -> Bool {
    labels.fields.equals(model.fields) { _, value, _ in NameRules.labelValue(value.text).isEmpty }
  }

  /// What is wrong with a change of an object's metadata.
  static func updateErrors(_ object: Value, old: Value) -> [FieldError] {
    var findings = Findings()
    checkUpdate(object[.metadata], old: old[.metadata], &findings)
    return findings.errors
  }

  /// The metadata of a changed object.
  static func checkUpdate(_ metadata: Value, old: Value, _ findings: inout Findings) {
    if !old[.deletionTimestamp].isNull { checkNoNewFinalizers(metadata, old, &findings) }
    if metadata[.generation].number < old[.generation].number {
      findings.invalid(path.child("generation"), metadata[.generation], "must not be decremented")
    }
    let kept: [Key] = [
      .name, .namespace, .uid, .creationTimestamp, .deletionTimestamp, .deletionGracePeriodSeconds,
    ]
    for key in kept { findings.immutable(metadata[key], old[key], at: path.child(key.text)) }
    checkContents(metadata, &findings)
    checkStandardFinalizers(metadata[.finalizers].elements, &findings)
  }

  private static func withoutTrailingDash(_ prefix: String) -> String {
    prefix.count > 1 && prefix.hasSuffix("-") ? prefix.dropLast(2) + "a" : prefix
  }

  private static func checkContents(_ metadata: Value, _ findings: inout Findings) {
    labels(metadata[.labels], at: labelsPath, &findings)
    annotations(metadata[.annotations], at: annotationsPath, &findings)
    owners(metadata[.ownerReferences], &findings)
  }

  /// Labels, and maps like them.
  static func labels(_ labels: Value, at path: FieldPath, _ findings: inout Findings) {
    for (key, value) in labels.fields {
      findings.check(key.text, at: path, NameRules.qualifiedName)
      findings.check(value.text, at: path, NameRules.labelValue)
    }
  }

  private static let maximumAnnotations = 256 * 1024

  static func annotations(_ annotations: Value, at path: FieldPath, _ findings: inout Findings) {
    var size = 0
    for (key, value) in annotations.fields {
      let text = key.text
      for complaint in NameRules.qualifiedName(text.lowercased()) {
        findings.invalid(path, .string(text), complaint)
      }
      size += text.utf8.count + value.text.utf8.count
    }
    if size > maximumAnnotations { findings.add(.tooLong(path, maximum: maximumAnnotations)) }
  }

  /// Whether nothing stands after the group: `apps/`.
  private static func lacksVersion(_ apiVersion: String) -> Bool {
    guard let slash = apiVersion.utf8.firstIndex(of: UInt8(ascii: "/")) else { return apiVersion.isEmpty }
    return apiVersion.utf8.index(after: slash) == apiVersion.utf8.endIndex
  }

  private static func owners(_ owners: Value, _ findings: inout Findings) {
    let path = ownersPath
    var controller: String?
    for owner in owners.elements {
      if lacksVersion(owner[.apiVersion].text) {
        findings.invalid(path.child("apiVersion"), owner[.apiVersion], "version must not be empty")
      }
      for key in [Key.kind, .name, .uid] where owner[key].text.isEmpty {
        findings.invalid(path.child(key.text), owner[key], "must not be empty")
      }
      if owner[.apiVersion] == "v1", owner[.kind] == "Event" {
        findings.invalid(
          path, shown: GoDump.compact(owner, as: "meta/v1.OwnerReference"),
          "/v1, Kind=Event is disallowed from being an owner")
      }
      guard owner[.controller].isTrue else { continue }
      let name = "\(owner[.kind].text)/\(owner[.name].text)"
      if let controller {
        let shown = owners.elements.map { GoDump.compact($0, as: "meta/v1.OwnerReference") }
        findings.invalid(
          path, shown: "[\(shown.joined(separator: ","))]",
          "Only one reference can have Controller set to true. Found \"true\" in references for "
            + "\(controller) and \(name)")
      } else {
        controller = name
      }
    }
  }
}

// MARK: Finalizers

extension MetadataValidation {
  /// The finalizers that need no domain before them.
  private static let standardFinalizers = ["kubernetes", "orphan", "foregroundDeletion"]

  private static func checkFinalizers(_ finalizers: [Value], _ findings: inout Findings) {
    if finalizers.isEmpty { return }
    let path = path.child("finalizers")
    for finalizer in finalizers { findings.check(finalizer.text, at: path, NameRules.qualifiedName) }
    if finalizers.contains("orphan"), finalizers.contains("foregroundDeletion") {
      findings.invalid(
        path, .array(finalizers), "finalizer orphan and foregroundDeletion cannot be both set")
    }
    checkStandardFinalizers(finalizers, &findings)
  }

  /// A finalizer of a namespace: a name, and either a standard one or one with a domain.
  static func finalizer(_ name: String, at path: FieldPath, _ findings: inout Findings) {
    findings.check(name, at: path, NameRules.qualifiedName)
    if name.contains("/") || standardFinalizers.contains(name) { return }
    findings.invalid(
      path, .string(name), "name is neither a standard finalizer name nor is it fully qualified")
  }

  private static func checkStandardFinalizers(_ finalizers: [Value], _ findings: inout Findings) {
    for (index, finalizer) in finalizers.enumerated() {
      guard !finalizer.text.contains("/"), !standardFinalizers.contains(finalizer.text) else { continue }
      findings.invalid(
        path.child("finalizers").index(index), finalizer,
        "name is neither a standard finalizer name nor is it fully qualified")
    }
  }

  private static func checkNoNewFinalizers(_ metadata: Value, _ old: Value, _ findings: inout Findings) {
    let known = old[.finalizers].elements
    let added = metadata[.finalizers].elements.filter { !known.contains($0) }.map { GoText.quoted($0.text) }
    if added.isEmpty { return }
    findings.forbidden(
      path.child("finalizers"), "no new finalizers can be added if the object is being deleted, "
        + "found new finalizers []string{\(added.joined(separator: ", "))}")
  }
}
