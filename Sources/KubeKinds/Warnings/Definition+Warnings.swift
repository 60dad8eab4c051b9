// What the authors of custom resource definitions are warned of: formats that nobody looks at
// (apiextensions-apiserver pkg/registry/customresourcedefinition, pkg/apiserver/validation/formats.go).
import KubeObjects

extension CustomResourceDefinitionRules {
  /// Of a change only formats are named that were not there before.
  func warnings(_ definition: Value, old: Value?) -> [String] {
    let before = old.map(SchemaFormats.unknown) ?? []
    var named: [String] = []
    for format in SchemaFormats.unknown(in: definition) where !before.contains(format) && !named.contains(format) {
      named.append(format)
    }
    return named.map { "unrecognized format \(GoText.quoted($0))" }
  }
}

private enum SchemaFormats {
  private static let ofTexts: Set<String> = [
    "bsonobjectid", "uri", "email", "hostname", "ipv4", "ipv6", "cidr", "mac", "uuid", "uuid3", "uuid4", "uuid5",
    "isbn", "isbn10", "isbn13", "creditcard", "ssn", "hexcolor", "rgbcolor", "byte", "password", "date", "duration",
    "datetime", "quantity", "k8sshortname", "k8slongname",
  ]

  /// The formats in the schemas of a definition that are none for the type they stand beside.
  static func unknown(in definition: Value) -> [String] {
    definition[.spec]["versions"].elements.flatMap { unknown(inSchema: $0["schema"]["openAPIV3Schema"]) }
  }

  private static func unknown(inSchema schema: Value) -> [String] {
    guard schema.object != nil else { return [] }
    let format = schema["format"].text
    var found = format.isEmpty || isKnown(format, schema[.type].text) ? [] : [format]
    for key in [Key.items, "not", "additionalProperties"] { found += unknown(inSchema: schema[key]) }
    for key in ["allOf", "oneOf", "anyOf"] as [Key] { found += schema[key].elements.flatMap(unknown(inSchema:)) }
    for property in schema["properties"].fields { found += unknown(inSchema: property.value) }
    return found
  }

  /// Dashes do not count in the names of formats of texts.
  private static func isKnown(_ format: String, _ type: String) -> Bool {
    switch type {
    case "", "string": ofTexts.contains(format.filter { $0 != "-" })
    case "integer": ["int32", "int64"].contains(format)
    case "number": ["float", "double"].contains(format)
    default: false
    }
  }
}
