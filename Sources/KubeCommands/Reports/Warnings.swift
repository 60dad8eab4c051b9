// What the server warns of although it accepted a write.

extension CommandContext {
  /// `Warning: ...` on standard error, each text once a write.
  func warn(_ warnings: [String]) {
    for warning in warnings { errors.write("Warning: \(warning)\n") }
  }
}
