// What the authors of claims, volumes and classes are warned of (pkg/api/persistentvolume(claim), pkg/api/storage).
import KubeObjects

enum ClaimWarnings {
  static func spec(_ spec: Value, at path: FieldPath) -> [String] {
    guard let text = fraction(spec[.resources][.requests][.storage]) else { return [] }
    return ["\(path.child("resources").child("requests").key("storage")): \(text)"]
  }

  /// What is wrong with an amount of bytes that is no whole number.
  static func fraction(_ value: Value) -> String? {
    guard let amount = Quantity(value: value), amount.millis % 1_000 != 0 else { return nil }
    return "fractional byte value \(GoText.quoted(amount.text)) is invalid, must be an integer"
  }

  /// The class was an annotation once.
  static func classAnnotation(_ metadata: Value) -> [String] {
    guard !metadata[.annotations][.betaStorageClass].isNull else { return [] }
    return [
      "metadata.annotations[\(Key.betaStorageClass.text)]: deprecated since v1.8; use \"storageClassName\" attribute "
        + "instead"
    ]
  }
}

extension PersistentVolumeClaimRules {
  func warnings(_ claim: Value, old: Value?) -> [String] {
    if let old, old[.spec] == claim[.spec], old[.metadata][.annotations] == claim[.metadata][.annotations] { return [] }
    return ClaimWarnings.classAnnotation(claim[.metadata]) + ClaimWarnings.spec(claim[.spec], at: FieldPath("spec"))
  }
}

extension PersistentVolumeRules {
  func warnings(_ volume: Value, old: Value?) -> [String] {
    if let old, old[.spec] == volume[.spec] { return [] }
    var warnings = ClaimWarnings.classAnnotation(volume[.metadata])
    if volume[.spec][.persistentVolumeReclaimPolicy] == "Recycle" {
      warnings.append(
        "spec.persistentVolumeReclaimPolicy: The Recycle reclaim policy is deprecated. Instead, the recommended "
          + "approach is to use dynamic provisioning.")
    }
    let terms = volume[.spec][.nodeAffinity][.required][.nodeSelectorTerms].elements
    for (index, term) in terms.enumerated() {
      warnings += NodeLabelWarnings.term(
        term, at: FieldPath("spec.nodeAffinity.required.nodeSelectorTerms").index(index))
    }
    return warnings
  }
}

extension StorageClassRules {
  func warnings(_ storageClass: Value, old: Value?) -> [String] {
    var warnings: [String] = []
    for (index, term) in storageClass[.allowedTopologies].elements.enumerated() {
      for (place, expression) in term["matchLabelExpressions"].elements.enumerated() {
        let key = expression[.key].text
        guard let advice = NodeLabelWarnings.advice(key) else { continue }
        let path = FieldPath("allowedTopologies").index(index).child("matchLabelExpressions").index(place).child("key")
        warnings.append("\(path): \(key) is \(advice)")
      }
    }
    return warnings
  }
}
