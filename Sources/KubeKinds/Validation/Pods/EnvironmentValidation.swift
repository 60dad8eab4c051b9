// What is wrong with environment variables and what they are taken from.
import KubeObjects

enum EnvironmentValidation {
  static func variables(_ variables: [Value], at path: FieldPath, _ findings: inout Findings) {
    for (index, variable) in variables.enumerated() {
      let path = path.index(index)
      findings.require(variable[.name].text, at: path.child("name"), NameRules.environmentVariable)
      if !variable[.valueFrom].isNull { source(variable, at: path.child("valueFrom"), &findings) }
    }
  }

  private static func source(_ variable: Value, at path: FieldPath, _ findings: inout Findings) {
    let from = variable[.valueFrom]
    var count = 0
    if !from[.fieldRef].isNull {
      count += 1
      field(from[.fieldRef], allowed: fields, at: path.child("fieldRef"), &findings)
    }
    if !from[.resourceFieldRef].isNull {
      count += 1
      resource(
        from[.resourceFieldRef], needsContainer: false, at: path.child("resourceFieldRef"), &findings)
    }
    for key in [Key.configMapKeyRef, .secretKeyRef] where !from[key].isNull {
      count += 1
      entry(from[key], at: path.child(key.text), &findings)
    }
    if !from["fileKeyRef"].isNull {
      count += 1
      file(from["fileKeyRef"], at: path.child("fileKeyRef"), &findings)
    }
    if count == 0 {
      findings.invalid(
        path, "", "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, "
          + "`secretKeyRef` or `fileKeyRef`")
    } else if !variable[.value].text.isEmpty {
      findings.invalid(path, "", "may not be specified when `value` is not empty")
    } else if count > 1 {
      findings.invalid(path, "", "may not have more than one field specified at a time")
    }
  }

  private static func entry(_ reference: Value, at path: FieldPath, _ findings: inout Findings) {
    findings.check(reference[.name].text, at: path.child("name"), NameRules.dnsSubdomain)
    findings.require(reference[.key].text, at: path.child("key"), NameRules.configMapKey)
  }

  /// A variable out of a file of a volume.
  private static func file(_ reference: Value, at path: FieldPath, _ findings: inout Findings) {
    let file = reference[.path].text
    findings.require(reference[.key].text, at: path.child("key"), NameRules.environmentVariable)
    if reference["volumeName"].text.isEmpty { findings.required(path.child("volumeName")) }
    if file.isEmpty {
      findings.required(path.child("path"))
    } else {
      PathValidation.descending(file, at: path.child("path"), &findings)
    }
  }

  /// `envFrom`.
  static func sources(_ sources: [Value], at path: FieldPath, _ findings: inout Findings) {
    for (index, source) in sources.enumerated() {
      let item = path.index(index)
      let prefix = source["prefix"].text
      if !prefix.isEmpty { findings.check(prefix, at: item.child("prefix"), NameRules.environmentVariable) }
      let present = [Key.configMapRef, .secretRef].filter { !source[$0].isNull }
      for key in present {
        findings.require(
          source[key][.name].text, at: item.child(key.text).child("name"), NameRules.dnsSubdomain)
      }
      if present.isEmpty {
        findings.invalid(path, "", "must specify one of: `configMapRef` or `secretRef`")
      } else if present.count > 1 {
        findings.invalid(path, "", "may not have more than one field specified at a time")
      }
    }
  }
}

// MARK: The downward API

extension EnvironmentValidation {
  /// The fields of a pod that its variables can be taken from.
  static let fields = [
    "metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName", "spec.serviceAccountName",
    "status.hostIP", "status.hostIPs", "status.podIP", "status.podIPs",
  ]

  /// The fields of a pod that files of its volumes can be taken from.
  static let volumeFields = [
    "metadata.annotations", "metadata.labels", "metadata.name", "metadata.namespace", "metadata.uid",
  ]

  /// Every field that the downward API knows.
  private static let known = fields + ["metadata.annotations", "metadata.labels", "spec.restartPolicy", "status.phase"]

  static func field(
    _ reference: Value, allowed: [String], at path: FieldPath, _ findings: inout Findings
  ) {
    let text = reference["fieldPath"].text
    if reference[.apiVersion].text.isEmpty { return findings.required(path.child("apiVersion")) }
    if text.isEmpty { return findings.required(path.child("fieldPath")) }
    let (base, subscript_) = split(text)
    let isKnown =
      subscript_ == nil ? known.contains(base) || text == "spec.host" : base.hasPrefix("metadata.")
    guard isKnown else {
      return findings.invalid(
        path.child("fieldPath"), .string(text),
        "error converting fieldPath: field label not supported: \(text)")
    }
    guard let subscript_ else {
      if !allowed.contains(base) { findings.notSupported(path.child("fieldPath"), .string(base), allowed) }
      return
    }
    switch base {
    case "metadata.annotations": findings.check(subscript_.lowercased(), at: path, NameRules.qualifiedName)
    case "metadata.labels": findings.check(subscript_, at: path, NameRules.qualifiedName)
    default: findings.invalid(path, .string(base), "does not support subscript")
    }
  }

  /// `metadata.labels['app']`: the field and the key within it.
  private static func split(_ text: String) -> (String, String?) {
    guard text.hasSuffix("']"), let start = text.firstRange(of: "['") else { return (text, nil) }
    return (String(text[..<start.lowerBound]), String(text[start.upperBound...].dropLast(2)))
  }

  private static let resources = [
    "limits.cpu", "limits.ephemeral-storage", "limits.memory", "requests.cpu", "requests.ephemeral-storage",
    "requests.memory",
  ]

  static func resource(
    _ reference: Value, needsContainer: Bool, at path: FieldPath, _ findings: inout Findings
  ) {
    let resource = reference["resource"].text
    let isHugePages = resource.hasPrefix("limits.hugepages-") || resource.hasPrefix("requests.hugepages-")
    if needsContainer, reference["containerName"].text.isEmpty {
      findings.required(path.child("containerName"))
    } else if resource.isEmpty {
      findings.required(path.child("resource"))
    } else if !resources.contains(resource), !isHugePages {
      findings.notSupported(path.child("resource"), .string(resource), resources)
    }
    divisor(reference["divisor"].text, resource, at: path.child("divisor"), &findings)
  }

  private static let byteDivisors = [
    "1", "1k", "1M", "1G", "1T", "1P", "1E", "1Ki", "1Mi", "1Gi", "1Ti", "1Pi", "1Ei",
  ]

  private static func divisor(
    _ text: String, _ resource: String, at path: FieldPath, _ findings: inout Findings
  ) {
    if text.isEmpty || text == "0" { return }
    if resource.hasSuffix(".cpu") {
      if text == "1" || text == "1m" { return }
      return findings.invalid(
        path, .string(resource), "only divisor's values 1m and 1 are supported with the cpu resource")
    }
    let names = [(".memory", "memory"), (".ephemeral-storage", "local ephemeral storage"), (".hugepages-", "hugepages")]
    guard !byteDivisors.contains(text), let (_, name) = names.first(where: { resource.contains($0.0) })
    else { return }
    findings.invalid(
      path, .string(resource), "only divisor's values \(byteDivisors.joined(separator: ", ")) are supported with "
        + "the \(name) resource")
  }
}
