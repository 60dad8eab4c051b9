// The output formats, a line each, in the order in which kubectl tries them.
import KubeObjects

/// A format: its names, and how its printer is made.
struct Format: Sendable {
  /// How the name in `-o` is compared.
  enum Form: Sendable {
    /// `-o json`, in any case.
    case word
    /// `-o jsonpath=TEMPLATE`, or `-o jsonpath` with `--template`.
    case template
  }

  let names: [String]
  let form: Form
  /// Makes a printer; `template` is what follows the name.
  let make: @Sendable (_ name: String, _ template: String, FormatRequest) throws(PrintError) -> any ObjectPrinter
}

public enum FormatCatalog {
  private static let rows: [Format] = [
    Format(names: ["json"], form: .word) { _, _, request throws(PrintError) in
      JSONPrinter(showsManagedFields: request.showsManagedFields, types: request.types)
    },
    Format(names: ["yaml"], form: .word) { _, _, request throws(PrintError) in
      YAMLPrinter(showsManagedFields: request.showsManagedFields)
    },
    Format(names: ["kyaml"], form: .word) { _, _, request throws(PrintError) in
      KYAMLPrinter(showsManagedFields: request.showsManagedFields, types: request.types)
    },
    Format(names: ["jsonpath", "jsonpath-as-json", "jsonpath-file"], form: .template) {
      name, template, request throws(PrintError) in try JSONPathPrinter(name, template, request)
    },
    Format(names: ["custom-columns", "custom-columns-file"], form: .template) {
      name, template, request throws(PrintError) in try CustomColumnsPrinter(name, template, request)
    },
    Format(names: ["name"], form: .word) { _, _, _ throws(PrintError) in NamePrinter() },
    Format(names: GoTemplatePrinter.names, form: .template) {
      name, template, request throws(PrintError) in try GoTemplatePrinter(name, template, request)
    },
  ]

  /// The printer that `-o` asks for.
  /// - Parameter allowed: the formats of the command, for the refusal of any other.
  public static func printer(
    for request: FormatRequest, allowed: [String]
  ) throws(PrintError) -> any ObjectPrinter {
    let output = request.output.isEmpty && !request.template.isEmpty ? "go-template" : request.output
    for row in rows {
      guard let (name, template) = match(row, output, request.template), allowed.contains(name) else { continue }
      return try row.make(name, template, request)
    }
    throw unknown(output, allowed)
  }

  /// The refusal of a format that a command does not have.
  public static func unknown(_ output: String, _ allowed: [String]) -> PrintError {
    PrintError(
      "unable to match a printer suitable for the output format \(GoText.quoted(output)), allowed formats are: "
        + allowed.joined(separator: ","))
  }

  private static func match(_ row: Format, _ output: String, _ template: String) -> (name: String, template: String)? {
    if row.form == .word { return row.names.first { $0 == output.lowercased() }.map { ($0, "") } }
    if row.names.contains(output) { return (output, template) }
    guard template.isEmpty, let equals = output.firstIndex(of: "=") else { return nil }
    let name = String(output[..<equals])
    return row.names.contains(name) ? (name, String(output[output.index(after: equals)...])) : nil
  }
}
