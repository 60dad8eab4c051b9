// The environment of a container: values, and where those come from that are only known later.
import KubeKinds
import KubeObjects

struct EnvironmentDescription {
  let container: Value
  /// The pod the container runs in, `.null` in a template.
  let pod: Value

  func write(to out: inout DescribeText) {
    sources(&out)
    let variables = container["env"].elements
    out.line(2, variables.isEmpty ? "Environment:\t<none>" : "Environment:")
    for variable in variables { self.variable(variable, &out) }
  }

  private func sources(_ out: inout DescribeText) {
    let sources = container["envFrom"].elements
    if sources.isEmpty { return }
    out.line(2, "Environment Variables from:")
    for source in sources {
      let isMap = !source["configMapRef"].isNull
      let from = isMap ? source["configMapRef"] : source["secretRef"]
      let kind = isMap ? "ConfigMap" : source["secretRef"].isNull ? "" : "Secret"
      let prefix = source["prefix"].text
      let words = prefix.isEmpty ? kind : "\(kind) with prefix '\(prefix)'"
      out.row(3, from[.name].text, words, "Optional: \(from["optional"].isTrue)")
    }
  }

  private func variable(_ variable: Value, _ out: inout DescribeText) {
    let name = variable[.name].text
    let from = variable["valueFrom"]
    if from.isNull { return value(name, variable[.value].text, &out) }
    if !from["fieldRef"].isNull {
      let field = from["fieldRef"]
      let path = field[.fieldPath].text
      let version = field[.apiVersion].text
      out.field(3, name, "\(PodFieldText.value(of: path, in: pod)) (\(version):\(path))")
    } else if !from["resourceFieldRef"].isNull {
      out.field(3, name, resource(from["resourceFieldRef"]))
    } else if !from["secretKeyRef"].isNull {
      reference(name, from["secretKeyRef"], "in secret", &out)
    } else if !from["configMapKeyRef"].isNull {
      reference(name, from["configMapKeyRef"], "of config map", &out)
    }
  }

  private func value(_ name: String, _ text: String, _ out: inout DescribeText) {
    for (index, line) in text.lineParts.enumerated() {
      index == 0 ? out.field(3, name, line) : out.line(3, "\t\(line)")
    }
  }

  private func reference(_ name: String, _ from: Value, _ where: String, _ out: inout DescribeText) {
    let source = "<set to the key '\(from[.key].text)' \(`where`) '\(from[.name].text)'>"
    out.row(3, "\(name):", source, "Optional: \(from["optional"].isTrue)")
  }

  private func resource(_ reference: Value) -> String {
    let resource = reference["resource"].text
    var amount = ContainerResource.value(of: reference, in: container)
    if amount == "0", resource == "limits.cpu" || resource == "limits.memory" { amount = "node allocatable" }
    return "\(amount) (\(resource))"
  }
}

/// The fields of a pod that a description can show in an environment.
enum PodFieldText {
  /// The value of a field path. kubectl knows two of them; of all others it shows nothing.
  static func value(of path: String, in pod: Value) -> String {
    switch path {
    case "metadata.name": pod[.metadata][.name].text
    case "metadata.namespace": pod[.metadata][.namespace].text
    default: ""
    }
  }
}
