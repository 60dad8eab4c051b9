// What the API server does with Namespaces.
import KubeObjects

struct NamespaceRules: KindRules {
  static let finalizer: Value = "kubernetes"

  func prepareForCreate(_ namespace: inout Value) {
    namespace.remove(.status)
    let finalizers = namespace[.spec][.finalizers].elements
    if !finalizers.contains(Self.finalizer) { namespace[.spec][.finalizers] = .array(finalizers + [Self.finalizer]) }
    applyDefaults(&namespace)
  }

  func prepareForUpdate(_ namespace: inout Value, old: Value) {
    namespace[.spec].set(.finalizers, old[.spec].fields[.finalizers])
    namespace.set(.status, old.fields[.status])
  }

  /// A label holds the name, so that selectors can name namespaces.
  func applyDefaults(_ namespace: inout Value) {
    let name = namespace[.metadata][.name].text
    guard !name.isEmpty, namespace[.metadata][.labels][.metadataName].text != name else { return }
    namespace[.metadata][.labels][.metadataName] = .string(name)
  }

  func validateStatusUpdate(_ namespace: Value, old: Value) -> [FieldError] {
    StatusValidation.namespace(namespace, old: old)
  }

  func validate(_ namespace: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.check(namespace[.metadata], isNamespaced: false, NameRules.dnsLabel, &findings)
    for finalizer in namespace[.spec][.finalizers].elements {
      MetadataValidation.finalizer(finalizer.text, at: FieldPath("spec.finalizers"), &findings)
    }
    return findings.errors
  }

  func validateUpdate(_ namespace: Value, old: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.checkUpdate(namespace[.metadata], old: old[.metadata], &findings)
    return findings.errors
  }
}
