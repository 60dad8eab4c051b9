// How a change is reported: `statefulset.apps/web scaled`, or the object in the format that -o names.
import KubeKinds
import KubeObjects

/// The reports of one command.
final class ChangeReport {
  private let context: CommandContext
  private let dryRun: DryRun
  private let output: String

  init(_ line: CommandLine, _ context: CommandContext, dryRun: DryRun = .none) throws {
    self.context = context
    self.dryRun = dryRun
    output = line[PrintFlags.output]
  }

  /// Whether objects are printed instead of sentences, so that nothing else may go to standard output.
  var printsObjects: Bool { !output.isEmpty && output != "name" }

  /// Reports that something was done with an object: `scaled`, `configured`.
  func report(_ verb: String, _ object: Value) throws {
    switch output {
    case "": context.output.write("\(Self.name(object)) \(verb)\(dryRun.suffix)\n")
    case "name": context.output.write("\(Self.name(object))\n")
    default: break
    }
  }

  /// Reports an object unless all are printed together at the end.
  func reportUnlessTogether(_ verb: String, _ object: Value) throws {
    if !printsObjects { try report(verb, object) }
  }

  /// Prints objects that were not reported one by one: one alone, several as a list.
  func reportTogether(_ objects: [Value]) throws {
    guard printsObjects, let first = objects.first else { return }
    if objects.count == 1 { return try report("", first) }
    try report("", ["apiVersion": "v1", "kind": "List", "metadata": [:], "items": .array(objects)])
  }

  /// `statefulset.apps/web`, from what the object says of itself.
  static func name(_ object: Value) -> String {
    let group = GroupVersion(object[.apiVersion].text).group
    let kind = object[.kind].text.lowercased()
    let name = object[.metadata][.name].text
    return (group.isEmpty ? kind : "\(kind).\(group)") + "/" + (name.isEmpty ? "<unknown>" : name)
  }
}
