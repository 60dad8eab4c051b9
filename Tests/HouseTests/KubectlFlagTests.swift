// The flags of every command, as kubectl's own help lists them: names, letters and defaults. The kubectl at hand is
// older than the one we are; what was changed since is listed with its reason.
import Foundation
import KubeCommands
import Testing

@Suite struct KubectlFlagTests {
  /// What kubectl 1.36 has otherwise than 1.32, by command.
  private static let changes: [String: (gone: [String], new: [String], reason: String)] = [
    "api-resources": ([], ["--show-managed-fields=false"], "prints JSON and YAML since 1.33"),
    "attach": ([], ["--detach-keys='ctrl-p,ctrl-q'"], "can be left without ending what runs since 1.36"),
    "autoscale": (["--cpu-percent=-1"], ["--cpu=''", "--memory=''"], "takes any resource since 1.33"),
    "config set-context": (["--namespace=''"], ["-n, --namespace=''"], "has a letter since 1.35"),
    "debug": (["--profile='legacy'"], ["--profile='general'"], "the default changed in 1.36"),
    "diff": ([], ["--show-secret=false"], "shows secrets on request since 1.36"),
    "explain": (["--recursive=false"], ["-R, --recursive=false"], "has a letter since 1.36"),
    "rollout pause": ([], ["--dry-run='none'"], "can be tried out since 1.35"),
    "rollout restart": ([], ["--dry-run='none'"], "can be tried out since 1.35"),
    "rollout resume": ([], ["--dry-run='none'"], "can be tried out since 1.35"),
    "run": ([], ["--detach-keys='ctrl-p,ctrl-q'"], "can be left without ending what runs since 1.36"),
    "top pod": ([], ["--show-swap=false"], "shows swap since 1.34"),
    "wait": (["--for=''"], ["--for=[]"], "waits for several conditions since 1.36"),
  ]

  private static let isThere = HelpOfKubectl.path != nil

  @Test(.enabled(if: isThere, "no kubectl is here to compare with"))
  func everyCommandHasItsFlags() throws {
    var compared = 0
    try compare(VerbCatalog.strictRoot, path: [], &compared)
    #expect(compared > 90)
  }

  private func compare(_ command: Command, path: [String], _ compared: inout Int) throws {
    let help = try HelpOfKubectl.of(path)
    guard help.contains("Usage:") else { return }
    let name = path.joined(separator: " ")
    let change = Self.changes[name] ?? ([], [], "")
    let theirs = HelpOfKubectl.flags(help).filter { !change.gone.contains($0) } + change.new
    let ours = HelpOfKubectl.flags(HelpText.page(command, path: "kubectl \(name)"))
    #expect(Set(ours) == Set(theirs), "kubectl \(name): \(change.reason)")
    compared += 1
    for inner in command.subcommands where !inner.isHidden { try compare(inner, path: path + [inner.name], &compared) }
  }

  @Test(.enabled(if: isThere, "no kubectl is here to compare with"))
  func globalFlagsAreTheSame() throws {
    let added = ["--as-user-extra=[]", "--kuberc=''"]
    let home = "--cache-dir='$HOME/.kube/cache'"
    let theirs = HelpOfKubectl.flags(try HelpOfKubectl.of(["options"], asks: false), after: "The following options")
    let ours = GlobalFlags.rows.map { "\($0.names)=\($0.defaultText)" }
    #expect(Set(ours) == Set(theirs.filter { !$0.hasPrefix("--cache-dir") } + added + [home]))
  }
}

/// What the kubectl of this machine says of itself.
private enum HelpOfKubectl {
  static let path = ["/usr/local/bin/kubectl", "/usr/bin/kubectl"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  static func of(_ words: [String], asks: Bool = true) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path ?? "")
    process.arguments = words + (asks ? ["--help"] : [])
    process.environment = ["HOME": "/nonexistent", "KUBECONFIG": "/nonexistent"]
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }

  /// The lines that name flags: `-f, --filename=[]`.
  static func flags(_ help: String, after title: String = "Options:") -> [String] {
    var isInside = false
    var flags: [String] = []
    for line in help.split(separator: "\n") {
      if line.first != " ", line.first != "\t" { isInside = line.hasPrefix(title) }
      if isInside, line.hasPrefix("    -"), line.hasSuffix(":") { flags.append(String(line.dropFirst(4).dropLast())) }
    }
    return flags
  }
}
