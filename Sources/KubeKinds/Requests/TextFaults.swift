// What strict readers complain of in a text that can be read: keys that stand twice.

/// The complaints of readers of YAML come as one text with a line for each.
public enum TextFaults {
  private static let start = "yaml: unmarshal errors:\n"

  /// All complaints about a document of YAML as one; nothing where there are none.
  public static func ofYAML(_ complaints: [String]) -> [String] {
    complaints.isEmpty ? [] : [start + complaints.map { "  \($0)" }.joined(separator: "\n")]
  }

  /// A complaint as warnings: each line of YAML is one (`parseYAMLWarnings` of k8s.io/apiserver).
  public static func warnings(of fault: String) -> [String] {
    guard fault.hasPrefix(start) else { return [fault] }
    return fault.dropFirst(start.count).split(separator: "\n").map { String($0.drop { $0 == " " }) }
  }
}
