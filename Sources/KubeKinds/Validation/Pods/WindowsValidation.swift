// What is wrong with the settings of pods and containers of Windows (`validateWindowsSecurityContextOptions`,
// `validateWindowsHostProcessPod`).
import KubeObjects

enum WindowsValidation {
  /// The options of a pod or a container.
  static func options(_ options: Value, at path: FieldPath, _ findings: inout Findings) {
    if options.isNull { return }
    if let name = options["gmsaCredentialSpecName"].string {
      findings.check(name, at: path.child("gmsaCredentialSpecName"), NameRules.dnsSubdomain)
    }
    if let text = options["gmsaCredentialSpec"].string {
      if text.isEmpty {
        findings.invalid(
          path.child("gmsaCredentialSpec"), .string(text), "gmsaCredentialSpec cannot be an empty string")
      } else if text.utf8.count > 64 * 1024 {
        findings.invalid(
          path.child("gmsaCredentialSpec"), .string(text), "gmsaCredentialSpec size must be under 64 KiB")
      }
    }
    if let name = options["runAsUserName"].string {
      for fault in faults(ofUser: name) {
        findings.invalid(path.child("runAsUserName"), .string(name), "runAsUserName" + fault)
      }
    }
  }

  private static func faults(ofUser text: String) -> [String] {
    if text.isEmpty { return [" cannot be an empty string"] }
    if text.utf8.contains(where: { $0 < 32 || $0 == 127 }) {
      return [" cannot contain control characters"]
    }
    let parts = text.split(separator: "\\", omittingEmptySubsequences: false).map(String.init)
    if parts.count > 2 { return [" cannot contain more than one backslash"] }
    return (parts.count == 2 ? faults(ofDomain: parts[0]) : []) + faults(ofName: parts[parts.count - 1])
  }

  private static func faults(ofDomain domain: String) -> [String] {
    var faults: [String] = []
    if domain.utf8.count >= 256 { faults.append("'s Domain length must be under 256 characters") }
    if !isNetBIOS(domain), !isDNS(domain) {
      faults.append("'s Domain doesn't match the NetBios nor the DNS format")
    }
    return faults
  }

  /// At most fifteen characters, none of them special, and the first one no dot.
  private static func isNetBIOS(_ domain: String) -> Bool {
    let scalars = domain.unicodeScalars
    return (1...15).contains(scalars.count) && scalars.first != "."
      && !scalars.contains { #"\/:*?"<>|"#.unicodeScalars.contains($0) }
  }

  private static func isDNS(_ domain: String) -> Bool {
    domain.utf8.allSatisfy { $0 < 128 }
      && domain.split(separator: ".", omittingEmptySubsequences: false).allSatisfy {
        NameRules.dnsLabel($0.lowercased()).isEmpty
      }
  }

  private static func faults(ofName name: String) -> [String] {
    var faults: [String] = []
    if name.isEmpty {
      faults.append("'s User cannot be empty")
    } else if name.utf8.count > 104 {
      faults.append("'s User length must not be longer than 104 characters")
    }
    if !name.isEmpty, name.utf8.allSatisfy({ $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: " ") }) {
      faults.append("'s User cannot contain only periods or spaces")
    }
    if name.utf8.contains(where: { #""/\:;|=,+*?<>@[]"#.utf8.contains($0) }) {
      faults.append(#"'s User cannot contain the following characters: "/\:;|=,+*?<>@[]"#)
    }
    return faults
  }

  /// Containers that are processes of their node: all of a pod or none, and with its network.
  static func hostProcesses(_ spec: Value, at path: FieldPath, _ findings: inout Findings) {
    let common = spec[.securityContext]["windowsOptions"]["hostProcess"].bool
    var (count, processes) = (0, 0)
    for list in [Key.initContainers, .containers, .ephemeralContainers] {
      for (index, container) in spec[list].elements.enumerated() {
        count += 1
        let own = container[.securityContext]["windowsOptions"]["hostProcess"].bool
        if let own, let common, own != common {
          let place = path.child(list.text).index(index).child("securityContext").child("windowsOptions")
          findings.invalid(
            place.child("hostProcess"), .bool(own),
            "pod hostProcess value must be identical if both are specified, was \(common)")
        }
        if own ?? common ?? false { processes += 1 }
      }
    }
    if processes == 0 { return }
    if processes != count {
      findings.invalid(
        path, "", "If pod contains any hostProcess containers then all containers must be HostProcess containers")
    }
    if !spec[.hostNetwork].isTrue {
      findings.invalid(
        path.child("hostNetwork"), false, "hostNetwork must be true if pod contains any hostProcess containers")
    }
  }
}
