// How a change is reported: `statefulset.apps/web scaled`, or the object in the format that -o names.
import ClusterAPI
import KubeKinds
import KubeObjects
import KubePrinters

/// The reports of one command.
final class ChangeReport {
  private let context: CommandContext
  private let dryRun: DryRun
  private let output: String
  /// `nil` where changes are reported in a line.
  private var printer: (any ObjectPrinter)?
  private let printsEachAlone: Bool
  /// Whether owners of fields are shown.
  private let showsOwners: Bool
  /// What is wrong with the format, where that is said only when something is to be printed.
  private var refusal: CommandError?

  /// - Parameters:
  ///   - printsTypes: objects are of the types that kubectl has of its own, so that JSON has their fields in the order
  ///     of the types.
  ///   - printsEachAlone: every object has a printer of its own, so that nothing stands between YAML documents.
  /// - Throws: what is wrong with `-o`.
  init(
    _ line: CommandLine, _ context: CommandContext, dryRun: DryRun = .none, printsTypes: Bool = false,
    printsEachAlone: Bool = false
  ) throws(CommandError) {
    self.context = context
    self.dryRun = dryRun
    self.printsEachAlone = printsEachAlone
    showsOwners = line[PrintFlags.showManagedFields]
    output = line[PrintFlags.output]
    if !output.isEmpty || !line[PrintFlags.template].isEmpty {
      var request = line.formatRequest(in: context)
      if printsTypes, output.lowercased() == "json" {
        request.types = FormatRequest.Types(schema: context.api.schema, catalog: context.api.catalog)
      }
      printer = try line.printer(request)
    }
  }

  /// The reports of a command that finds out what is wrong with `-o` when it prints, after its work is done.
  init(lateFor line: CommandLine, _ context: CommandContext, dryRun: DryRun) {
    self.context = context
    self.dryRun = dryRun
    printsEachAlone = false
    showsOwners = line[PrintFlags.showManagedFields]
    output = line[PrintFlags.output]
    guard !output.isEmpty || !line[PrintFlags.template].isEmpty else { return }
    do throws(CommandError) { printer = try line.printer(line.formatRequest(in: context)) } catch {
      printer = NoPrinter()
      refusal = error
    }
  }

  /// Whether objects are printed instead of sentences, so that nothing else may go to standard output.
  var printsObjects: Bool { printer != nil && output.lowercased() != "name" }

  /// Reports that something was done with an object: `scaled`, `configured`.
  func report(_ verb: String, _ object: Value) throws(CommandError) {
    guard var printer else {
      return context.output.write("\(Self.name(object)) \(verb)\(dryRun.suffix)\n")
    }
    if let refusal { throw refusal }
    defer { if !printsEachAlone { self.printer = printer } }
    try context.print(withOwners(object), with: &printer)
  }

  private func withOwners(_ object: Value) -> Value {
    guard showsOwners, printsObjects,
      let kind = context.api.catalog.kind(apiVersion: object[.apiVersion].text, name: object[.kind].text)
    else { return object }
    return context.api.withOwners(object, kind)
  }

  /// Reports an object unless all are printed together at the end.
  func reportUnlessTogether(_ verb: String, _ object: Value) throws(CommandError) {
    if !printsObjects { try report(verb, object) }
  }

  /// Prints objects that were not reported one by one: one alone, several as a list.
  func reportTogether(_ objects: [Value]) throws(CommandError) {
    guard printsObjects, let first = objects.first else { return }
    if objects.count == 1 { return try report("", first) }
    if output.lowercased() == "json", refusal == nil { return try reportTypedList(objects) }
    try report("", ["apiVersion": "v1", "kind": "List", "metadata": [:], "items": .array(objects.map(withOwners))])
  }

  /// The list itself is of kubectl's own type, so that its fields come in the order of that; its objects are not.
  private func reportTypedList(_ objects: [Value]) throws(CommandError) {
    guard var printer else { return }
    var items: [String] = []
    for object in objects {
      var text = ""
      do throws(PrintError) { try printer.print(withOwners(object), to: &text) } catch { throw .text(error.message) }
      let lines = text.split(separator: "\n").map { "        \($0)" }
      items.append(lines.joined(separator: "\n"))
    }
    context.output.write(
      """
      {
          "kind": "List",
          "apiVersion": "v1",
          "metadata": {},
          "items": [
      \(items.joined(separator: ",\n"))
          ]
      }

      """)
  }

  /// `statefulset.apps/web`, from what the object says of itself.
  static func name(_ object: Value) -> String {
    let group = GroupVersion(object[.apiVersion].text).group
    let kind = object[.kind].text.lowercased()
    let name = object[.metadata][.name].text
    return (group.isEmpty ? kind : "\(kind).\(group)") + "/" + (name.isEmpty ? "<unknown>" : name)
  }
}

/// Stands where a format was named that there is none of.
private struct NoPrinter: ObjectPrinter {
  func print(_ object: Value, to text: inout String) {}
}
