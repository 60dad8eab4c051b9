// What is wrong with custom resource definitions.
import KubeKinds
import KubeObjects
import KubeStore
import Testing

@Suite struct DefinitionRefusalTests {
  private static let label =
    "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, "
    + "and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is "
    + "'[a-z]([-a-z0-9]*[a-z0-9])?')"

  private static func definition(
    name: String = "boats.sea.example", spec: String = "", names: String = "plural: boats, kind: Boat",
    version: String = "", schema: String = "{type: object}"
  ) -> String {
    """
    {apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: \(name)}, spec: {\(spec)
    group: sea.example, scope: Namespaced, names: {\(names)}, versions: [{name: v1, served: true, storage: true,
    \(version) schema: {openAPIV3Schema: \(schema)}}]}}
    """
  }

  private static let schemaPath = "spec.versions[0].schema.openAPIV3Schema"

  @Test(arguments: [
    Refusal(definition()),
    Refusal(
      definition(name: "boats"), "metadata.name: Invalid value: \"boats\": must be spec.names.plural+\".\"+spec.group"),
    Refusal(
      definition(names: "plural: boats, kind: Boat, listKind: Boat, shortNames: [Bt]"),
      "spec.names.shortNames[0]: Invalid value: \"Bt\": \(label)",
      "spec.names.listKind: Invalid value: \"Boat\": kind and listKind may not be the same"),
    Refusal(
      "{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: .}}",
      "metadata.name: Invalid value: \".\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric "
        + "characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex "
        + #"used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"#,
      "spec.group: Required value", "spec.scope: Required value",
      "spec.versions: Invalid value: null: must have exactly one version marked as storage version",
      "spec.names.plural: Required value", "spec.names.singular: Required value", "spec.names.kind: Required value",
      "spec.names.listKind: Required value"),
    Refusal(
      definition(
        schema: "{type: object, additionalProperties: true, properties: {kind: {type: object}, metadata: {type: object, "
          + "properties: {labels: {type: object}}}, x: {x-kubernetes-int-or-string: true, anyOf: [{type: integer}, "
          + "{type: string}]}, z: {x-kubernetes-int-or-string: true, type: string}}, "
          + "anyOf: [{type: string, description: d}, {properties: {q: {minimum: 1}, x: {maximum: 2}}}]}"),
      "\(schemaPath).additionalProperties: Forbidden: must not be used at the root",
      "\(schemaPath).anyOf[0].description: Forbidden: must be empty to be structural",
      "\(schemaPath).anyOf[0].type: Forbidden: must be empty to be structural",
      "\(schemaPath).properties[kind].type: Invalid value: \"object\": must be string",
      "\(schemaPath).properties[metadata]: Forbidden: must not specify anything other than name and generateName, but "
        + "metadata is implicitly specified",
      "\(schemaPath).properties[q]: Required value: because it is defined in \(schemaPath).anyOf[1].properties[q]",
      "\(schemaPath).properties[z].type: Invalid value: \"string\": must be empty if x-kubernetes-int-or-string is "
        + "true"),
    Refusal(definition(schema: "null"), "\(schemaPath): Required value: schemas are required"),
    Refusal(definition(schema: "{}"), "\(schemaPath).type: Required value: must not be empty at the root"),
    Refusal(
      definition(schema: "{type: array, items: {type: string}}"),
      "\(schemaPath).type: Invalid value: \"array\": must be object at the root"),
    Refusal(
      definition(schema: "{type: object, properties: {spec: {properties: {a: {type: text}, b: {type: array}}}}}"),
      "\(schemaPath).properties[spec].properties[b].items: Required value: must be specified",
      "\(schemaPath).properties[spec].type: Required value: must not be empty for specified object fields",
      "\(schemaPath).properties[spec].properties[a].type: Unsupported value: \"text\": supported values: \"array\", "
        + "\"boolean\", \"integer\", \"number\", \"object\", \"string\""),
    Refusal(
      definition(
        schema: "{type: object, properties: {a: {type: array, x-kubernetes-list-type: map, "
          + "x-kubernetes-list-map-keys: [k, k, o], items: {type: object, properties: {k: {type: string}}}}, "
          + "b: {type: array, x-kubernetes-list-type: heap, items: {type: string}}, "
          + "c: {type: object, x-kubernetes-map-type: loose, id: x}}}"),
      "\(schemaPath).properties[a].x-kubernetes-list-map-keys: Invalid value: [\"k\",\"k\",\"o\"]: must not contain "
        + "duplicate entries",
      "\(schemaPath).properties[a].x-kubernetes-list-map-keys: Invalid value: [\"k\",\"k\",\"o\"]: entries must all be "
        + "names of item properties",
      "\(schemaPath).properties[a].items.properties[k].default: Required value: this property is in "
        + "x-kubernetes-list-map-keys, so it must have a default or be a required property",
      "\(schemaPath).properties[a].items.properties[k].default: Required value: this property is in "
        + "x-kubernetes-list-map-keys, so it must have a default or be a required property",
      "\(schemaPath).properties[b].x-kubernetes-list-type: Unsupported value: \"heap\": supported values: \"atomic\", "
        + "\"set\", \"map\"",
      "\(schemaPath).properties[c].id: Forbidden: id is not supported",
      "\(schemaPath).properties[c].x-kubernetes-map-type: Unsupported value: \"loose\": supported values: \"atomic\", "
        + "\"granular\""),
    Refusal(
      definition(schema: "{type: object, properties: {a: {type: integer, default: x}}}"),
      "\(schemaPath).properties[a].default: Invalid value: \"string\": \(schemaPath).properties[a].default in body "
        + "must be of type integer: \"string\""),
    Refusal(
      definition(
        schema: "{type: object, properties: {a: {type: object, properties: {b: {type: string}}, "
          + "x-kubernetes-validations: [{rule: self.c == 'x'}]}}}"),
      "\(schemaPath).properties[a].x-kubernetes-validations[0].rule: Invalid value: \"self.c == 'x'\": compilation "
        + "failed: ERROR: <input>:1:5: undefined field 'c'\n | self.c == 'x'\n | ....^"),
    Refusal(
      definition(version: "additionalPrinterColumns: [{name: A, type: text, jsonPath: spec.a}, {name: B}],"),
      "spec.versions[0].additionalPrinterColumns[0].type: Invalid value: \"text\": must be one of "
        + "boolean,date,integer,number,string",
      "spec.versions[0].additionalPrinterColumns[0].JSONPath: Invalid value: \"spec.a\": must be a simple json path "
        + "starting with .",
      "spec.versions[0].additionalPrinterColumns[1].type: Required value: must be one of "
        + "boolean,date,integer,number,string",
      "spec.versions[0].additionalPrinterColumns[1].JSONPath: Required value"),
    Refusal(
      definition(version: "subresources: {scale: {specReplicasPath: .status.a, statusReplicasPath: ''}},"),
      "spec.versions[0].subresources.scale.specReplicasPath: Invalid value: \".status.a\": should be a json path "
        + "under .spec", "spec.versions[0].subresources.scale.statusReplicasPath: Required value"),
    Refusal(
      definition(spec: "conversion: {strategy: Magic},"),
      "spec.conversion.strategy: Unsupported value: \"Magic\": supported values: \"None\", \"Webhook\""),
  ])
  func refusals(_ refusal: Refusal) throws {
    #expect(try refusal.onCreation(try TestCluster()) == refusal.findings)
  }

  @Test func whatStorageDependsOnStays() throws {
    let cluster = try TestCluster()
    try cluster.create(try YAMLReader.read(Self.definition()))
    #expect(
      try cluster.findingsOfPatch("CustomResourceDefinition", "boats.sea.example", "{spec: {group: lake.example}}")
        == ["spec.group: Invalid value: \"lake.example\": field is immutable"])
  }
}
