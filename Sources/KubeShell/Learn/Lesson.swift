// A lesson: a Markdown text with a goal, steps, checks on the cluster, hints and reference answers.

/// What a learner does next, and how the cluster shows that it was done.
struct LessonStep: Equatable {
  var title: String
  /// What is shown of the step: text and blocks of code.
  var shown: [MarkdownBlock] = []
  /// Commands that all succeed when the step is done.
  var checks: [String] = []
  var hints: [String] = []
  /// Commands that do what the step asks for.
  var answer: [String] = []
  /// Commands that are run when the step begins, without being shown.
  var setup: [String] = []
}

/// Why a text is no lesson.
struct LessonError: Error, Equatable {
  var message: String
}

/// A lesson as its file has it.
public struct Lesson: Equatable {
  /// Its file's name without number and endings: `canary`.
  public let name: String
  public private(set) var title = ""
  /// The quotation below the title.
  public private(set) var goal = ""
  private(set) var introduction: [MarkdownBlock] = []
  private(set) var setup: [String] = []
  /// Sections with checks.
  private(set) var steps: [LessonStep] = []
  /// What follows the last step.
  private(set) var conclusion: [MarkdownBlock] = []

  init(name: String, _ text: String) throws(LessonError) {
    self.name = name
    var sections: [LessonStep] = []
    for block in Markdown.blocks(text) {
      switch block {
      case .heading(1, let title): self.title = title
      case .heading(_, let title): sections.append(LessonStep(title: title))
      default:
        if sections.isEmpty { introduce(block) } else { sections[sections.count - 1].take(block) }
      }
    }
    if title.isEmpty { throw LessonError(message: "a lesson needs a title: # Title") }
    if goal.isEmpty { throw LessonError(message: "a lesson needs a goal below its title: > Goal") }
    try takeSections(sections)
  }

  private mutating func introduce(_ block: MarkdownBlock) {
    switch block {
    case .text(let text) where goal.isEmpty && text.hasPrefix("> "):
      goal = text.split(separator: "\n").map { $0.drop { $0 == ">" || $0 == " " } }.joined(separator: " ")
    case .code("setup", _, let lines, _): setup += lines
    default: introduction.append(block)
    }
  }

  /// A section without checks is read before the step that follows it, or after the last one.
  private mutating func takeSections(_ sections: [LessonStep]) throws(LessonError) {
    var waiting: [MarkdownBlock] = []
    for var section in sections {
      if section.checks.isEmpty {
        waiting += [.heading(level: 2, section.title)] + section.shown
        continue
      }
      if section.answer.isEmpty { throw LessonError(message: "step `\(section.title)` has checks and no answer") }
      section.shown = waiting + section.shown
      waiting = []
      steps.append(section)
    }
    conclusion = waiting
    if steps.isEmpty { throw LessonError(message: "a lesson needs a step with a block `check`") }
  }

  /// The name of a lesson in a file: `03-canary.zh.md` is `canary`.
  static func name(ofFile path: String) -> String {
    let file = path.split(separator: "/").last.map(String.init) ?? path
    let stem = file.split(separator: ".").first.map(String.init) ?? file
    return String(stem.drop { $0.isNumber || $0 == "-" })
  }
}

extension LessonStep {
  fileprivate mutating func take(_ block: MarkdownBlock) {
    guard case .code(let language, _, let lines, _) = block else { return shown.append(block) }
    switch language {
    case "check": checks += lines
    case "hint": hints.append(lines.joined(separator: "\n"))
    case "answer": answer += lines
    case "setup": setup += lines
    default: shown.append(block)
    }
  }
}
