// Lines typed at a terminal, edited with libedit. One thread owns the editor; all that is asynchronous comes in through
// a pipe that the function which waits for keys watches too.
import CEditShim
import CLibEdit
import Glibc
import KubeShell

/// A line editor on the process's terminal.
final class LibEditLineReader: LineReader {
  let editor: OpaquePointer
  private let history: OpaquePointer?
  let signals: Int32
  var prompt: UnsafeMutablePointer<CChar>
  var wasInterrupted = false
  /// What is looked after while a line is typed: guests from other processes.
  weak var attended: (any Attended)?
  /// Answers the Tab key: what may stand at the cursor of a line.
  let answer: (_ before: String, _ after: String) -> CompletionAnswer
  /// Whether the line is to be given up for good.
  var isDismissed = false
  var onIdle: (() -> Void)?
  /// Whether a line is being edited now.
  var isReading = false
  var undo = UndoStack()
  /// Bytes that were read too far.
  var unread: [UInt8] = []
  /// What was pasted and has several lines, for the caller.
  var block: PastedBlock?
  /// Whether the terminal says where pasted text begins and ends.
  private let knowsPastes: Bool

  /// - Parameter signals: what `ces_open_signals` returned.
  init?(
    signals: Int32, terminalType: String?, complete: @escaping (_ before: String, _ after: String) -> CompletionAnswer
  ) {
    Self.chooseLocale()
    guard let editor = ces_open("stsctl") else { return nil }
    self.editor = editor
    self.signals = signals
    answer = complete
    knowsPastes = terminalType != nil && terminalType != "dumb"
    prompt = Self.allocate("> ")
    history = ces_history_open(editor, Int32(HistoryFile.limit))
    configure()
  }

  deinit {
    el_end(editor)
    free(prompt)
  }

  /// Before libedit looks at it, the locale must be one whose characters are UTF-8.
  private static func chooseLocale() {
    setlocale(LC_CTYPE, "")
    let codeset = nl_langinfo(Int32(CODESET)).map { String(cString: $0) }
    if codeset != "UTF-8" { setlocale(LC_CTYPE, "C.UTF-8") }
  }

  private static func allocate(_ text: String) -> UnsafeMutablePointer<CChar> {
    guard let copy = strdup(text) else { preconditionFailure("there is memory for a prompt") }
    return copy
  }

  private func configure() {
    ces_ignore_signals(editor)
    ces_set_editor(editor, "emacs")
    ces_set_client_data(editor, Unmanaged.passUnretained(self).toOpaque())
    ces_set_prompt(editor) { LibEditLineReader.of($0).prompt }
    ces_set_get_character(editor) { editor, character in
      LibEditLineReader.of(editor).getCharacter(character)
    }
    addFunctions()
    bindKeys()
    ces_bind(editor, "^R", "em-inc-search-prev")
    ces_bind(editor, "^_", "stsctl-undo")
    el_source(editor, nil)
    // `bind -v` puts all keys back to those of vi; ours are needed there too.
    if ces_is_vi(editor) != 0 { bindKeys() }
  }

  private func addFunctions() {
    ces_add_function(editor, "stsctl-complete", "Complete the word at the cursor") { editor, _ in
      LibEditLineReader.of(editor).complete()
    }
    ces_add_function(editor, "stsctl-leave", "Leave, or delete the next character") { editor, _ in
      LibEditLineReader.of(editor).leaveOrDelete()
    }
    ces_add_function(editor, "stsctl-undo", "Undo the last change of the line") { editor, _ in
      LibEditLineReader.of(editor).undoChange()
    }
  }

  private func bindKeys() {
    ces_bind(editor, "^I", "stsctl-complete")
    ces_bind(editor, "^D", "stsctl-leave")
  }

  /// The reader an editor belongs to.
  private static func of(_ editor: OpaquePointer?) -> LibEditLineReader {
    guard let editor, let data = ces_client_data(editor) else { preconditionFailure("every editor has its reader") }
    return Unmanaged<LibEditLineReader>.fromOpaque(data).takeUnretainedValue()
  }

  func readLine(prompt text: String, preset: String) -> LineInput {
    free(prompt)
    prompt = Self.allocate(text)
    _ = ces_take_interrupt()
    wasInterrupted = false
    undo = UndoStack()
    if !preset.isEmpty { el_push(editor, preset) }
    if knowsPastes { Self.write("\u{1b}[?2004h") }
    isReading = true
    defer {
      isReading = false
      if knowsPastes { Self.write("\u{1b}[?2004l") }
    }
    return readLine()
  }

  private func readLine() -> LineInput {
    var count: Int32 = 0
    let line = el_gets(editor, &count)
    if let block {
      self.block = nil
      return .pasted(block.lines, rest: block.rest)
    }
    guard let line, count > 0 else {
      if !wasInterrupted { return .end }
      Self.write("^C\n")
      el_reset(editor)
      _ = ces_take_interrupt()
      return .interrupted
    }
    var typed = String(decoding: UnsafeRawBufferPointer(start: line, count: Int(count)), as: UTF8.self)
    if typed.last == "\n" { typed.removeLast() }
    return .line(typed)
  }

  func recall(_ entry: String) {
    if let history { _ = ces_history_add(history, entry) }
  }

  /// Takes the line off the screen, for nobody waits for it any more, and returns what was typed of it.
  func dismiss() -> String {
    let typed = isReading ? lineText() : ""
    if isReading { erase() }
    isDismissed = true
    return typed
  }

  func forgetEntries() {
    if let history { ces_history_clear(history) }
  }

  static func write(_ text: String) { Descriptor.write(Array(text.utf8), to: 1) }
}
