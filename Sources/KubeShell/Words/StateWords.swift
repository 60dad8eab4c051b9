// Words about the cluster as a whole: which one is used, keeping its state, going back, beginning anew.
import ClusterAPI
import KubeCommands
import SimCore

extension ShellWord {
  static let cluster = ShellWord(
    name: "cluster", synopsis: "list | new NAME [--cluster FILE] [--seed N] | rm NAME [--yes] | switch NAME",
    summary: "List, make, remove and switch saved clusters",
    details: """
      list shows the saved clusters; new makes one, which begins now, by a ClusterConfig where one is given; rm takes \
      one away with its snapshots and its history, after a question that --yes answers; switch makes one the cluster \
      of this shell and of every later command that names none with --state.
      """,
    example: "cluster new rehearsal --cluster three-zones.yaml"
  ) { session, arguments throws(Departure) in
    let status = session.inSavedClusters("cluster") { saved throws(SavedClusterError) in
      if session.isRestricted { throw SavedClusterError("--restricted keeps scripts from other clusters") }
      var words = StateWordArguments(arguments, values: ["--cluster", "--seed"], switches: ["--yes"])
      switch try words.action(["list": 0...0, "new": 1...1, "rm": 1...1, "switch": 1...1]) {
      case "list": session.context.output.write(StateTables.clusters(try saved.clusters()))
      case "new": try session.makeCluster(words, saved)
      case "rm": return try session.removeCluster(words, saved)
      default: try session.turn(to: words.name, saved)
      }
      return 0
    }
    if session.saved?.hasLeft == true { throw .exit(status) }
    return status
  }

  static let snapshot = ShellWord(
    name: "snapshot", synopsis: "save NAME | restore NAME | list | rm NAME",
    summary: "Keep the state of the cluster, and go back to it",
    details: """
      save keeps the state of the cluster under a name; restore goes back to it, cluster time included, and \
      everything happens from there as it would have then; list shows the names; rm forgets one. Clusters that aren't \
      saved have snapshots too, for as long as the script runs.
      """,
    example: "snapshot save before-rollout"
  ) { session, arguments in
    session.inSavedClusters("snapshot") { saved throws(SavedClusterError) in
      var words = StateWordArguments(arguments, values: [], switches: [])
      switch try words.action(["save": 1...1, "restore": 1...1, "list": 0...0, "rm": 1...1]) {
      case "save":
        try saved.saveSnapshot(words.name)
        session.context.output.write("snapshot \(words.name) saved\n")
      case "restore":
        try saved.restoreSnapshot(words.name)
        session.beginAnew()
        let now = session.context.api.now.rfc3339
        session.context.output.write("snapshot \(words.name) restored, the time is \(now)\n")
      case "list": session.context.output.write(StateTables.snapshots(try saved.snapshots()))
      default:
        try saved.removeSnapshot(words.name)
        session.context.output.write("snapshot \(words.name) removed\n")
      }
      return 0
    }
  }

  static let reset = ShellWord(
    name: "reset", synopsis: "[--yes]", summary: "Begin with a new, empty cluster",
    details: """
      Forgets everything the cluster holds; it begins anew, with the same nodes and the same seed. Snapshots stay. \
      At a terminal it asks first, elsewhere it wants --yes.
      """,
    example: "reset --yes"
  ) { session, arguments in
    session.inSavedClusters("reset") { saved throws(SavedClusterError) in
      var words = StateWordArguments(arguments, values: [], switches: ["--yes"])
      try words.noAction()
      let name = saved.current.map { "cluster `\($0)`" } ?? "the cluster"
      guard try session.agrees("Reset \(name)? Everything in it will be lost.", words, saved) else { return 1 }
      try saved.reset()
      session.beginAnew()
      session.context.output.write("\(saved.current.map { "cluster \($0)" } ?? "cluster") reset\n")
      return 0
    }
  }
}

/// The arguments of a word with actions: `new NAME --seed 3`.
struct StateWordArguments {
  private var words: [String] = []
  private var options: [String: String] = [:]
  private var mistake: String?

