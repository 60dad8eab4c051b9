// `kubectl apply view-last-applied`
import ClusterAPI
import KubeKinds
import KubeObjects

enum ViewLastApplied {
  static let output = Flag(text: "output", "o", default: "yaml", help: "Output format. One of: (yaml, json).")
    .completing(.choices(["json", "yaml"]))

  static let command = Command(
    "view-last-applied", usage: "(TYPE [NAME | -l label] | TYPE/NAME | -f FILENAME)",
    CommandHelp(
      "Print what was applied last",
      "Prints the configuration that `kubectl apply` kept in an annotation of each object.",
      examples: [
        Example("What was applied of a set", "kubectl apply view-last-applied sts/web"),
        Example("The same of an object of a file, as JSON", "kubectl apply view-last-applied -f web.yaml -o json"),
      ]),
    flags: [output, SelectionFlags.all, SelectionFlags.selector] + FileFlags.all, arguments: .resource
  ) { line, context in
    var builder = ResourceBuilder(line, context)
    builder.arguments = line.arguments
    builder.labelSelector = line[SelectionFlags.selector]
    builder.selectsAll = line[SelectionFlags.all]
    builder.fetchesLatest = true
    var found: [String] = []
    try builder.visit { info in
      if let text = LastApplied.text(in: info.object ?? .null) { return found.append(text) }
      if info.source.isEmpty { return }
      throw CommandError.text(
        "error when no last-applied-configuration annotation found on resource: \(info.name)\n "
          + "\(GoText.quoted(info.source)): <nil>")
    }
    for text in found { context.output.write(try shown(text, line)) }
  }

  private static func shown(_ text: String, _ line: CommandLine) throws -> String {
    let value: Value
    do throws(JSONError) { value = try JSONReader.read(text) } catch { throw CommandError.text(error.message) }
    switch line[output] {
    case "yaml": return YAMLWriter.write(value)
    case "json": return indented(JSONWriter.write(value, .indented)) + (text.hasSuffix("\n") ? "\n" : "")
    default:
      throw line.usageError(
        "Unexpected -o output mode: \(line[output]), the flag 'output' must be one of yaml|json")
    }
  }

  /// With two spaces a level, where kubectl's other JSON has four.
  private static func indented(_ json: String) -> String {
    let lines: [Substring] = json.split(separator: "\n" as Character, omittingEmptySubsequences: false)
    return lines.map { line in
      let spaces = line.prefix { $0 == " " }.count
      return String(repeating: " ", count: spaces / 2) + line.dropFirst(spaces)
    }.joined(separator: "\n")
  }
}
