// Lines, functions and files stay small.
import StsctlTesting
import Testing

enum SizeChecks {
  static let lineLimit = 120
  static let functionLimit = 70
  static let fileLimit = 400

  static func longLines(_ file: TreeFile) -> [Complaint] {
    file.lines.enumerated().filter { $0.element.utf8.count > lineLimit && $0.element.count > lineLimit }
      .map { Complaint(file, line: $0.offset + 1, "\($0.element.count) columns; \(lineLimit) are allowed") }
  }

  private static let gaps = Pattern(#"(?<=\S) {2,}| {30,}| +$"#, isMultiline: true)

  /// Tests with the texts in them taken out: recorded output and objects keep their width.
  static func withoutTexts(_ file: TreeFile) -> TreeFile {
    TreeFile(path: file.path, text: gaps.replace(in: file.text, with: " "))
  }

  static func longFile(_ file: TreeFile) -> [Complaint] {
    let count = file.lines.count - (file.text.hasSuffix("\n") ? 1 : 0)
    return count > fileLimit ? [Complaint(file, "\(count) lines; \(fileLimit) are allowed")] : []
  }

  static func longFunctions(_ file: TreeFile) -> [Complaint] {
    functions(file).filter { $0.length > functionLimit }.map { function in
      Complaint(file, line: function.line, "a function of \(function.length) lines; \(functionLimit) are allowed")
    }
  }

  private static let beginning = Pattern(#"\b(func|init|deinit|subscript)\b[^=\n]*[({<]"#)

  /// Where functions begin in blanked code and how many lines they have, brackets included.
  static func functions(_ file: TreeFile) -> [(line: Int, length: Int)] {
    var functions: [(line: Int, length: Int)] = []
    var open: [(line: Int, depth: Int)] = []
    var announced: Int?
    var depth = 0
    let beginnings = Set(beginning.lines(in: file.text))
    for (index, line) in file.text.utf8.split(separator: .newline, omittingEmptySubsequences: false).enumerated() {
      if announced == nil, beginnings.contains(index + 1) { announced = index + 1 }
      for character in line where character == .opening || character == .closing {
        if character == .closing {
          depth -= 1
          if let last = open.last, last.depth == depth {
            functions.append((last.line, index + 2 - last.line))
            open.removeLast()
          }
        } else {
          if let start = announced { open.append((start, depth)) }
          announced = nil
          depth += 1
        }
      }
    }
    return functions
  }
}

extension UInt8 {
  fileprivate static let newline = UInt8(ascii: "\n")
  fileprivate static let opening = UInt8(ascii: "{")
  fileprivate static let closing = UInt8(ascii: "}")
}

@Suite struct SizeTests {
  @Test func linesAreShort() {
    let complaints = (Tree.sources + Tree.testCode.map(SizeChecks.withoutTexts)).flatMap(SizeChecks.longLines)
    expectNone(complaints)
  }

  @Test func filesAreShort() {
    let complaints = (Tree.sources + Tree.tests).flatMap(SizeChecks.longFile)
    expectNone(complaints)
  }

  @Test func functionsAreShort() {
    let complaints = (Tree.code + Tree.testCode).flatMap(SizeChecks.longFunctions)
    expectNone(complaints)
    let lengths = Tree.code.flatMap(SizeChecks.functions).map(\.length).sorted()
    #expect(lengths.count > 500)
    #expect(lengths[lengths.count / 2] < 10, "most functions have fewer than ten lines")
  }

  @Test func canary() {
    let long = String(repeating: "x", count: 121)
    let body = String(repeating: "  work(\"{\")  // {\n", count: 69)
    let text = BlankedCode.blank("\(long)\nfunc a() {\n\(body)}\ninit() {\n\(body)\n}\n")
    let file = TreeFile(path: "Sources/A/B.swift", text: text)
    #expect(SizeChecks.longLines(file).map(\.place) == ["Sources/A/B.swift:1"])
    #expect(SizeChecks.functions(file).map(\.length) == [71, 72])
    #expect(SizeChecks.longFunctions(file).count == 2)
    #expect(SizeChecks.longFile(file) == [])
    let tall = TreeFile(path: "Sources/A/B.swift", text: String(repeating: "\n", count: 401))
    #expect(SizeChecks.longFile(tall).count == 1)
  }

  @Test func blankingKeepsCodeAndLines() {
    let text = "let a = \"x\\(f(\"y\") + 1)z\" // c\n/* {\n*/ let b = #\"\\(q)\"#; let c = \"\"\"\n  {\n  \"\"\"\nend"
    let blanked = BlankedCode.blank(text)
    #expect(blanked.split(separator: "\n", omittingEmptySubsequences: false).count == 6)
    #expect(!blanked.contains("{") && !blanked.contains("x") && !blanked.contains("q") && !blanked.contains("y"))
    #expect(blanked.contains("f(") && blanked.contains("+ 1)") && blanked.contains("let c") && blanked.contains("end"))
  }
}
