// What a session at a terminal has and a script has not: a screen, a history, jobs.
import KubeCommands

/// A terminal that lines are typed at.
public protocol LineReader: AnyObject {
  /// Shows a prompt and returns what is typed after it.
  /// - Parameter preset: what the line begins with, as if it had been typed already.
  func readLine(prompt: String, preset: String) -> LineInput

  /// Makes an entry one that the arrow keys bring back.
  func recall(_ entry: String)

  /// Forgets all entries that were made ones.
  func forgetEntries()

  /// Shows text above the line that is being typed; where none is, just shows it.
  func announce(_ text: String)

  var size: ScreenSize { get }

  /// Called a few times a second while a line is being typed; `nil` when nobody needs that.
  var onIdle: (() -> Void)? { get set }
}

/// The things around a session at a terminal.
public final class Workbench {
  public let lines: any LineReader
  public private(set) var history = History()
  /// Where the history of a saved cluster is kept, or that of clusters that are forgotten.
  public var historyOf: (String?) -> (any HistoryStore)? = { _ in nil }
  let jobs: JobList
  /// Where output goes, for the names in it.
  let screen: ScreenSink?
  /// Whether colours are shown.
  public let isPainted: Bool
  /// The guide of an open lesson.
  public var guide: Guide?

  /// - Parameter fibers: what jobs run on; without it there are none.
  public init(
    lines: any LineReader, fibers: (any FiberFactory)? = nil, screen: ScreenSink? = nil, isPainted: Bool = false
  ) {
    self.lines = lines
    jobs = JobList(fibers)
    self.screen = screen
    self.isPainted = isPainted
  }

  /// Takes the history of a cluster in place of the present one.
  func useHistory(of cluster: String?) {
    history = History(historyOf(cluster))
    lines.forgetEntries()
    for entry in history.entries { lines.recall(entry) }
  }
}
