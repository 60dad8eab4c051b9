// The guest's side: hands what this process was started for to the owner of the cluster, and passes streams on.
import CEditShim
import Glibc
import KubeCommands
import KubeObjects

/// A command that runs in another process.
final class RemoteCommand {
  enum Outcome: Equatable {
    case status(Int32)
    /// The owner left on purpose: this process may become the owner and begin again.
    case ownerLeft
    /// The owner ended without a word.
    case ownerDied
  }

  private let socket: Int32
  private let signals: Int32
  private var reader = FrameReader()
  private var readsInput = false
  private var interrupts = 0

  /// - Parameter signals: what `ces_open_signals` returned.
  init(socket: Int32, signals: Int32) {
    self.socket = socket
    self.signals = signals
  }

  deinit { close(socket) }

  /// Whether a command that was broken off may be begun again: it only reads.
  static func mayBeginAgain(_ words: [String]) -> Bool {
    guard let verb = words.first(where: { !$0.hasPrefix("-") }) else { return false }
    return ["get", "describe", "events", "logs", "wait"].contains(verb) || words.contains("status")
  }

  /// Runs the command to its end.
  func run(_ hello: GuestHello) -> Outcome {
    guard say(Frame(.hello, hello.bytes)) else { return .ownerDied }
    while true {
      while let frame = reader.next() {
        if let outcome = take(frame) { return outcome }
      }
      if let outcome = wait() { return outcome }
    }
  }

  private func say(_ frame: Frame) -> Bool {
    var rest = frame.bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      if count < 0, errno != EINTR { return false }
      if count > 0 { rest = rest.dropFirst(count) }
    }
    return true
  }

  private func take(_ frame: Frame) -> Outcome? {
    switch frame.meaning {
    case .output: if !Descriptor.write(frame.payload, to: 1) { return .status(1) }
    case .errors: Descriptor.write(frame.payload, to: 2)
    case .wantsInput: readsInput = true
    case .run: return runProgram(frame.payload)
    case .status: return .status(Int32(frame.payload.first ?? 1))
    case .goodbye: return .ownerLeft
    default: return .ownerDied
    }
    return nil
  }

  private func runProgram(_ bytes: [UInt8]) -> Outcome? {
    let request: Value
    do throws(JSONError) { request = try JSONReader.read(bytes: bytes) } catch { return .ownerDied }
    let answer = ProgramRequest(request).run(with: ChildPrograms())
    return say(Frame(.ran, JSONWriter.bytes(answer, escapesHTML: false))) ? nil : .ownerDied
  }

  /// Waits for the owner, the user, or the standard input where the command reads it.
  private func wait() -> Outcome? {
    var descriptors = [
      pollfd(fd: socket, events: Int16(POLLIN), revents: 0), pollfd(fd: signals, events: Int16(POLLIN), revents: 0),
    ]
    if readsInput { descriptors.append(pollfd(fd: 0, events: Int16(POLLIN), revents: 0)) }
    if poll(&descriptors, nfds_t(descriptors.count), -1) < 0, errno != EINTR { return .ownerDied }
    if let outcome = takeSignals() { return outcome }
    if readsInput, descriptors[2].revents != 0, !passInput() { return .ownerDied }
    if descriptors[0].revents != 0 { return receive() }
    return nil
  }

  private func takeSignals() -> Outcome? {
    var bytes = [UInt8](repeating: 0, count: 64)
    while read(signals, &bytes, bytes.count) > 0 {}
    guard ces_take_interrupt() != 0 else { return nil }
    interrupts += 1
    // An owner that does not answer is not waited for.
    if interrupts > 1 || !say(Frame(.interrupt)) { return .status(130) }
    return nil
  }

  private func passInput() -> Bool {
    var chunk = [UInt8](repeating: 0, count: Frame.pieceLimit)
    let count = read(0, &chunk, chunk.count)
    if count < 0, errno == EINTR { return true }
    if count <= 0 { readsInput = false }
    return say(Frame(.input, Array(chunk.prefix(max(0, count)))))
  }

  private func receive() -> Outcome? {
    var chunk = [UInt8](repeating: 0, count: Frame.pieceLimit)
    let count = read(socket, &chunk, chunk.count)
    if count < 0, errno == EINTR { return nil }
    if count <= 0 { return .ownerDied }
    reader.add(chunk[..<count])
    return reader.isBroken ? .ownerDied : nil
  }
}
