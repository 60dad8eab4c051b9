// Leads through a lesson: shows a step, looks at the cluster, and goes on when it shows that the step is done.
import ClusterAPI
import KubeCommands
import SimCore

/// The guide of an open lesson.
public final class Guide {
  let lesson: Lesson
  private let session: Session
  private let language: LessonLanguage
  private let text: LessonText
  private var index = 0
  private var shownHints = 0
  /// Whether the learner wants the next lesson.
  public fileprivate(set) var wantsNext = false

  public init(_ lesson: Lesson, in session: Session, _ language: LessonLanguage, columns: Int, isPainted: Bool) {
    self.lesson = lesson
    self.session = session
    self.language = language
    text = LessonText(columns: columns, isPainted: isPainted)
  }

  public var isDone: Bool { index >= lesson.steps.count }

  private var step: LessonStep? { isDone ? nil : lesson.steps[index] }

  // MARK: Texts

  /// What is shown when the lesson is opened. Runs what the lesson needs beforehand.
  func opening() -> String {
    perform(lesson.setup)
    let goal = language.text("Goal: ", "目标：") + lesson.goal
    let help = language.text(
      "Type `hint` for a hint, `answer` for an answer, `step` to read the step again, `skip` to go on without it.",
      "输入 hint 看提示，answer 看参考答案，step 重读这一步，skip 跳过这一步。")
    return text.heading(lesson.title) + "\n" + text.rendered([.text(goal)]) + text.rendered(lesson.introduction)
      + text.rendered([.text(help)]) + begin()
  }

  /// Begins the present step, or says that all are done.
  private func begin() -> String {
    shownHints = 0
    guard let step else { return ending() }
    perform(step.setup)
    return shown(step)
  }

  private func shown(_ step: LessonStep) -> String {
    let (number, count) = (index + 1, lesson.steps.count)
    let title = language.text("Step \(number) of \(count): ", "第 \(number) 步（共 \(count) 步）：")
    let shown = text.heading(title + step.title) + text.rendered(step.shown)
    let rows = session.workbench?.lines.size.rows ?? .max
    guard shown.count(where: \.isNewline) > rows - 3 else { return shown }
    // The title has left the screen at its top.
    return shown + text.heading("↑ " + title + step.title)
  }

  private func ending() -> String {
    let end = language.text(
      "That was the lesson. `next` opens the next one, `quit` leaves; or stay and try things out.",
      "本课完成。next 进入下一课，quit 退出；也可以留在这里继续试验。")
    return text.rendered(lesson.conclusion) + text.rendered([.text(end)])
  }

  // MARK: Checks

  /// Looks whether the step is done; what to show when it is.
  func look() -> String? {
    guard let step, holds(step.checks) else { return nil }
    index += 1
    let mark = language.text("Done.", "完成。")
    return "\n" + (text.isPainted ? Meaning.ready.paint("✓ " + mark) : "✓ " + mark) + "\n\n" + begin()
  }

  func holds(_ checks: [String]) -> Bool { perform(checks, stopsAtFailure: true) == 0 }

  /// Runs commands without showing anything or leaving a trace in the session; the status of the first that fails.
  /// What comes before a step takes none of the learner's time; checks move no time at all.
  @discardableResult
  func perform(_ lines: [String], stopsAtFailure: Bool = false) -> Int32 {
    if lines.isEmpty { return 0 }
    let (status, words, unsettled) = (session.status, session.lastWords, session.isUnsettled)
    defer { (session.status, session.lastWords, session.isUnsettled) = (status, words, unsettled) }
    var streams = session.currentStreams
    streams.output = NullSink()
    streams.errors = NullSink()
    let progress = session.context.progress
    session.context.progress = nil
    defer { session.context.progress = progress }
    var first: Int32 = 0
    for step in ShellParser.steps(lines.joined(separator: "\n")) {
      if !stopsAtFailure { session.clock?.runAhead() }
      let result = session.outcome(of: step, streams)
      if first == 0 { first = result }
      if first != 0, stopsAtFailure { break }
    }
    if !stopsAtFailure { session.clock?.follow(from: session.context.api.now) }
    session.context.clearFailure()
    return first
  }

  // MARK: Words

  func hint() -> String {
    guard let step, !step.hints.isEmpty else { return language.text("There is no hint here.\n", "这里没有提示。\n") }
    shownHints = min(shownHints + 1, step.hints.count)
    return text.rendered(step.hints.prefix(shownHints).map { .text($0) })
  }

  func answer() -> String { step.map { $0.answer.map { "    \($0)\n" }.joined() } ?? "" }

  func again() -> String { step.map(shown) ?? ending() }

  /// Does the step for the learner and goes on.
  func skip() -> String {
    guard let step else { return ending() }
    perform(step.answer)
    index += 1
    return begin()
  }

  func goOn() { wantsNext = true }
}

extension Session {
  /// Runs a step with other streams and returns its exit status.
  func outcome(of step: Step, _ streams: Streams) -> Int32 {
    guard case .success(let command) = step.command else { return 2 }
    var status: Int32 = 0
    do throws(Departure) {
      try with(streams) { () throws(Departure) in status = try run(command) }
    } catch {
      return StepOutcome(departure: error).status
    }
    return status
  }
}

extension ShellWord {
  /// The words of an open lesson.
  static let lessonWords: [ShellWord] = [
    lesson("answer", "Show an answer to the step") { $0.answer() },
    lesson("hint", "Show a hint for the step") { $0.hint() },
    lesson("skip", "Do the step and go on") { $0.skip() },
    lesson("step", "Show the step again") { $0.again() },
    ShellWord(
      name: "next", synopsis: "", summary: "Open the next lesson", details: "Leaves the lesson and opens the next.",
      example: "next"
    ) { session, _ throws(Departure) in
      session.workbench?.guide?.goOn()
      throw .exit(0)
    },
  ]

  private static func lesson(
    _ name: String, _ summary: String, _ text: @escaping @Sendable (Guide) -> String
  ) -> ShellWord {
    ShellWord(name: name, synopsis: "", summary: summary, details: summary + ".", example: name) { session, _ in
      if let guide = session.workbench?.guide { session.context.output.write(text(guide)) }
      return 0
    }
  }
}
