// `--raw`: a path of the API instead of objects.

enum RawRequest {
  static func get(_ path: String, _ context: CommandContext) throws(CommandError) {
    throw .status(.unknownPath)
  }

  static func delete(_ path: String, _ line: CommandLine, _ context: CommandContext) throws(CommandError) {
    throw .text("paths of the API can't be written to yet")
  }
}
