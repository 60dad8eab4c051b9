// `-o jsonpath`, `-o jsonpath-as-json`, `-o jsonpath-file`
import KubeObjects

/// Prints what a jsonpath template finds.
struct JSONPathPrinter: ObjectPrinter {
  private let template: String
  private let path: JSONPath
  private let isJSON: Bool
  private let allowsMissingKeys: Bool

  /// - Throws: when there is no template, when its file can't be read, when it is wrong.
  init(_ name: String, _ template: String, _ request: FormatRequest) throws(PrintError) {
    self.template = try TemplateText.read(template, isFile: name == "jsonpath-file", request)
    isJSON = name == "jsonpath-as-json"
    allowsMissingKeys = request.allowsMissingKeys
    do throws(JSONPathError) {
      path = try JSONPath(parsing: self.template)
    } catch {
      throw PrintError("error parsing jsonpath \(self.template), \(error.message)")
    }
  }

  func print(_ object: Value, to text: inout String) throws(PrintError) {
    do throws(JSONPathError) {
      text +=
        isJSON
        ? try path.json(of: object, allowsMissingKeys: allowsMissingKeys)
        : try path.text(of: object, allowsMissingKeys: allowsMissingKeys)
    } catch {
      throw PrintError(
        "error executing jsonpath \(GoText.quoted(template)): Error executing template: \(error.message). "
          + "Printing more information for debugging the template:\n\ttemplate was:\n\t\t\(template)\n"
          + "\tobject given to jsonpath engine was:\n\t\t\(GoSyntax.text(object))\n\n\n")
    }
  }
}

/// The template that a format was given.
enum TemplateText {
  static func read(_ template: String, isFile: Bool, _ request: FormatRequest) throws(PrintError) -> String {
    if template.isEmpty { throw PrintError("template format specified but no template given") }
    if !isFile { return template }
    switch request.readFile(template) {
    case .success(let bytes): return String(decoding: bytes, as: UTF8.self)
    case .failure(let error): throw PrintError("error reading --template \(template), \(error.message)\n")
    }
  }
}
