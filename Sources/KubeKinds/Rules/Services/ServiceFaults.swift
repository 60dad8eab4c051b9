// What is wrong with services before anything is handed out to them.
import KubeObjects

public enum ServiceFaults {
  /// What is wrong with the addresses and families that a service asks for.
  public static func addresses(_ service: Value) -> [FieldError] {
    var findings = Findings()
    let spec = service[.spec]
    ServiceValidation.addresses(spec, isHeadless: spec[.clusterIPs].elements == ["None"], &findings)
    return findings.errors
  }
}
