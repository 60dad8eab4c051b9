// Lines that kubectl's own log writes to standard error, in klog's form.
import ClusterAPI
import SimCore

enum KlogLine {
  /// `W1121 08:15:43.921324       1 \(place)] ...`, with the cluster's time.
  static func warn(_ text: String, in context: CommandContext, at place: String = "helpers.go:704") {
    let stamp = context.api.now.rfc3339Micro
    let digits = stamp.filter { $0 != "-" && $0 != "T" && $0 != "Z" }
    context.errors.write("W\(digits.dropFirst(4).prefix(4)) \(digits.dropFirst(8))       1 \(place)] \(text)\n")
  }
}
