// Lines that kubectl's own log writes to standard error, in klog's form.
import ClusterAPI
import KubeObjects
import SimCore

enum KlogLine {
  /// `W1121 08:15:43.921324       1 \(place)] ...`, with the cluster's time.
  static func warn(_ text: String, in context: CommandContext, at place: String = "helpers.go:704") {
    write("W", text, in: context, at: place)
  }

  /// A line that a library wrote to Go's own log.
  static func note(_ text: String, in context: CommandContext) { write("I", text, in: context, at: "log.go:245") }

  /// The last line of a program that its log ends.
  static func fatal(_ text: String, in context: CommandContext, at place: String) -> CommandError {
    write("F", text, in: context, at: place)
    return .exit(ExitStatus.failure)
  }

  /// How a command ends that leaves its failure to the program around it.
  static func failure(_ text: String, in context: CommandContext) {
    let lines = text.split(separator: "\n" as Character, omittingEmptySubsequences: false)
    let shown =
      lines.count < 2 ? GoText.quoted(text) : "<\n\(lines.map { "\t\($0)\n" }.joined()) >"
    write("E", "\"command failed\" err=\(shown)", in: context, at: "run.go:72")
  }

  private static func write(_ severity: String, _ text: String, in context: CommandContext, at place: String) {
    let stamp = context.api.now.rfc3339Micro
    let digits = stamp.filter { $0 != "-" && $0 != "T" && $0 != "Z" }
    context.errors.write(
      "\(severity)\(digits.dropFirst(4).prefix(4)) \(digits.dropFirst(8))       1 \(place)] \(text)\n")
  }
}
