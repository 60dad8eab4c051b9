// What is measured: starting, ordered and parallel rollouts, and scripts of many commands.
import ClusterSim
import Glibc
import KubeCommands
import KubeShell
import SimCore
import StsctlTesting

enum Measurements {
  /// - Parameter binary: the program whose start is measured; left out without one.
  static func all(binary: String?) -> [Measurement] {
    (binary.map(starting) ?? []) + [
      Measurement(what: "1 set of 1,000 ordered replicas to Ready", duration: ordered(1_000), limit: 0.5),
      Measurement(what: "100 sets of 100 ordered replicas to Ready", duration: sets(100, of: 100), limit: 1),
      Measurement(what: "1,000 commands against 100 pods", duration: commands(1_000, pods: 100), limit: 0.3),
      Measurement(what: "get pods, 100 pods", duration: table(pods: 100), limit: 0.0002),
      Measurement(what: "get pods, 10,000 pods", duration: table(pods: 10_000), limit: 0.02),
      Measurement(what: "Tab, slowest of twenty places, 10,000 pods", duration: completion(pods: 10_000), limit: 0.02),
      Measurement(what: "the recordings, played and compared", duration: recordings(), limit: 30),
    ] + growth
  }

  /// How cost grows: every doubling of an ordered set should take about twice as long.
  private static var growth: [Measurement] {
    [125, 250, 500, 1_000, 2_000, 4_000].map { count in
      Measurement(what: "growth: \(count) ordered replicas", duration: ordered(count), limit: nil)
    }
  }

  private static func starting(_ binary: String) -> [Measurement] {
    [
      Measurement(
        what: "stsctl --state none get pods, process to exit",
        duration: Stopwatch.median(of: 51) { spawn(binary, ["--state", "none", "get", "pods"]) }, limit: 0.01),
      Measurement(
        what: "stsctl get pods, 100 pods after 40 rescales, to exit", duration: opening(binary, pods: 100),
        limit: 0.05),
    ]
  }

  /// Seconds that a command takes on a saved cluster with a past.
  private static func opening(_ binary: String, pods: Int) -> Duration {
    var template = Array("/tmp/stsctl-bench-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { return Duration(wall: 0, processor: 0) }
    let home = template.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
    setenv("XDG_STATE_HOME", home, 1)
    defer {
      spawn("/bin/rm", ["-rf", home])
      unsetenv("XDG_STATE_HOME")
    }
    let file = home + "/set.steps"
    let rescales = (0..<40).map { "scale sts web --replicas=\($0 % 2 == 0 ? 0 : pods)\nsettle\n" }
    let script = "apply -f - <<EOF\n\(set("web", replicas: pods, policy: "Parallel"))\nEOF\n" + rescales.joined()
    guard let stream = fopen(file, "w") else { return Duration(wall: 0, processor: 0) }
    fputs(script, stream)
    fclose(stream)
    spawn(binary, ["--state", "bench", "-f", file])
    return Stopwatch.median(of: 21) { spawn(binary, ["--state", "bench", "get", "pods"]) }
  }

  private static func spawn(_ binary: String, _ arguments: [String]) {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    for descriptor in [Int32(1), 2] {
      posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_WRONLY, 0)
    }
    var words = ([binary] + arguments).map { strdup($0) } + [nil]
    var process = pid_t()
    guard posix_spawn(&process, binary, &actions, nil, &words, environ) == 0 else { return }
    var status: Int32 = 0
    waitpid(process, &status, 0)
    words.forEach { free($0) }
    posix_spawn_file_actions_destroy(&actions)
  }

  // MARK: In process

  private static func set(_ name: String, replicas: Int, policy: String = "OrderedReady") -> String {
    """
    apiVersion: apps/v1
    kind: StatefulSet
    metadata: {name: \(name)}
    spec:
      serviceName: \(name)
      replicas: \(replicas)
      podManagementPolicy: \(policy)
      selector: {matchLabels: {app: \(name)}}
      template:
        metadata: {labels: {app: \(name)}}
        spec:
          containers: [{name: main, image: "nginx:1.27"}]
    """
  }

  /// A session on plain nodes with room for so many pods, and what it printed.
  private static func session(pods: Int, files: [String: String]) -> (session: Session, output: TextBuffer) {
    let text = """
      apiVersion: stsctl.dev/v1
      kind: ClusterConfig
      nodes: [{name: node, count: \(max(3, (pods + 99) / 100))}]
      timings: {start: 250ms, stop: 250ms}
      """
    guard let configuration = try? ClusterConfiguration(yaml: Array(text.utf8)) else {
      preconditionFailure("the benchmark's cluster is described rightly")
    }
    let cluster = SimulatedCluster(
      configuration, seed: 1, start: Invocation.scriptEpoch, pacer: InstantPacer())
    let output = TextBuffer()
    let context = CommandContext(api: cluster, output: output, errors: output, files: MemoryFiles(files))
    return (Session(context), output)
  }

