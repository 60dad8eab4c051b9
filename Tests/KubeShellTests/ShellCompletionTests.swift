// The completions in the shells they are for, as a person presses Tab there.
import Foundation
import StsctlTesting
import Testing

/// A shell that has learnt to complete stsctl, and kubectl as another name of it.
enum CompletedShell: String, CaseIterable, Sendable {
  case bash, zsh, fish

  static let installed = allCases.filter { FileManager.default.isExecutableFile(atPath: "/usr/bin/" + $0.rawValue) }

  private var start: String {
    switch self {
    case .bash: "bash --norc -i"
    case .zsh: "zsh -f -i"
    case .fish: "fish --no-config -i"
    }
  }

  private var lesson: String {
    switch self {
    case .bash: "source completions/stsctl.bash; source <(stsctl completion bash --alias kubectl)"
    case .zsh:
      "autoload -U compinit; compinit -u -D; source completions/_stsctl; source <(stsctl completion zsh --alias kubectl)"
    case .fish: "source completions/stsctl.fish; stsctl completion fish --alias kubectl | source"
    }
  }

  func open() throws -> Tmux {
    let folder = URL(filePath: Tmux.program).deletingLastPathComponent().path
    let home = Tmux.folder()
    let screen = try Tmux(
      columns: 120, home: home, command: "env HOME=\(home) XDG_STATE_HOME= PATH=\(folder):/usr/bin:/bin \(start)")
    try screen.wait(for: "[#$>%] ?$")
    screen.send(lesson + "; echo LEARNT\n")
    try screen.wait(for: "^LEARNT")
    return screen
  }
}

@Suite(.serialized, .enabled(if: Tmux.isThere, "tmux is not installed: the terminal is not tested"))
struct ShellCompletionTests {
  /// What is typed before Tab, and what stands in the line after it.
  @Test(arguments: CompletedShell.installed)
  func tabCompletes(shell: CompletedShell) throws {
    let screen = try shell.open()
    for (typed, expected) in [
      ("stsctl get nod", "stsctl get nodes"), ("stsctl get node control", "stsctl get node control-plane"),
      ("kubectl rollout st", "kubectl rollout status"), ("kubectl describe node/contr", "kubectl describe node/control-plane"),
      ("stsctl get pods --sort-by=.metadata.creat", "stsctl get pods --sort-by=.metadata.creationTimestamp"),
      ("stsctl explain sts.spec.up", "stsctl explain sts.spec.updateStrategy"), ("stsctl learn can", "stsctl learn canary"),
      ("stsctl --state none get nod", "stsctl --state none get nodes"), ("stsctl scale --repl", "stsctl scale --replicas="),
    ] {
      screen.send(typed)
      usleep(100_000)
      screen.keys("Tab")
      try screen.wait(what: expected) { $0.contains(expected) }
      screen.keys("C-c")
      usleep(200_000)
    }
  }

  @Test(arguments: CompletedShell.installed)
  func tabListsNames(shell: CompletedShell) throws {
    let screen = try shell.open()
    screen.send("kubectl get node worker-")
    usleep(100_000)
    screen.keys("Tab", "Tab")
    try screen.wait(until: { $0.contains("worker-1") && $0.contains("worker-4") })
  }
}
