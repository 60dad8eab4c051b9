// Changes that libedit does not know by itself: undoing, and text that is pasted.
import CEditShim
import CLibEdit
import Glibc

/// A line and where the cursor is in it.
struct LineState: Equatable {
  var text: [wchar_t] = []
  var cursor = 0
}

/// What a line was before.
struct UndoStack {
  private var states: [LineState] = []
  private var last = LineState()
  private var isTyping = false

  /// Takes the line as it is before the next key. A word typed after a space is one change.
  mutating func note(_ state: LineState) {
    defer { last = state }
    guard state.text != last.text else { return }
    let isLetter = state.text.count == last.text.count + 1 && state.text.dropLast() == last.text[...]
    if !(isLetter && isTyping && state.text.last != 32) { states.append(last) }
    isTyping = isLetter
  }

  /// The line before the last change.
  mutating func pop() -> LineState? {
    isTyping = false
    guard let state = states.popLast() else { return nil }
    last = state
    return state
  }
}

/// Pasted text with newlines in it.
struct PastedBlock {
  var lines: [String]
  var rest: String
}

extension LibEditLineReader {
  func lineState() -> LineState {
    guard let line = el_wline(editor)?.pointee, let start = line.buffer, let cursor = line.cursor,
      let end = line.lastchar
    else { return LineState() }
    let characters = UnsafeBufferPointer(start: start, count: end - start)
    return LineState(text: Array(characters), cursor: cursor - start)
  }

  func undoChange() -> UInt8 {
    undo.note(lineState())
    guard let state = undo.pop() else { return UInt8(CC_ERROR) }
    let now = lineState()
    el_cursor(editor, Int32(now.text.count - now.cursor))
    if !now.text.isEmpty { el_deletestr(editor, Int32(now.text.count)) }
    var text = state.text + [0]
    el_winsertstr(editor, &text)
    el_cursor(editor, Int32(state.cursor - state.text.count))
    return UInt8(CC_REFRESH)
  }

  /// After an escape: takes what is pasted when a terminal announces that, and says whether it did. One line is as if
  /// it had been typed, several are a block. Works whatever the keys are bound to, those of vi too.
  func takesPaste() -> Bool {
    let mark = Array("[200~".utf8)
    var read: [UInt8] = []
    var descriptor = pollfd(fd: 0, events: Int16(POLLIN), revents: 0)
    for expected in mark {
      guard !unread.isEmpty || poll(&descriptor, 1, 10) > 0, let byte = nextByte() else { break }
      read.append(byte)
      if byte != expected { break }
    }
    guard read == mark else {
      unread = read + unread
      return false
    }
    take(pasted: String(decoding: readPaste(), as: UTF8.self))
    return true
  }

  private func take(pasted: String) {
    let text = pasted.replacing("\r\n", with: "\n").replacing("\r", with: "\n").replacing("\t", with: "    ")
    guard text.contains("\n") else {
      unread = Array(text.utf8) + unread
      return
    }
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let rest = lines.removeLast()
    lines[0] = lineText() + lines[0]
    block = PastedBlock(lines: lines, rest: rest)
    erase()
  }

  func lineText() -> String {
    guard let line = el_line(editor)?.pointee, let start = line.buffer, let end = line.lastchar else { return "" }
    return String(decoding: UnsafeRawBufferPointer(start: start, count: end - start), as: UTF8.self)
  }

  /// The bytes up to the mark at the end of a paste. A terminal that never sends it is not waited for for long.
  private func readPaste() -> [UInt8] {
    let mark = Array("\u{1b}[201~".utf8)
    var bytes: [UInt8] = []
    var descriptor = pollfd(fd: 0, events: Int16(POLLIN), revents: 0)
    while !bytes.suffix(mark.count).elementsEqual(mark) {
      guard !unread.isEmpty || poll(&descriptor, 1, 2_000) > 0, let byte = nextByte() else { return bytes }
      bytes.append(byte)
    }
    return bytes.dropLast(mark.count)
  }
}
