// How long `--watch` goes on.
import ClusterAPI
import SimCore

/// How long a watch goes on. A terminal's goes on until it is broken off. A script's ends when the cluster has had
/// nothing to say for a while, for nobody can break it off there.
struct WatchLimit {
  private static let quiet = TimeSpan.minutes(5)
  private static let longest = TimeSpan.hours(1)
  private let end: Instant
  private let isScript: Bool

  init(_ line: CommandLine, _ context: CommandContext) {
    isScript = context.simulation != nil && !context.isTerminal
    let asked = RequestTimeout.span(line[GlobalFlags.requestTimeout])
    end = asked.map { context.api.now + $0 } ?? (isScript ? context.api.now + Self.longest : .distantFuture)
  }

  func deadline(_ now: Instant) -> Instant { isScript ? min(end, now + Self.quiet) : end }
}

/// `--request-timeout`, which may be a number of seconds or a duration; zero is none.
enum RequestTimeout {
  static func span(_ text: String) -> TimeSpan? {
    let span = Int64(text).map { TimeSpan.seconds($0) } ?? TimeSpan(goText: text) ?? .zero
    return span > .zero ? span : nil
  }
}
