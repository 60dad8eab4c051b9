// What the editor shows beside the line: messages above it, lists of candidates.
import CEditShim
import CLibEdit
import Glibc
import KubeShell

extension LibEditLineReader {
  var size: ScreenSize { Self.size }

  static var size: ScreenSize {
    var size = winsize()
    guard ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else {
      return ScreenSize(columns: 80, rows: 24)
    }
    return ScreenSize(columns: Int(size.ws_col), rows: Int(size.ws_row))
  }

  func announce(_ text: String) {
    guard isReading else { return Self.write(text) }
    erase()
    Self.write(text.hasSuffix("\n") ? text.terminalLines : text.terminalLines + "\r\n")
    ces_refresh(editor)
  }

  /// Takes prompt and line off the screen, however many rows they have.
  func erase() {
    let rows = cursorRow()
    let up = rows > 0 ? "\u{1b}[\(rows)A" : ""
    Self.write("\r\(up)\u{1b}[J")
  }

  /// The row of the cursor below the row that the prompt begins in.
  private func cursorRow() -> Int {
    guard let line = el_wline(editor)?.pointee else { return 0 }
    let columns = max(1, Self.size.columns)
    var column = PromptText.width(String(cString: prompt))
    var row = column / columns
    column %= columns
    var position = line.buffer
    while let character = position, character < line.cursor {
      position = character + 1
      if character.pointee == 10 {
        (row, column) = (row + 1, 0)
        continue
      }
      let width = Int(max(0, ces_width(character.pointee)))
      if column + width > columns { (row, column) = (row + 1, 0) }
      column += width
    }
    return row + column / columns
  }
}

// MARK: Completion

extension LibEditLineReader {
  func complete() -> UInt8 {
    guard let line = el_line(editor)?.pointee, let start = line.buffer, let cursor = line.cursor,
      let end = line.lastchar
    else { return UInt8(CC_ERROR) }
    let before = String(decoding: UnsafeRawBufferPointer(start: start, count: cursor - start), as: UTF8.self)
    let after = String(decoding: UnsafeRawBufferPointer(start: cursor, count: end - cursor), as: UTF8.self)
    let answer = self.answer(before, after)
    if !answer.insertion.isEmpty {
      return el_insertstr(editor, answer.insertion) == 0 ? UInt8(CC_REFRESH) : UInt8(CC_ERROR)
    }
    if answer.candidates.isEmpty { return UInt8(CC_ERROR) }
    list(answer)
    return UInt8(CC_REDISPLAY)
  }

  /// Lists the candidates below the line; more than a screen of them only when the user wants that.
  private func list(_ answer: CompletionAnswer) {
    let size = size
    let listing = answer.listing(columns: size.columns)
    Self.write("\n")
    if listing.utf8.count(where: { $0 == 10 }) >= size.rows {
      Self.write("Show all \(answer.candidates.count)? (y or n) ")
      let answer = Self.readByte()
      Self.write("\n")
      guard answer == UInt8(ascii: "y") || answer == UInt8(ascii: " ") else { return }
    }
    Self.write(listing.terminalLines)
  }
}

extension String {
  /// The text with carriage returns, as a terminal in its raw mode wants lines to end.
  fileprivate var terminalLines: String { replacing("\n", with: "\r\n") }
}
