// `-o jsonpath`, `-o jsonpath-as-json` and `-o jsonpath-file`
import KubeObjects

/// Fills a jsonpath template in.
struct JSONPathPrinter: ObjectPrinter {
  private let template: String
  private let path: JSONPath
  private let printsJSON: Bool
  private let allowsMissingKeys: Bool

  /// - Parameter name: the format's name, which says whether the template is in a file.
  init(_ name: String, _ template: String, _ request: FormatRequest) throws(PrintError) {
    self.template = try request.templateText(template, isFile: name == "jsonpath-file")
    do throws(JSONPathError) {
      path = try JSONPath(parsing: self.template)
    } catch {
      throw PrintError("error parsing jsonpath \(self.template), \(error.message)\n")
    }
    printsJSON = name == "jsonpath-as-json"
    allowsMissingKeys = request.allowsMissingKeys
  }

  func print(_ object: Value, to text: inout String) throws(PrintError) {
    do throws(JSONPathError) {
      text +=
        printsJSON
        ? try path.json(of: object, allowsMissingKeys: allowsMissingKeys)
        : try path.text(of: object, allowsMissingKeys: allowsMissingKeys)
    } catch {
      throw failure(error, object)
    }
  }

  private func failure(_ error: JSONPathError, _ object: Value) -> PrintError {
    PrintError(
      "error executing jsonpath \(GoText.quoted(template)): Error executing template: \(error.message). "
        + "Printing more information for debugging the template:\n\ttemplate was:\n\t\t\(template)\n"
        + "\tobject given to jsonpath engine was:\n\t\t\(GoSyntax.text(object))\n\n\n")
  }
}

extension FormatRequest {
  /// The template that was given, or that is in the file that was.
  func templateText(_ template: String, isFile: Bool) throws(PrintError) -> String {
    if template.isEmpty { throw PrintError("template format specified but no template given") }
    if !isFile { return template }
    switch readFile(template) {
    case .success(let bytes): return String(decoding: bytes, as: UTF8.self)
    case .failure(let error): throw PrintError("error reading --template \(template), \(error.message)\n")
    }
  }
}
