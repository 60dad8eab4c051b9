// Go's text/template with kubectl's functions: `-o go-template`.

/// Why a template can't be read or filled in, in Go's words.
public struct GoTemplateError: Error, Equatable, Sendable {
  public var message: String

  public init(_ message: String) { self.message = message }
}

/// A template that has been read.
public struct GoTemplate: Sendable {
  /// The name that messages give the template.
  public static let name = "output"

  let text: String
  /// The template itself, and those it defines.
  let templates: [String: [TemplateNode]]

  /// - Throws: `GoTemplateError` as `template: output:1: unclosed action`.
  public init(parsing text: String) throws(GoTemplateError) {
    self.text = text
    var parser = TemplateParser(text)
    templates = try parser.parse()
  }

  /// Fills the template in, up to its end or to the first error.
  /// - Parameter allowsMissingKeys: a field that is not there is no value rather than an error.
  /// - Returns: what was written, and what went wrong.
  public func fill(
    with value: Value, allowsMissingKeys: Bool = true
  ) -> (text: String, error: GoTemplateError?) {
    var evaluator = TemplateEvaluator(self, value, allowsMissingKeys: allowsMissingKeys)
    do throws(GoTemplateError) {
      try evaluator.run()
      return (evaluator.output, nil)
    } catch {
      return (evaluator.output, error)
    }
  }
}
