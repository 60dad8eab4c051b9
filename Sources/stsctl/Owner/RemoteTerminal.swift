// The terminal of a shell whose cluster another process has open: lines are edited here and run there.
import CEditShim
import Glibc
import KubeObjects
import KubeShell

final class RemoteTerminal: Attended {
  private let command: RemoteCommand
  private var reader: LibEditLineReader?
  /// What was typed of a line when the owner left: its user goes on with it.
  private(set) var unfinished = ""

  /// How long Tab waits for an owner who is busy, in milliseconds.
  private static let patience: Int32 = 2_000

  /// - Returns: `nil` when the terminal can't be used for editing lines.
  init?(_ command: RemoteCommand, signals: Int32, terminalType: String?) {
    self.command = command
    let answer = { (before: String, after: String) in Self.answer(command, before, after) }
    guard let reader = LibEditLineReader(signals: signals, terminalType: terminalType, complete: answer) else {
      return nil
    }
    self.reader = reader
    reader.attended = self
  }

  private static func answer(_ command: RemoteCommand, _ before: String, _ after: String) -> CompletionAnswer {
    let question: Value = ["before": .string(before), "after": .string(after)]
    guard command.say(Frame(.tab, JSONWriter.bytes(question, escapesHTML: false))),
      let frame = command.frame(.candidates, patience: patience), let value = read(frame)
    else { return CompletionAnswer() }
    return CompletionAnswer(value)
  }

  private static func read(_ frame: Frame) -> Value? {
    do throws(JSONError) { return try JSONReader.read(bytes: frame.payload) } catch { return nil }
  }

  /// Does what the owner asks of the terminal; false when that makes no sense or the owner has gone.
  func take(_ frame: Frame) -> Bool {
    guard let reader else { return false }
    let text = String(decoding: frame.payload, as: UTF8.self)
    switch frame.meaning {
    case .wantsLine: return readLine(frame, reader)
    case .recall: reader.recall(text)
    case .forget: reader.forgetEntries()
    case .announce: reader.announce(text)
    // An answer that nobody waits for any more.
    case .candidates: break
    default: return false
    }
    return true
  }

  private func readLine(_ frame: Frame, _ reader: LibEditLineReader) -> Bool {
    guard let question = Self.read(frame) else { return false }
    let input = reader.readLine(prompt: question["prompt"].text, preset: question["preset"].text)
    if command.outcome != nil { return true }
    var value = input.value
    value["columns"] = .int(Int64(reader.size.columns))
    value["rows"] = .int(Int64(reader.size.rows))
    return command.say(Frame(.line, JSONWriter.bytes(value, escapesHTML: false)))
  }

  // MARK: While a line is typed

  var events: [pollfd] { [command.events] }
  var patience: Int32 { -1 }

  func attend() -> Bool {
    _ = command.frame()
    if command.outcome != nil, let reader { unfinished = reader.dismiss() }
    return false
  }
}
