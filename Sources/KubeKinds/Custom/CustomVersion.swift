// One version of a kind that a custom resource definition declares.
import KubeObjects

/// What a definition says of one version of its kind.
public final class CustomVersion: Sendable {
  /// A column of tables (`additionalPrinterColumns`).
  public struct Column: Sendable {
    public let name: String
    public let type: String
    public let format: String
    public let jsonPath: String
    /// 0 for columns that are always shown; others are shown only in wide tables.
    public let priority: Int64
  }

  /// Where the size of an object stands (`subresources.scale`), as paths of fields.
  public struct Scale: Sendable {
    public let replicas: [Key]
    public let currentReplicas: [Key]
    public let selector: [Key]?
  }

  /// The name of the definition: `crontabs.stable.example.com`.
  public let definition: String
  public let listKind: String
  public let schema: CustomSchema
  public let columns: [Column]
  public let hasStatus: Bool
  public let scale: Scale?
  /// Whether objects are stored under this version.
  public let isStorage: Bool
  /// The warning that comes with every answer, for a deprecated version.
  public let deprecation: String?
  public let selectableFields: [String]

  /// - Parameter version: an entry of the definition's `spec.versions`.
  public init(_ definition: Value, version: Value) {
    let names = definition[.spec]["names"]
    self.definition = definition[.metadata][.name].text
    listKind = names["listKind"].text
    schema = CustomSchema(version["schema"]["openAPIV3Schema"])
    columns = version["additionalPrinterColumns"].elements.map {
      Column(
        name: $0[.name].text, type: $0[.type].text, format: $0["format"].text, jsonPath: $0["jsonPath"].text,
        priority: $0["priority"].number)
    }
    hasStatus = !version["subresources"][.status].isNull
    scale = Self.scale(version["subresources"]["scale"])
    isStorage = version["storage"].isTrue
    deprecation = Self.deprecation(definition, version)
    selectableFields = version["selectableFields"].elements.map { String($0["jsonPath"].text.drop { $0 == "." }) }
  }

  private static func scale(_ scale: Value) -> Scale? {
    if scale.isNull { return nil }
    return Scale(
      replicas: steps(scale["specReplicasPath"].text), currentReplicas: steps(scale["statusReplicasPath"].text),
      selector: scale["labelSelectorPath"].string.map(steps))
  }

  /// The fields that a simple path goes through: `.spec.replicas`.
  private static func steps(_ path: String) -> [Key] {
    path.split(separator: ".").map { Key(String($0)) }
  }

  private static func deprecation(_ definition: Value, _ version: Value) -> String? {
    guard version["deprecated"].isTrue else { return nil }
    if let own = version["deprecationWarning"].string { return own }
    let spec = definition[.spec]
    return "\(spec["group"].text)/\(version[.name].text) \(spec["names"][.kind].text) is deprecated"
  }
}

// MARK: Kinds

extension CustomVersion {
  /// The kinds that a definition declares, one a served version, the preferred version first. All have one number.
  public static func kinds(of definition: Value, id: KindID) -> [Kind] {
    let spec = definition[.spec]
    return spec["versions"].elements.filter { $0["served"].isTrue }
      .sorted { precedes($0[.name].text, $1[.name].text) }
      .map { version in
        let custom = CustomVersion(definition, version: version)
        return kind(definition, GroupVersion(group: spec["group"].text, version: version[.name].text), custom, id)
      }
  }

  private static func kind(
    _ definition: Value, _ version: GroupVersion, _ custom: CustomVersion, _ id: KindID
  ) -> Kind {
    let accepted = definition[.status]["acceptedNames"]
    var subresources: [Kind.Subresource] = custom.scale == nil ? [] : [.scale]
    if custom.hasStatus { subresources.append(.status) }
    return Kind(
      id: id, groupVersion: version, name: accepted[.kind].text, plural: accepted["plural"].text,
      singular: accepted["singular"].text, shortNames: accepted["shortNames"].elements.map(\.text),
      isNamespaced: definition[.spec]["scope"] == "Namespaced",
      categories: accepted["categories"].elements.map(\.text), subresources: subresources,
      verbs: ["delete", "deletecollection", "get", "list", "patch", "create", "update", "watch"], schemaType: nil,
      custom: custom)
  }

  /// Versions in the order of preference: `v2`, `v1`, `v1beta1`, `v1alpha1`, then others by name.
  private static func precedes(_ a: String, _ b: String) -> Bool {
    guard let (majorA, stageA, minorA) = parts(a) else {
      return parts(b) == nil && a.utf8.lexicographicallyPrecedes(b.utf8)
    }
    guard let (majorB, stageB, minorB) = parts(b) else { return true }
    return (stageA, majorA, minorA) > (stageB, majorB, minorB)
  }

  /// The numbers of a version and how mature it is: 2 for stable, 1 for beta, 0 for alpha.
  private static func parts(_ version: String) -> (Int, Int, Int)? {
    guard version.hasPrefix("v") else { return nil }
    let digits = version.dropFirst().prefix { $0.isASCII && $0.isNumber }
    let rest = version.dropFirst(1 + digits.count)
    guard let major = Int(digits), major > 0 else { return nil }
    if rest.isEmpty { return (major, 2, 0) }
    for (stage, word) in ["alpha", "beta"].enumerated() where rest.hasPrefix(word) {
      guard let minor = Int(rest.dropFirst(word.count)), minor > 0 else { return nil }
      return (major, stage, minor)
    }
    return nil
  }
}
