// One command of another process: its connection, and the fiber it runs on.
import ClusterState
import Glibc
import KubeCommands
import KubeObjects
import KubeShell

/// A guest of the owner of a cluster.
final class Guest {
  private let descriptor: Int32
  private var reader = FrameReader()
  private var unsent: [UInt8] = []
  private var input: [UInt8] = []
  private var inputHasEnded = false
  /// What came last of what the command waits for.
  private var ran: Value?
  private var agreement: [UInt8]?
  private var typed: [Value] = []
  private var tabs: [Value] = []
  private var fiber: (any Fiber)?
  private var pause: () -> Void = {}
  private var cluster: FiberCluster?
  private(set) var isGone = false
  private var hasEnded = false

  /// More unsent output than this makes the command wait for its reader.
  private static let backlog = 1 << 20

  init(_ descriptor: Int32) { self.descriptor = descriptor }

  deinit { close(descriptor) }

  /// What to wait for on its connection.
  var events: pollfd {
    pollfd(fd: descriptor, events: Int16(POLLIN) | (unsent.isEmpty ? 0 : Int16(POLLOUT)), revents: 0)
  }

  /// Whether nothing more is to be done for it.
  var isOver: Bool { hasEnded ? isGone || unsent.isEmpty : isGone && fiber == nil }

  /// How far cluster time has to go for its command to go on.
  var waitsForTime: FiberCluster? { fiber == nil || hasEnded || isAtPrompt ? nil : cluster }

  /// Whether its command goes on at once when others have had their turn.
  private(set) var isBusy = false
  /// Whether it waits for a line, and nothing goes on meanwhile.
  private var isAtPrompt = false

  // MARK: The connection

  /// Takes what has arrived.
  func receive(_ start: (Guest, GuestHello) -> Void) {
    var chunk = [UInt8](repeating: 0, count: Frame.pieceLimit)
    while !isGone {
      let count = Glibc.read(descriptor, &chunk, chunk.count)
      if count > 0 { reader.add(chunk[..<count]) } else if count < 0, errno == EINTR { continue } else {
        if count == 0 || (errno != EAGAIN && errno != EWOULDBLOCK) { leave() }
        break
      }
    }
    while let frame = reader.next() { take(frame, start) }
    if reader.isBroken { leave() }
  }

  private func take(_ frame: Frame, _ start: (Guest, GuestHello) -> Void) {
    switch frame.meaning {
    case .hello:
      guard fiber == nil, let hello = GuestHello(frame.payload) else { return leave() }
      start(self, hello)
    case .input:
      input += frame.payload
      if frame.payload.isEmpty { inputHasEnded = true }
    case .interrupt: cluster?.isCancelled = true
    case .ran: ran = value(of: frame)
    case .line: if let line = value(of: frame) { typed.append(line) }
    case .tab: if let tab = value(of: frame) { tabs.append(tab) }
    case .answer: agreement = frame.payload
    default: leave()
    }
  }

  private func value(of frame: Frame) -> Value? {
    do throws(JSONError) { return try JSONReader.read(bytes: frame.payload) } catch { leave() }
    return nil
  }

  /// Its process has gone: the command is broken off, and what it still says is for nobody.
  private func leave() {
    isGone = true
    unsent = []
    inputHasEnded = true
    cluster?.isCancelled = true
  }

  /// Sends what can be sent without waiting.
  func flush() {
    while !unsent.isEmpty, !isGone {
      let count = unsent.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      if count > 0 {
        unsent.removeFirst(count)
      } else if errno == EAGAIN || errno == EWOULDBLOCK {
        return
      } else if errno != EINTR {
        leave()
      }
    }
  }

  /// Sends a piece; the command waits while too much is on its way.
  func say(_ meaning: Frame.Meaning, _ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty, !isGone {
      unsent += Frame(meaning, Array(rest.prefix(Frame.pieceLimit))).bytes
      rest = rest.dropFirst(Frame.pieceLimit)
      flush()
      while unsent.count > Self.backlog, !isGone { pause() }
    }
  }

  /// Sends a message that is only its meaning.
  func send(_ meaning: Frame.Meaning) {
    unsent += Frame(meaning).bytes
    flush()
  }

  // MARK: The command

  /// Begins to run a command.
  /// - Parameter body: runs it with the cluster as the guest sees it, and returns its exit status.
  func start(
    on cluster: SavedCluster, _ fibers: any FiberFactory, _ body: @escaping (Guest, FiberCluster) -> Int32
  ) {
    fiber = fibers.fiber { [unowned self] pause in
      self.pause = pause
      let seen = FiberCluster(cluster, pause: pause)
      self.cluster = seen
      let status = body(self, seen)
      unsent += Frame(.status, [UInt8(truncatingIfNeeded: status)]).bytes
      hasEnded = true
    }
  }

  /// Lets the command go on as far as it can.
  func resume() {
    if !hasEnded { fiber?.resume() }
    flush()
  }

  /// All of the guest's standard input; the command waits for it.
  func readAll() -> [UInt8] {
    unsent += Frame(.wantsInput).bytes
    flush()
    while !inputHasEnded { pause() }
    return input
  }

  /// Has the guest run a program at its own terminal, and waits for its end.
  func run(_ request: Value) -> Value? {
    ran = nil
    say(.run, JSONWriter.bytes(request, escapesHTML: false))
    while ran == nil, !isGone { pause() }
    return ran
  }

  /// Asks its user a question; `nil` where nobody can be asked.
  func ask(_ question: String) -> Bool? {
    agreement = nil
    say(.ask, Array(question.utf8))
    while agreement == nil, !isGone { pause() }
    return agreement?.first.map { $0 == UInt8(ascii: "y") }
  }

  /// Lets others have their turn while the command works.
  func yield() {
    isBusy = true
    pause()
    isBusy = false
  }

  /// Waits for a line that its user types; `nil` when it has gone.
  /// - Parameters:
  ///   - idle: called while nothing comes; says whether it wants to be called again.
  ///   - complete: what Tab brings.
  func line(after prompt: Value, idle: () -> Bool, complete: (Value) -> Value) -> Value? {
    say(.wantsLine, JSONWriter.bytes(prompt, escapesHTML: false))
    defer { isAtPrompt = false }
    while !isGone {
      while !tabs.isEmpty { say(.candidates, JSONWriter.bytes(complete(tabs.removeFirst()), escapesHTML: false)) }
      if !typed.isEmpty { return typed.removeFirst() }
      isAtPrompt = !idle()
      pause()
    }
    return nil
  }
}

/// A stream of a guest.
final class GuestSink: TextSink {
  private unowned let guest: Guest
  private let meaning: Frame.Meaning

  init(_ guest: Guest, _ meaning: Frame.Meaning) {
    self.guest = guest
    self.meaning = meaning
  }

  func write(_ text: String) { guest.say(meaning, Array(text.utf8)) }
}
