// What `/version` answers.
import KubeObjects

public enum ServerVersion {
  /// What `/version` answers, indented whoever asks, and without a line break at the end (`WriteRawJSON` of
  /// k8s.io/apiserver).
  public static func answer(_ version: String) -> String {
    let document = document(version)
    let lines = fieldOrder.filter { !document[Key($0)].isNull }
      .map { "  \"\($0)\": \(JSONWriter.write(document[Key($0)]))" }
    return "{\n\(lines.joined(separator: ",\n"))\n}"
  }

  /// The fields in the order of Go's struct.
  public static let fieldOrder = [
    "major", "minor", "emulationMajor", "emulationMinor", "minCompatibilityMajor", "minCompatibilityMinor",
    "gitVersion", "gitCommit", "gitTreeState", "buildDate", "goVersion", "compiler", "platform",
  ]

  /// The version of a server, or of a client, which says less of itself.
  public static func document(_ version: String, ofServer: Bool = true) -> Value {
    let numbers = version.drop { $0 == "v" }.split(separator: ".").map(String.init)
    var info: Value = [
      "major": .string(numbers.first ?? ""), "minor": .string(numbers.count > 1 ? numbers[1] : ""),
      "gitVersion": .string(version), "gitCommit": "0000000000000000000000000000000000000000",
      "gitTreeState": "clean", "buildDate": "2026-01-01T00:00:00Z", "goVersion": "go1.26.4", "compiler": "gc",
      "platform": "linux/amd64",
    ]
    if ofServer {
      info["emulationMajor"] = info["major"]
      info["emulationMinor"] = info["minor"]
      info["minCompatibilityMajor"] = info["major"]
      info["minCompatibilityMinor"] = .string(Int(info["minor"].text).map { String($0 - 1) } ?? "")
    }
    return info
  }
}
