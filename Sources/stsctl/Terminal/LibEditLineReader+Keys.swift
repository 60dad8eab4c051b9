// What happens while the editor waits for a key: signals, idle work, characters of several bytes.
import CEditShim
import CLibEdit
import Glibc

extension LibEditLineReader {
  /// How often the cluster is looked after while nothing is typed, in milliseconds.
  private static let idleInterval: Int32 = 200

  /// Waits for a key, and for signals meanwhile. Returns how many characters were read, or -1.
  func getCharacter(_ character: UnsafeMutablePointer<wchar_t>?) -> Int32 {
    undo.note(lineState())
    if !unread.isEmpty { return readCharacter(character) }
    let own = [
      pollfd(fd: 0, events: Int16(POLLIN), revents: 0), pollfd(fd: signals, events: Int16(POLLIN), revents: 0),
    ]
    while true {
      var descriptors = own + (attended?.events ?? [])
      let count = poll(&descriptors, nfds_t(descriptors.count), patience)
      if count < 0, errno != EINTR { return -1 }
      if descriptors[1].revents != 0 || count < 0, !takeSignals() { return -1 }
      if count > 0, descriptors[0].revents != 0 { return readCharacter(character) }
      _ = attended?.attend()
      if isDismissed { return 0 }
      onIdle?()
      // A guest's wait may have taken the byte that tells of an interrupt meanwhile.
      if ces_is_interrupted() != 0, !giveUp() { return -1 }
    }
  }

  /// How long to wait for a key before something else is looked after, in milliseconds; -1 for ever.
  private var patience: Int32 {
    let patiences = [attended?.patience ?? -1, onIdle == nil ? -1 : Self.idleInterval]
    return patiences.filter { $0 >= 0 }.min() ?? -1
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
      guard let first = nextByte() else { return 0 }
      if first == Self.escape, takesPaste() {
        if block != nil {
          character?.pointee = wchar_t(10)
          return 1
        }
        continue
      }
      guard let length = Self.length(after: first) else { continue }
      var bytes = [first]
      while bytes.count < length, let byte = nextByte() { bytes.append(byte) }
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

  private static let escape: UInt8 = 0x1B

  func nextByte() -> UInt8? { unread.isEmpty ? Self.readByte() : unread.removeFirst() }

  static func readByte() -> UInt8? {
    var byte: UInt8 = 0
    while true {
      let count = read(0, &byte, 1)
      if count > 0 { return byte }
      if count == 0 || errno != EINTR { return nil }
    }
  }

  func leaveOrDelete() -> UInt8 {
    guard let line = el_line(editor)?.pointee else { return UInt8(CC_ERROR) }
    if line.lastchar == line.buffer { return UInt8(CC_EOF) }
    if line.cursor == line.lastchar { return UInt8(CC_ERROR) }
    el_cursor(editor, 1)
    el_deletestr(editor, 1)
    return UInt8(CC_REFRESH)
  }
}
