// Whether a container runs until it is stopped or comes to an end of its own, as far as its command tells.
import KubeKinds
import KubeObjects
import SimCore

/// What a container's command does, read off its words. Rules of the configuration go first; this is what a full
/// kubelet assumes where they say nothing.
struct CommandModel {
  /// An end of its own: the exit code, and how long the container runs before.
  struct End: Equatable {
    var code: Int64
    var after: TimeSpan
  }

  /// Images that hold tools and no server: without a command their shell finds no input and ends at once.
  private static let bareImages: Set<String> = [
    "docker.io/library/alpine", "docker.io/library/bash", "docker.io/library/busybox", "docker.io/library/centos",
    "docker.io/library/debian", "docker.io/library/fedora", "docker.io/library/hello-world",
    "docker.io/library/perl", "docker.io/library/python", "docker.io/library/ubuntu",
  ]

  private static let quick: Set<String> = [
    "cat", "cp", "curl", "date", "dig", "echo", "env", "false", "hostname", "id", "ls", "mkdir", "mv", "nslookup",
    "printf", "pwd", "rm", "touch", "true", "uname", "wget", "whoami",
  ]

  /// How long something takes whose length nothing tells: a job's work.
  private static let work = TimeSpan.seconds(3)

  /// The end of a container; `nil` for one that runs until it is stopped.
  /// - Parameter isTask: the pod is one that is expected to end: a job's, or one that is not always restarted.
  static func end(of container: Value, isTask: Bool) -> End? {
    let words = (container[.command].elements + container[.args].elements).map(\.text)
    let hasInput = container["stdin"] == true
    guard let first = words.first else { return hasInput ? nil : endWithoutCommand(container[.image].text, isTask) }
    let program = String(first.split(separator: "/").last ?? "")
    let isShell = ["sh", "bash", "ash", "dash"].contains(program)
    // A shell that is given no commands waits for somebody to type some.
    if isShell, hasInput, words.count == 1 { return nil }
    if isShell { return endOfShell(Array(words.dropFirst()), isTask) }
    if let end = end(ofCommand: [program] + words.dropFirst()) { return end }
    return isTask && !isEndless(words) ? End(code: 0, after: work) : nil
  }

  private static func endWithoutCommand(_ image: String, _ isTask: Bool) -> End? {
    if bareImages.contains(ImageNames.repository(image)) { return End(code: 0, after: .zero) }
    return isTask ? End(code: 0, after: work) : nil
  }

  /// The end of one simple command that is known to have one.
  private static func end(ofCommand words: [String]) -> End? {
    guard let program = words.first else { return nil }
    if program == "sleep" { return words.dropFirst().first.flatMap(span).map { End(code: 0, after: $0) } }
    if program == "exit" { return End(code: words.dropFirst().first.flatMap { Int64($0) } ?? 0, after: .zero) }
    if program == "cat", words.count == 1 { return nil }
    guard quick.contains(program) else { return nil }
    return End(code: program == "false" ? 1 : 0, after: .zero)
  }

  // MARK: Shell

  private static func endOfShell(_ words: [String], _ isTask: Bool) -> End? {
    guard let flag = words.firstIndex(where: { $0.hasPrefix("-") && $0.hasSuffix("c") }), flag + 1 < words.count else {
      return words.isEmpty ? End(code: 0, after: .zero) : isTask ? End(code: 0, after: work) : nil
    }
    return end(ofScript: words[flag + 1], isTask)
  }

  /// Adds up what the commands of a script take: what stands behind `||` is taken not to be needed, and conditions
  /// not to end it. A loop without an end, or a program nobody knows, has no end.
  private static func end(ofScript script: String, _ isTask: Bool) -> End? {
    var total = TimeSpan.zero
    var code: Int64 = 0
    for command in ShellScript(script).commands where !command.isFallback {
      if isEndless(command) { return nil }
      if isKnownToShell(command.words) || command.isConditional && command.words[0] == "exit" { continue }
      guard let end = end(ofCommand: command.words) ?? (isTask ? End(code: 0, after: work) : nil) else { return nil }
      total = total + end.after
      code = end.code
      if command.words[0] == "exit" { break }
    }
    return End(code: code, after: total)
  }

  /// Words of the shell itself, and assignments: they take no time.
  private static func isKnownToShell(_ command: [String]) -> Bool {
    let words: Set<String> = [
      "[", "[[", "break", "cd", "continue", "export", "local", "read", "return", "set", "shift", "source", "test",
      "trap", "umask",
    ]
    return words.contains(command[0]) || command[0].contains("=")
  }

  /// A command that does not end: `tail -f`, `sleep infinity`, `wait`, or the condition of `while true`.
  private static func isEndless(_ command: ShellScript.Command) -> Bool {
    let words = command.words
    if command.isConditional, words == ["true"] || words == [":"] || words == ["false"] { return true }
    return isEndless(words)
  }

  private static func isEndless(_ words: [String]) -> Bool {
    switch words.first {
    case "wait": return true
    case "sleep": return words.dropFirst().first.map { "infinity".hasPrefix($0) && $0.hasPrefix("inf") } ?? false
    case "tail": return words.contains { $0.hasPrefix("-") && $0.lowercased().hasSuffix("f") || $0 == "--follow" }
    default: return false
    }
  }

  private static func span(_ word: String) -> TimeSpan? {
    if let seconds = Double(word), seconds >= 0, seconds.isFinite { return TimeSpan(seconds: seconds) }
    guard let unit = word.last, let amount = Double(word.dropLast()), amount >= 0, amount.isFinite else { return nil }
    switch unit {
    case "s": return TimeSpan(seconds: amount)
    case "m": return TimeSpan(seconds: amount * 60)
    case "h": return TimeSpan(seconds: amount * 3_600)
    case "d": return TimeSpan(seconds: amount * 86_400)
    default: return nil
    }
  }
}
