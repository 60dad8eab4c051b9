// One command, on a cluster that this process opens or that another process has open.
import CEditShim
import ClusterState
import Glibc
import KubeCommands
import KubeShell
import SimCore

extension Program {
  /// Runs one command. The time of a saved cluster follows the clock on the wall, so a wait takes its time there.
  func perform(_ words: [String], _ invocation: Invocation) throws -> Int32 {
    if let path = environment["STSCTL_SOCKET"], invocation.stateChoice == .usual {
      return try perform(atSocket: path)
    }
    var opening = SessionOpening(invocation, readsInput: true)
    // These words are about clusters that need not be open.
    if words.first == "cluster" { opening.invocation.state = .forgotten }
    if opening.invocation.stateChoice == .forgotten {
      let session = try session(opening)
      leaveBehind(session, opening.invocation)
      return session.perform(words)
    }
    opening.invocation.timing.pace = .zero
    return try asOwnerOrGuest(words) { signals, version in
      opening.clock = WallClock(start: WallClock.timeOfDay(), speed: invocation.speed, signals: signals)
      let session = try session(opening)
      defer { (session.saved as? Clusters)?.close() }
      session.context.resumption = version
      return session.perform(words)
    }
  }

  /// The process ends with a cluster that is forgotten: there is no use in taking that apart, piece by piece.
  func leaveBehind(_ session: Session, _ invocation: Invocation) {
    if invocation.stateChoice == .forgotten { _ = Unmanaged.passRetained(session.context.api as AnyObject) }
  }

  /// Runs something as the owner of its cluster, or has the owner do what this process was started for.
  private func asOwnerOrGuest(_ words: [String], _ body: (Int32, String?) throws -> Int32) throws -> Int32 {
    let signals = ces_open_signals()
    var resumption: String?
    while true {
      do {
        return try body(signals, resumption)
      } catch let elsewhere as OwnedElsewhere {
        switch RemoteCommand(socket: elsewhere.socket, signals: signals).run(hello) {
        case .status(let status): return status
        case .ownerLeft(let version) where RemoteCommand.mayBeginAgain(words): resumption = version
        case .ownerLeft, .ownerDied: throw StateError.refused(Self.ownerEnded(elsewhere.name))
        }
      }
    }
  }

  private static func ownerEnded(_ name: String) -> String {
    "the process that had cluster `\(name)` open has ended; everything that was reported is saved"
  }

  /// Runs a command on the cluster of the shell or script that this process was started by.
  private func perform(atSocket path: String) throws -> Int32 {
    guard let socket = ClusterSocket.connect(to: path) else {
      throw StateError.refused("the shell or script that this was started by has ended (STSCTL_SOCKET is \(path))")
    }
    guard case .status(let status) = RemoteCommand(socket: socket, signals: ces_open_signals()).run(hello) else {
      throw StateError.refused("the shell or script that this was started by has ended")
    }
    return status
  }

  private var hello: GuestHello {
    GuestHello(
      arguments: arguments, directory: ProcessFolder.path, environment: environment, isTerminal: isatty(1) != 0,
      isErrorTerminal: isatty(2) != 0, columns: LibEditLineReader.size.columns)
  }

  /// Opens a shell, as the owner of its cluster or as a guest of the owner. When the owner leaves, the guest goes on
  /// as the owner.
  func openShell(_ invocation: Invocation) throws -> Int32 {
    var invocation = invocation
    let signals = ces_open_signals()
    var unfinished = ""
    while true {
      do {
        let shell = try shell(invocation, keepsHistory: true)
        shell.begin(with: unfinished)
        return shell.run()
      } catch let elsewhere as OwnedElsewhere {
        let command = RemoteCommand(socket: elsewhere.socket, signals: signals)
        guard let terminal = RemoteTerminal(command, signals: signals, terminalType: environment["TERM"]) else {
          throw InvocationError("the terminal can't be used for editing lines")
        }
        command.use(terminal)
        if case .status(let status) = command.run(hello) {
          guard let name = command.nextCluster else { return status }
          invocation.state = .named(name)
          continue
        }
        unfinished = terminal.unfinished
        errors.write("stsctl: the process that had cluster `\(elsewhere.name)` open has ended; this one goes on\n")
      }
    }
  }

  /// What may stand at the end of a line, with the names of the saved cluster where there is one.
  func complete(_ line: String, _ invocation: Invocation) throws -> Int32 {
    let session: Session
    do {
      session = try self.session(SessionOpening(invocation))
    } catch let elsewhere as OwnedElsewhere {
      let command = RemoteCommand(socket: elsewhere.socket, signals: ces_open_signals())
      guard case .status(let status) = command.run(hello) else { return 1 }
      return status
    } catch is StateError {
      var fresh = invocation
      fresh.state = .forgotten
      session = try self.session(SessionOpening(fresh))
    }
    let lessons = Lessons(files: files, environment: environment)
    output.write(Completer(session, lessons: lessons.candidates).words(line))
    return 0
  }
}