  init(_ arguments: [String], values: Set<String>, switches: Set<String>) {
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      if switches.contains(argument) {
        options[argument] = ""
      } else if let name = parts.first, values.contains(name) {
        guard let value = parts.count > 1 ? parts[1] : rest.popFirst() else {
          mistake = "\(name) needs a value"
          return
        }
        options[name] = value
      } else if argument.hasPrefix("-") {
        mistake = "there is no option `\(argument)`"
      } else {
        words.append(argument)
      }
    }
  }

  /// The name that an action is about.
  var name: String { words.count > 1 ? words[1] : "" }

  func value(_ option: String) -> String? { options[option] }

  /// What is to be done.
  /// - Parameter actions: the actions there are, and how many names each takes.
  mutating func action(_ actions: [String: ClosedRange<Int>]) throws(SavedClusterError) -> String {
    if let mistake { throw SavedClusterError(mistake) }
    let known = actions.keys.sorted().joined(separator: ", ")
    guard let action = words.first else { throw SavedClusterError("one of \(known) is needed") }
    guard let counts = actions[action] else { throw SavedClusterError("`\(action)` is none of \(known)") }
    guard counts.contains(words.count - 1) else {
      throw SavedClusterError(counts.upperBound == 0 ? "\(action) takes no name" : "\(action) needs one name")
    }
    return action
  }

  func noAction() throws(SavedClusterError) {
    if let mistake { throw SavedClusterError(mistake) }
    if let word = words.first { throw SavedClusterError("takes no arguments, but `\(word)` was given") }
  }
}

extension Session {
  fileprivate func inSavedClusters(
    _ word: String, _ body: (any SavedClusters) throws(SavedClusterError) -> Int32
  ) -> Int32 {
    guard let saved else {
      fail("\(word): only a simulated cluster of this process can do this")
      return 1
    }
    do throws(SavedClusterError) {
      return try body(saved)
    } catch {
      fail("\(word): \(error.message)")
      return 1
    }
  }

  /// Whether the user wants it: has said so with --yes, or says so now.
  fileprivate func agrees(
    _ question: String, _ words: StateWordArguments, _ saved: any SavedClusters
  ) throws(SavedClusterError) -> Bool {
    if words.value("--yes") != nil { return true }
    guard let answer = saved.ask(question) else {
      throw SavedClusterError("nobody can be asked here: add --yes when you are sure")
    }
    if !answer { context.output.write("nothing was changed\n") }
    return answer
  }

  fileprivate func makeCluster(
    _ words: StateWordArguments, _ saved: any SavedClusters
  ) throws(SavedClusterError) {
    let seed = words.value("--seed") ?? "1"
    guard let number = UInt64(seed) else { throw SavedClusterError("--seed \(seed): a whole number is needed") }
    try saved.make(words.name, configuration: words.value("--cluster"), seed: number)
    context.output.write("cluster \(words.name) created\n")
  }

  fileprivate func removeCluster(
    _ words: StateWordArguments, _ saved: any SavedClusters
  ) throws(SavedClusterError) -> Int32 {
    guard try agrees("Remove cluster `\(words.name)` and its snapshots?", words, saved) else { return 1 }
    try saved.remove(words.name)
    context.output.write("cluster \(words.name) removed\n")
    return 0
  }

  fileprivate func turn(to name: String, _ saved: any SavedClusters) throws(SavedClusterError) {
    try saved.turn(to: name)
    if !saved.hasLeft { beginAnew() }
    context.output.write("switched to cluster \(name)\n")
  }

  /// The cluster's time may be another now, and nothing waits to come to rest.
  fileprivate func beginAnew() {
    isUnsettled = false
    takeSettings()
    clock?.follow(from: context.api.now)
  }
}

/// What `cluster list` and `snapshot list` print.
enum StateTables {
  static func clusters(_ rows: [SavedClusterRow]) -> String {
    table(["CURRENT", "NAME", "IN USE BY"], rows.map { [$0.isCurrent ? "*" : "", $0.name, $0.owner ?? "<none>"] })
  }

  static func snapshots(_ rows: [SnapshotRow]) -> String {
    if rows.isEmpty { return "there are no snapshots\n" }
    return table(["NAME", "TIME"], rows.map { [$0.name, $0.at.rfc3339] })
  }

  private static func table(_ titles: [String], _ rows: [[String]]) -> String {
    let lines = [titles] + rows
    let widths = titles.indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
    return lines.map { line in
      let cells = line.enumerated().map { column, cell in
        column == line.count - 1 ? cell : cell + String(repeating: " ", count: widths[column] - cell.count + 3)
      }
      return cells.joined() + "\n"
    }.joined()
  }
}
