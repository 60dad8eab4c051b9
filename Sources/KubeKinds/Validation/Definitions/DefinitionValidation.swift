// What is wrong with definitions of custom resources (apiextensions-apiserver pkg/apis/apiextensions/validation).
import KubeObjects

enum DefinitionValidation {
  static let path = FieldPath("spec")

  static func spec(_ spec: Value, _ findings: inout Findings) {
    group(spec["group"].text, at: path.child("group"), &findings)
    findings.oneOf(["Cluster", "Namespaced"], spec["scope"].text, at: path.child("scope"))
    if spec["preserveUnknownFields"].isTrue {
      findings.invalid(
        path.child("preserveUnknownFields"), true,
        "cannot set to true, set x-kubernetes-preserve-unknown-fields to true in spec.versions[*].schema instead")
    }
    versions(spec["versions"], &findings)
    let names = spec["names"]
    let namesPath = path.child("names")
    for key in ["plural", "singular", "kind", "listKind"] where names[Key(key)].text.isEmpty {
      findings.required(namesPath.child(key))
    }
    self.names(names, at: namesPath, &findings)
    conversion(spec["conversion"], at: path.child("conversion"), &findings)
  }

  private static func group(_ group: String, at path: FieldPath, _ findings: inout Findings) {
    if group.isEmpty { return findings.required(path) }
    let complaints = NameRules.dnsSubdomain(group)
    if !complaints.isEmpty {
      findings.invalid(path, .string(group), complaints.joined(separator: ","))
    } else if !group.contains(".") {
      findings.invalid(path, .string(group), "should be a domain with at least one dot")
    }
  }

  static func names(_ names: Value, at path: FieldPath, _ findings: inout Findings) {
    for key in ["plural", "singular"] { label(names[Key(key)].text, at: path.child(key), &findings) }
    for key in ["kind", "listKind"] {
      let name = names[Key(key)].text
      let complaints = name.isEmpty ? [] : NameRules.dns1035Label(name.lowercased())
      if complaints.isEmpty { continue }
      findings.invalid(
        path.child(key), .string(name),
        "may have mixed case, but should otherwise match: " + complaints.joined(separator: ","))
    }
    for (index, name) in names["shortNames"].elements.enumerated() {
      label(name.text, at: path.child("shortNames").index(index), &findings, mayBeEmpty: false)
    }
    if !names[.kind].text.isEmpty, names[.kind] == names["listKind"] {
      findings.invalid(path.child("listKind"), names["listKind"], "kind and listKind may not be the same")
    }
    for (index, name) in names["categories"].elements.enumerated() {
      label(name.text, at: path.child("categories").index(index), &findings, mayBeEmpty: false)
    }
  }

  private static func label(
    _ text: String, at path: FieldPath, _ findings: inout Findings, mayBeEmpty: Bool = true
  ) {
    if text.isEmpty, mayBeEmpty { return }
    let complaints = NameRules.dns1035Label(text)
    if !complaints.isEmpty { findings.invalid(path, .string(text), complaints.joined(separator: ",")) }
  }

  private static func conversion(_ conversion: Value, at path: FieldPath, _ findings: inout Findings) {
    findings.oneOf(["None", "Webhook"], conversion["strategy"].text, at: path.child("strategy"))
    let webhook = conversion["webhook"]
    if conversion["strategy"] == "Webhook" {
      if webhook["clientConfig"].isNull {
        findings.required(path.child("webhookClientConfig"), "required when strategy is set to Webhook")
      }
      if webhook["conversionReviewVersions"].elements.isEmpty {
        findings.required(path.child("conversionReviewVersions"))
      }
    } else if !webhook["clientConfig"].isNull {
      findings.forbidden(
        path.child("webhookClientConfig"), "should not be set when strategy is not set to Webhook")
    }
  }

  static func update(_ definition: Value, _ old: Value, _ findings: inout Findings) {
    let spec = definition[.spec]
    let oldSpec = old[.spec]
    let isEstablished = old[.status][.conditions].first(where: .type, is: "Established")?[.status] == "True"
    if isEstablished {
      findings.immutable(spec["scope"], oldSpec["scope"], at: path.child("scope"))
      findings.immutable(spec["names"][.kind], oldSpec["names"][.kind], at: path.child("names").child("kind"))
    }
    findings.immutable(spec["group"], oldSpec["group"], at: path.child("group"))
    findings.immutable(spec["names"]["plural"], oldSpec["names"]["plural"], at: path.child("names").child("plural"))
    let names = spec["versions"].elements.map { $0[.name] }
    for (index, version) in old[.status]["storedVersions"].elements.enumerated() where !names.contains(version) {
      findings.invalid(
        FieldPath("status.storedVersions").index(index), version, "missing from spec.versions; \(version.text) was "
          + "previously a storage version, and must remain in spec.versions until a storage migration ensures no data "
          + "remains persisted in \(version.text) and removes \(version.text) from status.storedVersions")
    }
  }
}

// MARK: Versions

