// The types of reviews and of requests for tokens, which the schema does not have: kubectl sends them as protobuf.
import KubeKinds
import KubeObjects

enum ReviewTypes {
  /// The schema with the types of reviews.
  static let schema = Schema(types: Array(Schema.kubernetes.types.values) + types)

  /// The type of a review; `nil` for what is none.
  static func name(_ apiVersion: String, _ kind: String) -> String? {
    let name = "\(apiVersion.split(separator: ".").first ?? "")/v1.\(kind)"
    return apiVersion.hasSuffix(".k8s.io/v1") && types.contains { $0.name == name } ? name : nil
  }

  private static let types = [
    type("authentication/v1.SelfSubjectReview", [("metadata", .type("meta/v1.ObjectMeta"))]),
    type(
      "authorization/v1.SelfSubjectAccessReview",
      [("metadata", .type("meta/v1.ObjectMeta")), ("spec", .type("authorization/v1.SelfSubjectAccessReviewSpec"))]),
    type(
      "authorization/v1.SelfSubjectAccessReviewSpec",
      [
        ("resourceAttributes", .type("authorization/v1.ResourceAttributes")),
        ("nonResourceAttributes", .type("authorization/v1.NonResourceAttributes")),
      ]),
    type(
      "authorization/v1.ResourceAttributes",
      ["namespace", "verb", "group", "version", "resource", "subresource", "name"].map { ($0, .string) }),
    type("authorization/v1.NonResourceAttributes", [("path", .string), ("verb", .string)]),
    type(
      "authorization/v1.SelfSubjectRulesReview",
      [("metadata", .type("meta/v1.ObjectMeta")), ("spec", .type("authorization/v1.SelfSubjectRulesReviewSpec"))]),
    type("authorization/v1.SelfSubjectRulesReviewSpec", [("namespace", .string)]),
    type(
      "authentication/v1.TokenRequest",
      [("metadata", .type("meta/v1.ObjectMeta")), ("spec", .type("authentication/v1.TokenRequestSpec"))]),
    type(
      "authentication/v1.TokenRequestSpec",
      [
        ("audiences", .array(.string)), ("", .string),
        ("boundObjectRef", .type("authentication/v1.BoundObjectReference")), ("expirationSeconds", .int64),
      ]),
    type("authentication/v1.BoundObjectReference", ["kind", "apiVersion", "name", "uid"].map { ($0, .string) }),
  ]

  private static func type(_ name: String, _ fields: [(String, FieldType)]) -> SchemaType {
    SchemaType(name: name, fields: fields.map { SchemaField(name: $0.0, key: Key($0.0), type: $0.1) })
  }
}
