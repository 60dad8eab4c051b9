// Which fields of a kind a field selector can name, and what their values are as texts
// (k8s.io/kubernetes pkg/apis/core/v1/conversion.go and the registry of each kind).
import KubeObjects

/// The fields of one kind that field selectors can name, beside name and namespace.
public struct SelectableFields: Sendable {
  /// A field: its name, where it stands, and its text when it is missing.
  struct Field: Sendable {
    let name: String
    let path: [Key]
    let missing: String

    init(_ name: String, at path: String? = nil, missing: String = "") {
      self.name = name
      self.path = (path ?? name).split(separator: ".").map { Key($0) }
      self.missing = missing
    }
  }

  let fields: [Field]
  /// What is said of a field that is not among them; `%` stands for its name in quotes, `$` for its name.
  let refusal: String

  public static func of(_ kind: KindID) -> SelectableFields { table[kind] ?? metadataOnly }

  private static let metadata = [Field("metadata.name"), Field("metadata.namespace")]
  private static let unsupported = "field label not supported: $"
  private static let metadataOnly = SelectableFields(
    fields: metadata,
    refusal: #"% is not a known field selector: only "metadata.name", "metadata.namespace""#)

  private init(_ fields: [Field], refusal: String = unsupported) {
    self.init(fields: Self.metadata + fields, refusal: refusal)
  }

  private init(fields: [Field], refusal: String) {
    self.fields = fields
    self.refusal = refusal
  }

  private static let table: [KindID: SelectableFields] = [
    .pod: SelectableFields([
      Field("spec.nodeName"), Field("spec.host", at: "spec.nodeName"), Field("spec.restartPolicy"),
      Field("spec.schedulerName"), Field("spec.serviceAccountName"), Field("spec.hostNetwork", missing: "false"),
      Field("status.phase"), Field("status.podIP"), Field("status.podIPs", at: "status.podIP"),
      Field("status.nominatedNodeName"),
    ]),
    .node: SelectableFields(
      fields: [Field("metadata.name"), Field("spec.unschedulable", missing: "false")], refusal: unsupported),
    .namespace: SelectableFields(
      fields: [Field("metadata.name"), Field("name", at: "metadata.name"), Field("status.phase")],
      refusal: unsupported),
    .secret: SelectableFields([Field("type")]),
    .service: SelectableFields([Field("spec.clusterIP"), Field("spec.type")]),
    .job: SelectableFields(
      [Field("status.successful", at: "status.succeeded", missing: "0")],
      refusal: "field label % not supported for Job"),
    .event: SelectableFields([
      Field("involvedObject.kind"), Field("involvedObject.namespace"), Field("involvedObject.name"),
      Field("involvedObject.uid"), Field("involvedObject.apiVersion"), Field("involvedObject.resourceVersion"),
      Field("involvedObject.fieldPath"), Field("reason"), Field("reportingComponent"),
      Field("source", at: "source.component"), Field("type"),
    ]),
  ]
}

/// A field selector whose fields have been found: ready to be asked of many objects.
public struct ResolvedFieldSelector: Sendable {
  private let requirements: [(field: SelectableFields.Field, isNegated: Bool, value: String)]

  /// - Throws: `BadRequest` for a field that the kind does not offer.
  public init(_ selector: FieldSelector, for kind: KindID) throws(APIStatus) {
    let offered = SelectableFields.of(kind)
    var requirements: [(field: SelectableFields.Field, isNegated: Bool, value: String)] = []
    for requirement in selector.requirements {
      guard let field = offered.fields.first(where: { $0.name == requirement.field }) else {
        throw .badRequest(Self.refusal(offered.refusal, requirement.field))
      }
      requirements.append((field, requirement.isNegated, requirement.value))
    }
    self.requirements = requirements
  }

  private static func refusal(_ text: String, _ field: String) -> String {
    text.reduce(into: "") { result, character in
      switch character {
      case "%": result += GoText.quoted(field)
      case "$": result += field
      default: result.append(character)
      }
    }
  }

  public func matches(_ object: Value) -> Bool {
    requirements.allSatisfy { (Self.text($0.field, object) == $0.value) != $0.isNegated }
  }

  private static func text(_ field: SelectableFields.Field, _ object: Value) -> String {
    switch object[path: field.path] {
    case .string(let text): text
    case .bool(let flag): flag ? "true" : "false"
    case .int(let number): String(number)
    default: field.missing
    }
  }
}