extension DefinitionValidation {
  private static func versions(_ value: Value, _ findings: inout Findings) {
    let list = path.child("versions")
    let versions = value.elements
    for (index, version) in versions.enumerated() where version["schema"]["openAPIV3Schema"].isNull {
      findings.required(
        list.index(index).child("schema").child("openAPIV3Schema"), "schemas are required")
    }
    for (index, version) in versions.enumerated() {
      let path = list.index(index)
      label(version[.name].text, at: path.child("name"), &findings, mayBeEmpty: false)
      check(version, at: path, &findings)
    }
    let names = versions.map(\.[.name].text)
    if Set(names).count < names.count {
      findings.invalid(list, value, "must contain unique version names")
    }
    if versions.count(where: \.["storage"].isTrue) != 1 {
      findings.invalid(list, value, "must have exactly one version marked as storage version")
    }
  }

  private static func check(_ version: Value, at path: FieldPath, _ findings: inout Findings) {
    if version["deprecationWarning"].string != nil, !version["deprecated"].isTrue {
      findings.invalid(
        path.child("deprecationWarning"), version["deprecationWarning"], "can only be set for deprecated versions")
    }
    let schema = version["schema"]["openAPIV3Schema"]
    if !schema.isNull {
      SchemaValidation.root(schema, at: path.child("schema").child("openAPIV3Schema"), &findings)
    }
    scale(version["subresources"]["scale"], at: path.child("subresources").child("scale"), &findings)
    for (index, column) in version["additionalPrinterColumns"].elements.enumerated() {
      self.column(column, at: path.child("additionalPrinterColumns").index(index), &findings)
    }
    selectable(version["selectableFields"].elements, schema, at: path.child("selectableFields"), &findings)
  }

  private static func scale(_ scale: Value, at path: FieldPath, _ findings: inout Findings) {
    if scale.isNull { return }
    simplePath(scale["specReplicasPath"].text, below: ".spec", at: path.child("specReplicasPath"), &findings)
    simplePath(scale["statusReplicasPath"].text, below: ".status", at: path.child("statusReplicasPath"), &findings)
    guard let selector = scale["labelSelectorPath"].string, !selector.isEmpty else { return }
    if !selector.hasPrefix(".") {
      findings.invalid(path.child("labelSelectorPath"), .string(selector), simple)
    } else if !selector.hasPrefix(".spec."), !selector.hasPrefix(".status.") {
      findings.invalid(
        path.child("labelSelectorPath"), .string(selector), "should be a json path under either .spec or .status")
    }
  }

  private static func simplePath(_ text: String, below: String, at path: FieldPath, _ findings: inout Findings) {
    if text.isEmpty { return findings.required(path) }
    if !text.hasPrefix(".") {
      findings.invalid(path, .string(text), simple)
    } else if !text.hasPrefix(below + ".") {
      findings.invalid(path, .string(text), "should be a json path under \(below)")
    }
  }

  private static let simple = "must be a simple json path starting with ."

  private static func selectable(
    _ fields: [Value], _ schema: Value, at path: FieldPath, _ findings: inout Findings
  ) {
    var seen: Set<String> = []
    for (index, field) in fields.enumerated() {
      let text = field["jsonPath"].text
      let path = path.index(index).child("jsonPath")
      if text.isEmpty {
        findings.required(path)
        continue
      }
      let names = text.split(separator: ".").map(String.init)
      if names.first == "metadata" {
        findings.invalid(path, .string(text), "must not point to fields in metadata")
      }
      let type = names.reduce(schema) { $0["properties"][Key($1)] }[.type].text
      if !["string", "boolean", "integer"].contains(type) {
        findings.invalid(
          path, .string(text),
          "must point to a field of type string, boolean or integer. Enum string fields and strings with formats are "
            + "allowed.")
      }
      if !seen.insert(text).inserted { findings.duplicate(path, .string(text)) }
    }
    if seen.count > 8 { findings.add(.tooMany(path, seen.count, maximum: 8)) }
  }

  private static let columnTypes = ["boolean", "date", "integer", "number", "string"]
  private static let columnFormats = [
    "byte", "date", "date-time", "double", "float", "int32", "int64", "password",
  ]

  private static func column(_ column: Value, at path: FieldPath, _ findings: inout Findings) {
    if column[.name].text.isEmpty { findings.required(path.child("name")) }
    let words = "must be one of \(columnTypes.joined(separator: ","))"
    let type = column[.type].text
    if type.isEmpty {
      findings.required(path.child("type"), words)
    } else if !columnTypes.contains(type) {
      findings.invalid(path.child("type"), .string(type), words)
    }
    let format = column["format"].text
    if !format.isEmpty, !columnFormats.contains(format) {
      findings.invalid(
        path.child("format"), .string(format), "must be one of \(columnFormats.joined(separator: ","))")
    }
    let place = column["jsonPath"].text
    if place.isEmpty {
      findings.required(path.child("JSONPath"))
    } else if !place.hasPrefix(".") {
      findings.invalid(path.child("JSONPath"), .string(place), simple)
    }
  }
}
