// The text in an editor: its head, and what of it counts.
import KubeObjects

/// What is said above the object in the editor.
struct EditHeader {
  /// Why the file is opened again.
  struct Reason {
    var head: String
    var details: [String] = []
  }

  var reasons: [Reason] = []

  static let plain = """
    # Please edit the object below. Lines beginning with a '#' will be ignored,
    # and an empty file will abort the edit. If an error occurs while saving this file will be
    # reopened with the relevant failures.
    #

    """
  static let lastApplied = """
    # Please edit the 'last-applied-configuration' annotations below.
    # Lines beginning with a '#' will be ignored, and an empty file will abort the edit.
    #

    """

  func text(_ beginning: String) -> String {
    beginning
      + reasons.map { reason in
        "# \(Self.commented(reason.head))\(reason.details.isEmpty ? "" : ":")\n"
          + reason.details.map { "# * \(Self.commented($0))\n" }.joined() + "#\n"
      }.joined()
  }

  /// Lines after the first are comments, too.
  private static func commented(_ text: String) -> String {
    var result = ""
    var rest = text[...]
    while let letter = rest.popFirst() {
      result.append(letter)
      if letter == "\n", let next = rest.first, next != "#" { result += "# " }
    }
    return result
  }
}

/// What was written in an editor.
struct EditedText: Equatable {
  let text: String

  /// Without lines of comments.
  var withoutComments: String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last?.isEmpty ?? false { lines.removeLast() }
    return lines.filter { $0.first { !$0.isWhitespace } != "#" }.map { $0 + "\n" }.joined()
  }

  /// What the text means, so that spelling is no change: the JSON of its YAML; where it can't be read, its lines.
  var meaning: String {
    do throws(YAMLError) {
      return JSONWriter.write(try YAMLReader.read(bytes: Array(text.utf8)))
    } catch {
      return withoutComments
    }
  }

  /// Whether there is anything but comments.
  var hasLines: Bool { withoutComments.contains { !$0.isWhitespace } }

  /// What is wrong with the text as a manifest at all, before any object of it is looked at.
  var fault: String? {
    let value: Value
    do throws(YAMLError) { value = try YAMLReader.read(bytes: Array(text.utf8)) } catch { return error.message }
    return ManifestDecoder.headerFault(value)
  }
}
