// From the flags about printing to what a format needs.
import KubeObjects
import KubePrinters

extension CommandLine {
  /// What `-o` and the flags around it ask for.
  func formatRequest(in context: CommandContext) -> FormatRequest {
    var request = FormatRequest(output: self[PrintFlags.output]) { path in
      do throws(FileError) {
        return .success(try context.files.read(path))
      } catch {
        return .failure(PrintError("open \(path): \(error.reason)"))
      }
    }
    request.template = self[PrintFlags.template]
    request.allowsMissingKeys = self[PrintFlags.allowMissingKeys]
    request.showsManagedFields = self[PrintFlags.showManagedFields]
    return request
  }

  /// The printer that `-o` asks for. - Parameter allowed: the formats the command has.
  func printer(
    _ request: FormatRequest, allowed: [String] = PrintFlags.objectFormats
  ) throws(CommandError) -> any ObjectPrinter {
    do throws(PrintError) {
      return try FormatCatalog.printer(for: request, allowed: allowed)
    } catch {
      throw .text(error.message)
    }
  }
}

extension CommandContext {
  /// Prints an object; what was written before a failure stays written.
  func print(_ object: Value, with printer: inout any ObjectPrinter) throws(CommandError) {
    var text = ""
    defer { output.write(text) }
    do throws(PrintError) {
      try printer.print(object, to: &text)
    } catch {
      throw .text(error.message)
    }
  }
}
