// The guest's side: hands what this process was started for to the owner of the cluster, and passes streams on.
import CEditShim
import Glibc
import KubeCommands
import KubeObjects

/// A command that runs in another process.
final class RemoteCommand {
  enum Outcome: Equatable {
    case status(Int32)
    /// The owner left on purpose, at a version of the cluster: this process may become the owner and go on.
    case ownerLeft(version: String)
    /// The owner ended without a word.
    case ownerDied
  }

  private let socket: Int32
  private let signals: Int32
  private var reader = FrameReader()
  private var readsInput = false
  /// How it ended, when that was seen while a line was typed.
  private(set) var outcome: Outcome?
  /// The cluster that a shell is to go on with.
  private(set) var nextCluster: String?
  private var interrupts = 0
  /// Whether the user was told that the owner is suspended.
  private var isStopKnown = false
  /// How long to wait before it is looked whether the owner is suspended, in milliseconds.
  private static let stopPatience: Int32 = 500
  /// The terminal of a shell; commands have none.
  private var terminal: RemoteTerminal?

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

  /// Uses a terminal for what the owner's side of a shell asks for.
  func use(_ terminal: RemoteTerminal) { self.terminal = terminal }

  /// The socket, for those who wait for other things too.
  var events: pollfd { pollfd(fd: socket, events: Int16(POLLIN), revents: 0) }

  /// Runs the command to its end.
  func run(_ hello: GuestHello) -> Outcome {
    guard say(Frame(.hello, hello.bytes)) else { return .ownerDied }
    while true {
      while let frame = reader.next() {
        if let end = take(frame) ?? outcome { return end }
      }
      if let outcome = wait() { return outcome }
    }
  }

  /// Sends a message; false when the owner has gone.
  @discardableResult
  func say(_ frame: Frame) -> Bool {
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
    case .enter: _ = chdir(String(decoding: frame.payload, as: UTF8.self))
    case .turn: nextCluster = String(decoding: frame.payload, as: UTF8.self)
    case .status: return .status(Int32(frame.payload.first ?? 1))
    case .goodbye: return .ownerLeft(version: String(decoding: frame.payload, as: UTF8.self))
    case .ask:
      let answer = Agreement.ask(String(decoding: frame.payload, as: UTF8.self))
      return say(Frame(.answer, answer.map { Array(($0 ? "y" : "n").utf8) } ?? [])) ? nil : .ownerDied
    default: return takeForTerminal(frame)
    }
    return nil
  }

  private func takeForTerminal(_ frame: Frame) -> Outcome? {
    guard let terminal else { return .ownerDied }
    interrupts = 0
    return terminal.take(frame) ? nil : .ownerDied
  }

  // MARK: While a line is typed

  /// Takes messages that come while a line is typed, up to one that is waited for, which it returns.
  /// - Parameter patience: how long to wait for that one, in milliseconds.
  func frame(_ meaning: Frame.Meaning? = nil, patience: Int32 = 0) -> Frame? {
    while outcome == nil {
      while let frame = reader.next() {
        if frame.meaning == meaning { return frame }
        outcome = take(frame)
        if outcome != nil { return nil }
      }
      var descriptor = events
      guard poll(&descriptor, 1, patience) > 0 else { return nil }
      outcome = receive()
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
    let count = poll(&descriptors, nfds_t(descriptors.count), isStopKnown ? -1 : Self.stopPatience)
    if count < 0, errno != EINTR { return .ownerDied }
    if count == 0 { lookForStop() }
    if let outcome = takeSignals() { return outcome }
    if readsInput, descriptors[2].revents != 0, !passInput() { return .ownerDied }
    if descriptors[0].revents != 0 { return receive() }
    return nil
  }

  /// Says so when the owner is suspended: its user may wonder why nothing happens.
  private func lookForStop() {
    guard let process = ClusterSocket.stoppedPeer(socket) else { return }
    isStopKnown = true
    let words = "stsctl: waiting for process \(process), which has this cluster open and is suspended (fg resumes it)\n"
    Descriptor.write(Array(words.utf8), to: 2)
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
    isStopKnown = false
    reader.add(chunk[..<count])
    return reader.isBroken ? .ownerDied : nil
  }
}
