// What a pod may not say of itself when it says which operating system it is for (`validateLinux`, `validateWindows`).
import KubeObjects

enum SystemValidation {
  static func check(_ spec: Value, at path: FieldPath, _ findings: inout Findings) {
    let name = spec["os"][.name].text
    switch name {
    case "": findings.required(path.child("os").child("name"), "cannot be empty")
    case "linux": linux(spec, at: path, &findings)
    case "windows": windows(spec, at: path, &findings)
    default: findings.notSupported(path.child("os"), .string(name), ["linux", "windows"])
    }
  }

  private static func linux(_ spec: Value, at path: FieldPath, _ findings: inout Findings) {
    for (context, path) in contexts(of: spec, at: path) where !context["windowsOptions"].isNull {
      findings.forbidden(path.child("windowsOptions"), "windows options cannot be set for a linux pod")
    }
  }

  private static let foreign = "cannot be set for a windows pod"

  /// What of a pod means something to Linux only; the fields that stand beside `securityContext` begin with a dot.
  private static let ofPods = [
    "appArmorProfile", "seLinuxOptions", ".hostUsers", ".hostPID", ".hostIPC", "seccompProfile", "fsGroup",
    "fsGroupChangePolicy", "sysctls", ".shareProcessNamespace", "runAsUser", "runAsGroup", "supplementalGroups",
    "supplementalGroupsPolicy", "seLinuxChangePolicy",
  ]

  private static let ofContainers = [
    "appArmorProfile", "seLinuxOptions", "seccompProfile", "capabilities", "readOnlyRootFilesystem", "privileged",
    "allowPrivilegeEscalation", "procMount", "runAsUser", "runAsGroup",
  ]

  private static func windows(_ spec: Value, at path: FieldPath, _ findings: inout Findings) {
    for name in ofPods {
      let isBeside = name.hasPrefix(".")
      let holder = isBeside ? spec : spec[.securityContext]
      let key = Key(isBeside ? name.dropFirst() : name[...])
      if holder[key].isNull || (key.text.hasPrefix("hostPID") || key.text.hasPrefix("hostIPC")) && !holder[key].isTrue {
        continue
      }
      findings.forbidden((isBeside ? path : path.child("securityContext")).child(key.text), foreign)
    }
    for (context, path) in contexts(of: spec, at: path).dropFirst() {
      for name in ofContainers where !context[Key(name)].isNull { findings.forbidden(path.child(name), foreign) }
    }
  }

  /// The security settings of the pod, then those of each container.
  private static func contexts(of spec: Value, at path: FieldPath) -> [(Value, FieldPath)] {
    let ofContainers = [Key.initContainers, .containers, .ephemeralContainers].flatMap { list in
      spec[list].elements.enumerated().map { index, container in
        (container[.securityContext], path.child(list.text).index(index).child("securityContext"))
      }
    }
    return [(spec[.securityContext], path.child("securityContext"))] + ofContainers
  }
}
