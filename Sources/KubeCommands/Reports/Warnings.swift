// What the server warns of although it did as asked.

extension CommandContext {
  /// `Warning: ...` on standard error, each text once a command.
  func warn(_ warnings: [String]) {
    for warning in warnings where givenWarnings.insert(warning).inserted { errors.write("Warning: \(warning)\n") }
  }
}
