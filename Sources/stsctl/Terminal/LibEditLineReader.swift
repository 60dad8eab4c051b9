// Lines typed at a terminal, edited with libedit. One thread owns the editor; all that is asynchronous comes in through
// a pipe that the function which waits for keys watches too.
import CEditShim
import CLibEdit
import Glibc
import KubeShell

/// A line editor on the process's terminal.
final class LibEditLineReader: LineReader {
  private let editor: OpaquePointer
  private let history: OpaquePointer?
  private let file: HistoryFile?
  let signals: Int32
  private var prompt: UnsafeMutablePointer<CChar>
  private var lastEntry: String?
  var wasInterrupted = false
  /// Answers the Tab key: what may stand at the cursor of a line.
  let completer: Completer

  /// - Parameter signals: what `ces_open_signals` returned.
  init?(signals: Int32, history file: HistoryFile?, completer: Completer) {
    Self.chooseLocale()
    guard let editor = ces_open("stsctl") else { return nil }
    self.editor = editor
    self.signals = signals
    self.file = file
    self.completer = completer
    prompt = Self.allocate("> ")
    history = ces_history_open(editor, Int32(HistoryFile.limit))
    configure()
    for entry in file?.entries() ?? [] { recall(entry) }
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
    ces_add_function(editor, "stsctl-complete", "Complete the word at the cursor") { editor, _ in
      LibEditLineReader.of(editor).complete()
    }
    ces_add_function(editor, "stsctl-leave", "Leave, or delete the next character") { editor, _ in
      LibEditLineReader.of(editor).leaveOrDelete()
    }
    ces_bind(editor, "^I", "stsctl-complete")
    ces_bind(editor, "^D", "stsctl-leave")
    ces_bind(editor, "^R", "em-inc-search-prev")
    el_source(editor, nil)
  }

  /// The reader an editor belongs to.
  private static func of(_ editor: OpaquePointer?) -> LibEditLineReader {
    guard let editor, let data = ces_client_data(editor) else { preconditionFailure("every editor has its reader") }
    return Unmanaged<LibEditLineReader>.fromOpaque(data).takeUnretainedValue()
  }

  func readLine(prompt text: String) -> LineInput {
    free(prompt)
    prompt = Self.allocate(text)
    _ = ces_take_interrupt()
    wasInterrupted = false
    var count: Int32 = 0
    guard let line = el_gets(editor, &count), count > 0 else {
      if !wasInterrupted { return .end }
      Descriptor.write(Array("^C\n".utf8), to: 1)
      el_reset(editor)
      _ = ces_take_interrupt()
      return .interrupted
    }
    var typed = String(decoding: UnsafeRawBufferPointer(start: line, count: Int(count)), as: UTF8.self)
    if typed.last == "\n" { typed.removeLast() }
    return .line(typed)
  }

  func remember(_ entry: String) {
    guard HistoryText.isKept(entry, after: lastEntry) else { return }
    recall(entry)
    file?.append(entry)
  }

  private func recall(_ entry: String) {
    lastEntry = entry
    if let history { _ = ces_history_add(history, entry) }
  }
}

// MARK: Keys

extension LibEditLineReader {
  /// Waits for a key, and for signals meanwhile. Returns how many characters were read, or -1.
  private func getCharacter(_ character: UnsafeMutablePointer<wchar_t>?) -> Int32 {
    var descriptors = [
      pollfd(fd: 0, events: Int16(POLLIN), revents: 0), pollfd(fd: signals, events: Int16(POLLIN), revents: 0),
    ]
    while true {
      let count = poll(&descriptors, 2, -1)
      if count < 0, errno != EINTR { return -1 }
      if descriptors[1].revents != 0 || count < 0, !takeSignals() { return -1 }
      if count > 0, descriptors[0].revents != 0 { return readCharacter(character) }
    }
  }

  /// Does what signals ask for; false when the line is to be given up.
  private func takeSignals() -> Bool {
    var bytes = [UInt8](repeating: 0, count: 64)
    let count = max(0, read(signals, &bytes, bytes.count))
    for signal in bytes[..<count].map(Int32.init) {
      switch signal {
      case SIGINT: return giveUp()
      case SIGWINCH: resize()
      case SIGCONT: resume()
      default: break
      }
    }
    return true
  }

