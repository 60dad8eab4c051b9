// Lines of a guest's shell that need other programs: /bin/sh runs them where the guest is, at its terminal.
import Glibc
import KubeCommands
import KubeShell

final class GuestShell: SystemShell {
  private let programs: GuestPrograms
  private let clusters: Clusters
  private let path: [String]
  private var folder: ProgramFolder?

  init(_ guest: Guest, _ clusters: Clusters, _ environment: [String: String]) {
    programs = GuestPrograms(guest)
    self.clusters = clusters
    path = (environment["PATH"] ?? ChildShell.usualPath).split(separator: ":").map(String.init)
  }

  func has(_ program: String) -> Bool { ChildShell.has(program, in: path) }

  func run(_ line: SystemShellLine, output: any TextSink, errors: any TextSink) -> SystemShellOutcome {
    do {
      let folder = try self.folder ?? ProgramFolder()
      self.folder = folder
      let environment = folder.environment(line.environment, socket: clusters.socketPath)
      let words = ChildShell.words(line, keepingIn: folder.kept)
      let status = try programs.runOnTerminal(words, environment: environment)
      return SystemShellOutcome(status: status, variables: ChildShell.values(of: line.kept, in: folder.kept))
    } catch {
      return ChildShell.refusal(error, errors)
    }
  }
}
