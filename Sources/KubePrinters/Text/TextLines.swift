// Lines of a text, by bytes: to Swift a carriage return with a line feed is one character, to Go and kubectl two.

extension String {
  /// The parts between line feeds; a text without any is one.
  var lineParts: [String] {
    utf8.split(separator: 10, omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) }
  }

  var hasSeveralLines: Bool { utf8.contains(10) }

  /// Without the line feed at its end, if there is one.
  var withoutFinalLineFeed: String {
    utf8.last == 10 ? String(decoding: utf8.dropLast(), as: UTF8.self) : self
  }
}