  /// Leaves the line on the screen with the cursor behind it.
  private func giveUp() -> Bool {
    erase()
    el_cursor(editor, Int32.max / 2)
    ces_refresh(editor)
    wasInterrupted = true
    errno = EINTR
    return false
  }

  private func resize() {
    erase()
    el_resize(editor)
    ces_refresh(editor)
  }

  /// After having been stopped: libedit still believes that the terminal is in its own mode.
  private func resume() {
    ces_prepare_terminal(editor, 0)
    ces_prepare_terminal(editor, 1)
    ces_refresh(editor)
  }

  /// Reads one character in UTF-8, and not a byte more: what follows belongs to the next one. Bytes that are no
  /// character are passed over.
  private func readCharacter(_ character: UnsafeMutablePointer<wchar_t>?) -> Int32 {
    while true {
      guard let first = Self.readByte() else { return 0 }
      guard let length = Self.length(after: first) else { continue }
      var bytes = [first]
      while bytes.count < length, let byte = Self.readByte() { bytes.append(byte) }
      guard let scalar = String(validating: bytes, as: UTF8.self)?.unicodeScalars.first else { continue }
      character?.pointee = wchar_t(bitPattern: scalar.value)
      return 1
    }
  }

  /// How many bytes a character has that begins so; `nil` when none does.
  private static func length(after first: UInt8) -> Int? {
    switch first {
    case 0..<0x80: 1
    case 0xC2..<0xE0: 2
    case 0xE0..<0xF0: 3
    case 0xF0..<0xF5: 4
    default: nil
    }
  }

  private static func readByte() -> UInt8? {
    var byte: UInt8 = 0
    while true {
      let count = read(0, &byte, 1)
      if count > 0 { return byte }
      if count == 0 || errno != EINTR { return nil }
    }
  }

  private func leaveOrDelete() -> UInt8 {
    guard let line = el_line(editor)?.pointee else { return UInt8(CC_ERROR) }
    if line.lastchar == line.buffer { return UInt8(CC_EOF) }
    if line.cursor == line.lastchar { return UInt8(CC_ERROR) }
    el_cursor(editor, 1)
    el_deletestr(editor, 1)
    return UInt8(CC_REFRESH)
  }
}

// MARK: The screen

extension LibEditLineReader {
  /// Takes prompt and line off the screen, however many rows they have.
  private func erase() {
    let rows = cursorRow()
    let up = rows > 0 ? "\u{1b}[\(rows)A" : ""
    Descriptor.write(Array("\r\(up)\u{1b}[J".utf8), to: 1)
  }

  /// The row of the cursor below the row that the prompt begins in.
  private func cursorRow() -> Int {
    guard let line = el_wline(editor)?.pointee else { return 0 }
    let columns = max(1, Self.columns())
    var column = String(cString: prompt).unicodeScalars.reduce(0) { $0 + Self.width($1) }
    var row = column / columns
    column %= columns
    var position = line.buffer
    while let character = position, character < line.cursor {
      let width = Int(max(0, ces_width(character.pointee)))
      if column + width > columns {
        row += 1
        column = 0
      }
      column += width
      position = character + 1
    }
    return row + column / columns
  }

  private static func width(_ scalar: Unicode.Scalar) -> Int {
    Int(max(0, ces_width(wchar_t(bitPattern: scalar.value))))
  }

  static func columns() -> Int {
    var size = winsize()
    return ioctl(1, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 ? Int(size.ws_col) : 80
  }
}

// MARK: Completion

extension LibEditLineReader {
  private func complete() -> UInt8 {
    guard let line = el_line(editor)?.pointee, let start = line.buffer, let cursor = line.cursor,
      let end = line.lastchar
    else { return UInt8(CC_ERROR) }
    let before = String(decoding: UnsafeRawBufferPointer(start: start, count: cursor - start), as: UTF8.self)
    let after = String(decoding: UnsafeRawBufferPointer(start: cursor, count: end - cursor), as: UTF8.self)
    let answer = completer.answer(before: before, after: after)
    if !answer.insertion.isEmpty {
      return el_insertstr(editor, answer.insertion) == 0 ? UInt8(CC_REFRESH) : UInt8(CC_ERROR)
    }
    if answer.candidates.isEmpty { return UInt8(CC_ERROR) }
    Descriptor.write(Array(("\n" + answer.listing(columns: Self.columns())).utf8), to: 1)
    return UInt8(CC_REDISPLAY)
  }
}
