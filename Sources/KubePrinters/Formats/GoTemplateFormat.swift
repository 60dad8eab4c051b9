// `-o go-template`, `-o go-template-file` and their other names
import KubeObjects

/// Prints what a Go template makes of objects.
struct GoTemplatePrinter: ObjectPrinter {
  static let names = ["go-template", "go-template-file", "template", "templatefile", "template-file"]

  private let text: String
  private let template: GoTemplate
  private let allowsMissingKeys: Bool

  /// - Throws: when there is no template, when its file can't be read, when it is wrong.
  init(_ name: String, _ template: String, _ request: FormatRequest) throws(PrintError) {
    text = try request.templateText(template, isFile: name.hasSuffix("file"))
    allowsMissingKeys = request.allowsMissingKeys
    do throws(GoTemplateError) {
      self.template = try GoTemplate(parsing: text)
    } catch {
      throw PrintError("error parsing template \(text), \(error.message)")
    }
  }

  /// What was written before an error stays, and what helps to find the error is written behind it.
  func print(_ object: Value, to output: inout String) throws(PrintError) {
    let (written, error) = template.fill(with: object, allowsMissingKeys: allowsMissingKeys)
    output += written
    guard let error else { return }
    output +=
      "Error executing template: \(error.message). Printing more information for debugging the template:\n"
      + "\ttemplate was:\n\t\t\(text)\n\traw data was:\n\t\t\(JSONWriter.write(object))\n"
      + "\tobject given to template engine was:\n\t\t\(GoText.sprint(object))\n\n"
    throw PrintError("error executing template \(GoText.quoted(text)): \(error.message)")
  }
}
