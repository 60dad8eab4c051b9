// What is wrong with sources of volumes in storage systems, beyond the fields that must be there. Pods and persistent
// volumes name them alike.
import KubeObjects

enum StorageSourceValidation {
  static func check(_ source: Value, _ key: Key, at path: FieldPath, _ findings: inout Findings) {
    switch key.text {
    case "gitRepo": PathValidation.descending(source["directory"].text, at: path.child("directory"), &findings)
    case "gcePersistentDisk", "awsElasticBlockStore": partition(source["partition"], at: path, &findings)
    case "iscsi": iscsi(source, at: path, &findings)
    case "fc": fibreChannel(source, at: path, &findings)
    case "flocker": flocker(source, at: path, &findings)
    case "flexVolume": options(source["options"], at: path.child("options"), &findings)
    case "cinder", "storageos":
      if !source[.secretRef].isNull, source[.secretRef][.name].text.isEmpty {
        findings.required(path.child("secretRef").child("name"))
      }
    case "azureDisk": azureDisk(source, at: path, &findings)
    case "csi": driverName(source["driver"].text, at: path.child("driver"), &findings)
    default: return
    }
  }

  private static func partition(_ number: Value, at path: FieldPath, _ findings: inout Findings) {
    if (0...255).contains(number.number) { return }
    findings.invalid(path.child("partition"), number, "must be between 0 and 255, inclusive")
  }

  private static func unit(_ number: Value, at path: FieldPath, _ findings: inout Findings) {
    findings.check(number.number, at: path.child("lun")) { NameRules.range($0, 0...255) }
  }

  /// The name of a driver: there, not too long, and a domain but for capitals.
  static func driverName(_ name: String, at path: FieldPath, _ findings: inout Findings) {
    if name.isEmpty { findings.required(path) }
    if name.utf8.count > 63 { findings.add(.tooLong(path, maximum: 63)) }
    for complaint in NameRules.dnsSubdomain(name.lowercased()) { findings.invalid(path, .string(name), complaint) }
  }

  private static func iscsi(_ source: Value, at path: FieldPath, _ findings: inout Findings) {
    let name = source["iqn"].text
    if !name.isEmpty { initiator(name, at: path.child("iqn"), &findings) }
    unit(source["lun"], at: path, &findings)
    let authenticates = source["chapAuthDiscovery"].isTrue || source["chapAuthSession"].isTrue
    if authenticates, source[.secretRef].isNull { findings.required(path.child("secretRef")) }
    if let name = source["initiatorName"].string { initiator(name, at: path.child("initiatorname"), &findings) }
  }

  private static func initiator(_ name: String, at path: FieldPath, _ findings: inout Findings) {
    if !["iqn", "eui", "naa"].contains(name.prefix(3)) {
      findings.invalid(path, .string(name), "must be valid format starting with iqn, eui, or naa")
    } else if !isInitiator(name) {
      findings.invalid(path, .string(name), "must be valid format")
    }
  }

  /// `iqn.YYYY-MM.AUTHORITY:NAME`, `eui.` with sixteen letters or digits, or `naa.` with 32.
  private static func isInitiator(_ name: String) -> Bool {
    let rest = name.dropFirst(4).utf8
    let isPlain = rest.allSatisfy(isLetterOrDigit)
    switch name.prefix(3) {
    case "eui": return isPlain && rest.count == 16
    case "naa": return isPlain && rest.count == 32
    default:
      guard name.dropFirst(3).first == ".", let colon = rest.firstIndex(of: UInt8(ascii: ":")) else { return false }
      let parts = rest[..<colon].split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
      let date = parts[0].split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
      let local = rest[rest.index(after: colon)...]
      return parts.count == 2 && !parts[1].isEmpty && date.map(\.count) == [4, 2]
        && date.allSatisfy { $0.allSatisfy { (48...57).contains($0) } }
        && parts[1].allSatisfy { isLetterOrDigit($0) || "-.".utf8.contains($0) }
        && !local.isEmpty && !local.contains { ",;*&$| \t\n\r".utf8.contains($0) }
    }
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte & ~32)
  }

  private static func fibreChannel(_ source: Value, at path: FieldPath, _ findings: inout Findings) {
    let targets = source["targetWWNs"].elements
    let identifiers = source["wwids"].elements
    let targetsPath = path.child("targetWWNs")
    if targets.isEmpty, identifiers.isEmpty {
      findings.required(targetsPath, "must specify either targetWWNs or wwids, but not both")
    }
    if targets.isEmpty { return }
    if !identifiers.isEmpty {
      findings.invalid(
        targetsPath, source["targetWWNs"], "targetWWNs and wwids can not be specified simultaneously")
    }
    if source["lun"].isNull {
      findings.required(path.child("lun"), "lun is required if targetWWNs is specified")
    } else {
      unit(source["lun"], at: path, &findings)
    }
  }

  private static func flocker(_ source: Value, at path: FieldPath, _ findings: inout Findings) {
    let name = source["datasetName"].text
    let uid = source["datasetUUID"].text
    if name.isEmpty, uid.isEmpty { findings.required(path, "one of datasetName and datasetUUID is required") }
    if !name.isEmpty, !uid.isEmpty {
      findings.invalid(path, "resource", "datasetName and datasetUUID can not be specified simultaneously")
    }
    if name.contains("/") { findings.invalid(path.child("datasetName"), .string(name), "must not contain '/'") }
  }

  private static func options(_ options: Value, at path: FieldPath, _ findings: inout Findings) {
    for (key, _) in options.fields {
      let parts = key.text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
      let domain = "." + (parts.first ?? "").lowercased()
      guard domain.hasSuffix(".kubernetes.io") || domain.hasSuffix(".k8s.io") else { continue }
      findings.invalid(
        path.key(key.text), .string(key.text), "kubernetes.io and k8s.io namespaces are reserved")
    }
  }

  private static func azureDisk(_ source: Value, at path: FieldPath, _ findings: inout Findings) {
    if let mode = source["cachingMode"].string {
      findings.among(["None", "ReadOnly", "ReadWrite"], mode, at: path.child("cachingMode"))
    }
    guard let kind = source[.kind].string else { return }
    findings.among(["Dedicated", "Managed", "Shared"], kind, at: path.child("kind"))
    let uri = source["diskURI"]
    if kind == "Managed", !uri.text.hasPrefix("/subscriptions/") {
      findings.notSupported(
        path.child("diskURI"), uri,
        ["/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}"])
    }
    if kind != "Managed", !uri.text.hasPrefix("https://") {
      findings.notSupported(
        path.child("diskURI"), uri, ["https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd"])
    }
  }
}
