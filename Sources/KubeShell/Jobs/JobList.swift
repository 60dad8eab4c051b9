// Commands in the background: `get pods -w &`.
import ClusterAPI
import KubeCommands
import SimCore

/// One command in the background.
final class Job {
  let number: Int
  let text: String
  fileprivate let printed = TextBuffer()
  fileprivate var cluster: FiberCluster?
  fileprivate var fiber: (any Fiber)?
  fileprivate var status: Int32?

  fileprivate init(_ number: Int, _ text: String) {
    self.number = number
    self.text = text
  }

  var state: String {
    switch status {
    case nil: "running"
    case 0?: "done"
    case 130?: "killed"
    case let status?: "exit \(status)"
    }
  }

  /// `[1]  running  get pods -w`
  var line: String { "[\(number)]  \(state)  \(text)\n" }
}

/// The jobs of a session.
public final class JobList {
  private let fibers: (any FiberFactory)?
  private(set) var jobs: [Job] = []
  /// A job that lets time pass must not be resumed by who looks after jobs meanwhile.
  private var isPolling = false

  init(_ fibers: (any FiberFactory)?) { self.fibers = fibers }

  var isEmpty: Bool { jobs.isEmpty }

  /// Starts a command; `nil` where nothing can run in the background.
  func start(_ command: ShellCommand, _ text: String, in session: Session) -> Job? {
    guard let fibers, let simulation = session.context.simulation else { return nil }
    let job = Job((jobs.map(\.number).max() ?? 0) + 1, text)
    job.fiber = fibers.fiber { pause in
      let cluster = FiberCluster(simulation, pause: pause)
      job.cluster = cluster
      let inner = session.background(on: cluster, printing: job.printed)
      do throws(Departure) {
        job.status = try inner.run(command)
      } catch {
        job.status = StepOutcome(departure: error).status
      }
    }
    jobs.append(job)
    return job
  }

  /// Lets all jobs go on as far as they can. Returns what they printed and which have ended.
  func poll() -> String {
    if isPolling { return "" }
    isPolling = true
    defer { isPolling = false }
    var text = ""
    for job in jobs {
      job.fiber?.resume()
      text += job.printed.take()
      if job.status != nil { text += job.line }
    }
    jobs.removeAll { $0.status != nil }
    return text
  }

  /// Breaks a job off; false when there is none of that number.
  func kill(_ number: Int) -> Bool {
    guard let job = jobs.first(where: { $0.number == number }) else { return false }
    job.cluster?.isCancelled = true
    return true
  }
}

extension Session {
  /// A session like this one whose commands wait without holding anybody up.
  fileprivate func background(on cluster: FiberCluster, printing output: TextBuffer) -> Session {
    let copy = CommandContext(
      api: cluster, output: output, errors: output, files: context.files, namespace: context.namespace,
      isStrict: context.isStrict, isTerminal: context.isTerminal, environment: context.environment)
    copy.kubeConfig = context.kubeConfig
    let inner = Session(copy, timing: Timing(pace: .zero))
    inner.variables = variables
    inner.subject = subject
    return inner
  }
}
