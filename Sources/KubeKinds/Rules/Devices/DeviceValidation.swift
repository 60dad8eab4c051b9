// What classes of devices, claims for them and slices of them share (pkg/apis/resource/validation). Expressions are
// kept as they are: there are no devices to select from.
import KubeObjects

enum DeviceValidation {
  private static let longestDriver = 63

  /// `gpu.example.com`
  static func driver(_ name: String, at path: FieldPath, _ findings: inout Findings) {
    if name.isEmpty { return findings.required(path) }
    if name.utf8.count > longestDriver { findings.add(.tooLong(path, maximum: longestDriver)) }
    findings.check(name.lowercased(), at: path, NameRules.dnsSubdomain)
  }

  static func selectors(_ selectors: [Value], at path: FieldPath, _ findings: inout Findings) {
    for (index, selector) in selectors.enumerated() {
      let path = path.index(index).child("cel")
      if selector["cel"].isNull {
        findings.required(path)
      } else {
        findings.require(selector["cel"]["expression"].text, at: path.child("expression"))
      }
    }
  }

  static func configuration(_ configuration: Value, at path: FieldPath, _ findings: inout Findings) {
    let (opaque, path) = (configuration["opaque"], path.child("opaque"))
    if opaque.isNull { return findings.required(path) }
    driver(opaque["driver"].text, at: path.child("driver"), &findings)
    if opaque["parameters"].isNull {
      findings.required(path.child("parameters"))
    } else if opaque["parameters"].object == nil {
      findings.invalid(path.child("parameters"), "<value omitted>", "must be a valid JSON object")
    }
  }

  /// A pool of devices, by names between slashes.
  static func pool(_ name: String, at path: FieldPath, _ findings: inout Findings) {
    if name.isEmpty { return findings.required(path) }
    if name.utf8.count > 253 { findings.add(.tooLong(path, maximum: 253)) }
    for part in name.split(separator: "/", omittingEmptySubsequences: false) {
      findings.check(String(part), at: path, NameRules.dnsSubdomain)
    }
  }
}
