// What is wrong with requests and limits of resources (pkg/apis/core/validation).
import KubeObjects

enum ResourceValidation {
  /// Requests may not be larger than limits.
  static func requirements(_ resources: Value, _ path: FieldPath, _ findings: inout [FieldError]) {
    for (resource, request) in resources[.requests].fields {
      guard let requested = Quantity(value: request), let limit = Quantity(value: resources[.limits][resource]),
        requested > limit
      else { continue }
      findings.append(
        .invalid(
          path.child("requests"), .string(requested.text),
          "must be less than or equal to \(resource.text) limit of \(limit.text)"))
    }
  }
}