  /// Seconds that a script takes, which must succeed.
  private static func run(_ script: String, pods: Int, files: [String: String]) -> Duration {
    let (session, output) = session(pods: pods, files: files)
    var status: Int32 = 0
    let duration = Stopwatch.measure {
      status = ScriptRunner(session, ScriptOptions()).run([ScriptText(name: "bench", text: script)])
    }
    if status != 0 { print("FAILED:\n\(output.text.suffix(2_000))") }
    return duration
  }

  private static func ordered(_ replicas: Int) -> Duration {
    let script = "apply -f set.yaml\nrollout status sts/web > /dev/null\nexpect '\(replicas)/\(replicas)' get sts web\n"
    return run(script, pods: replicas, files: ["set.yaml": set("web", replicas: replicas)])
  }

  private static func sets(_ count: Int, of replicas: Int) -> Duration {
    let manifest = (0..<count).map { set("set-\($0)", replicas: replicas) }.joined(separator: "\n---\n")
    let script = "apply -f sets.yaml > /dev/null\nsettle\nexpect 'READY \(replicas)/\(replicas)' get sts\n"
    return run(script, pods: count * replicas, files: ["sets.yaml": manifest])
  }

  private static func commands(_ count: Int, pods: Int) -> Duration {
    let lines = [
      "get pods", "get sts web -o yaml", "describe pod web-7", "label pod web-3 --overwrite turn=", "get pods -o name",
      "get pods -l app=web", "scale sts web --replicas=\(pods)", "get sts", "annotate pod web-5 --overwrite note=",
      "rollout history sts/web",
    ]
    let setUp = "apply -f set.yaml\nrollout status sts/web\n"
    let files = ["set.yaml": set("web", replicas: pods)]
    let script = (0..<count).map { index in
      let line = lines[index % lines.count]
      return line.hasSuffix("=") ? "\(line)\(index)\n" : line + "\n"
    }.joined()
    let whole = run(setUp + script, pods: pods, files: files)
    let before = run(setUp, pods: pods, files: files)
    return Duration(wall: whole.wall - before.wall, processor: whole.processor - before.processor)
  }

  /// Seconds that the slowest of some lines takes to be completed.
  private static func completion(pods: Int) -> Duration {
    let files = ["set.yaml": set("web", replicas: pods, policy: "Parallel")]
    let (session, output) = session(pods: pods, files: files)
    let setUp = ScriptText(name: "bench", text: "apply -f set.yaml\nsettle\n")
    if ScriptRunner(session, ScriptOptions()).run([setUp]) != 0 { print("FAILED:\n\(output.text.suffix(2_000))") }
    let completer = Completer(session)
    let lines = [
      "get pods ", "get pods web-99", "delete pod/web-1", "get pods -l ", "logs web-77 -c ",
      "get pods -o jsonpath={.items[*].sp", "label pod web-5 ", "advance until pod/web-", "get pods -l ap",
      "get pods -l app=", "describe pod web-12", "get po/web-", "exec web-5", "get ", "get pods --sort-by=.sp",
      "explain pods.spec.", "set image sts/", "rollout status sts/", "wait --for=condition=Ready pod/web-", "get -n ",
    ]
    let durations = lines.map { line in
      Stopwatch.median(of: 11) {
        if completer.answer(before: line).candidates.isEmpty { print("FAILED: nothing completes \(line)") }
      }
    }
    return durations.max { $0.wall < $1.wall } ?? durations[0]
  }

  /// Seconds that `get pods` takes: from its words to the text of its table.
  private static func table(pods: Int) -> Duration {
    let files = ["set.yaml": set("web", replicas: pods, policy: "Parallel")]
    let (session, output) = session(pods: pods, files: files)
    let setUp = ScriptText(name: "bench", text: "apply -f set.yaml\nsettle\n")
    if ScriptRunner(session, ScriptOptions()).run([setUp]) != 0 { print("FAILED:\n\(output.text.suffix(2_000))") }
    _ = output.take()
    return Stopwatch.median(of: 31) {
      _ = CommandRunner.run(["get", "pods"], in: session.context)
      if output.take().utf8.count < pods * 20 { print("FAILED: no table") }
    }
  }

  private static func recordings() -> Duration {
    Stopwatch.measure {
      for name in Scenario.names {
        guard let scenario = try? Scenario(named: name), let played = try? ScenarioPlayer.play(scenario) else {
          print("FAILED: \(name)")
          continue
        }
        _ = StepComparison.compare(scenario, played)
      }
    }
  }
}
