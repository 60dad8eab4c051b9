// Lines that kubectl's own log writes to standard error, in klog's form.
import ClusterAPI
import SimCore

enum KlogLine {
  /// `W1121 08:15:43.921324       1 helpers.go:704] ...`, with the cluster's time.
  static func warn(_ text: String, in context: CommandContext) {
    let stamp = context.api.now.rfc3339Micro
    let digits = stamp.filter { $0 != "-" && $0 != "T" && $0 != "Z" }
    context.errors.write("W\(digits.dropFirst(4).prefix(4)) \(digits.dropFirst(8))       1 helpers.go:704] \(text)\n")
  }
}
