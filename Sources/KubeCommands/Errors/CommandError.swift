// What a command can fail with, as values. `ErrorText` alone makes sentences of them, `ExitStatus` alone numbers.
import ClusterAPI
import KubeObjects

/// The failure of a command.
public indirect enum CommandError: Error {
  /// The line can't be understood.
  case usage(UsageError)
  /// A refusal of the client in its own words; printed after `error: `.
  case text(String)
  /// The server refused.
  case status(APIStatus)
  /// Several failures, one line each; among others, one line together.
  case several([CommandError])
  /// The same failure, with an exit status of its own.
  case failing(Int32, CommandError)
  /// Everything has been said.
  case exit(Int32)

  /// An error of any kind as a failure of a command.
  public init(_ error: any Error) {
    switch error {
    case let error as CommandError: self = error
    case let error as UsageError: self = .usage(error)
    case let error as APIStatus: self = .status(error)
    case let error as FileError: self = .text("open \(error.path): \(error.reason)")
    case is Interruption: self = .exit(ExitStatus.interrupted)
    default: self = .text("\(error)")
    }
  }

  /// The failure with the source it came from, as `error when creating "web.yaml": ...`.
  public func during(_ activity: String, _ source: String) -> CommandError {
    guard !source.isEmpty else { return self }
    let prefix = "error when \(activity) \(GoText.quoted(source)): "
    switch self {
    case .status(var status):
      status.message = prefix + status.message
      return .status(status)
    case .text(let text): return .text(prefix + text)
    default: return self
    }
  }

  /// The failure but for objects that are not there; `nil` when there was nothing else.
  public var withoutNotFound: CommandError? {
    guard case .several(let errors) = self else { return isNotFound ? nil : self }
    let rest = errors.compactMap(\.withoutNotFound)
    return rest.count > 1 ? .several(rest) : rest.first
  }

  fileprivate var isSeveral: Bool { if case .several = self { true } else { false } }

  /// Whether the server said that there is no such object.
  public var isNotFound: Bool { if case .status(let status) = self { status.reason == .notFound } else { false } }
}

/// Failures that are collected while a command goes on.
public final class FailureList {
  private var failures: [CommandError] = []

  public init() {}

  public var isEmpty: Bool { failures.isEmpty }

  /// Whether one thing failed, and because an object is not there. Several are no failure of one reason.
  public var isOneNotFound: Bool { failures.count == 1 && failures[0].isNotFound }

  /// The failures but for objects that are not there.
  public var withoutNotFound: FailureList {
    let rest = FailureList()
    rest.failures = failures.compactMap(\.withoutNotFound)
    return rest
  }

  public func add(_ error: any Error) {
    let failure = CommandError(error)
    if case .several(let inner) = failure { failures += inner } else { failures.append(failure) }
  }

  /// Adds the failures of another list, which stay one failure.
  public func add(together others: FailureList) {
    if !others.isEmpty { failures.append(.several(others.failures)) }
  }

  /// Runs one part of the work and keeps its failure. An interruption ends everything.
  public func collect(_ work: () throws -> Void) throws(Interruption) {
    do {
      try work()
    } catch let interruption as Interruption {
      throw interruption
    } catch {
      add(error)
    }
  }

  /// Throws what was collected and a last failure that ends the work.
  public func end(with error: any Error) throws(CommandError) -> Never {
    add(error)
    try throwIfAny()
    throw CommandError(error)
  }

  /// Throws what was collected as a list, even of one: kubectl prints refusals of its own without `error: ` then, and
  /// on one line what belongs together.
  public func throwListIfAny() throws(CommandError) {
    if failures.count == 1, failures[0].isSeveral { throw .several([.several(failures)]) }
    if !failures.isEmpty { throw .several(failures) }
  }

  /// Throws what was collected; as a list where parts of it belong together.
  public func throwJoinedIfAny() throws(CommandError) {
    if failures.contains(where: \.isSeveral) { try throwListIfAny() } else { try throwIfAny() }
  }

  /// Throws what was collected, if anything was.
  public func throwIfAny() throws(CommandError) {
    if failures.count == 1, !failures[0].isSeveral { throw failures[0] }
    if !failures.isEmpty { throw .several(failures) }
  }
}
