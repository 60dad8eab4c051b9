// The files of the project that are printed from the rows: man pages and completions. `make generate` writes them, and
// a test compares.
import KubeCommands

/// A file that is never written by hand.
public struct GeneratedFile: Equatable, Sendable {
  /// From the top of the project: `man/stsctl.1`.
  public let path: String
  public let text: String
}

public enum GeneratedFiles {
  /// All generated files, sorted by path.
  public static var all: [GeneratedFile] { (manual + CompletionScripts.all).sorted { $0.path < $1.path } }

  private static var manual: [GeneratedFile] {
    let verbs = VerbCatalog.root.subcommands.filter { !$0.isHidden }.map { verb in
      GeneratedFile(path: "man/stsctl-\(verb.name).1", text: VerbManual.page(verb))
    }
    return verbs + [
      GeneratedFile(path: "man/stsctl.1", text: ProgramManual.page),
      GeneratedFile(path: "man/stsctl-serve.1", text: ServeManual.page),
      GeneratedFile(path: "man/stsctl-script.5", text: ScriptManual.page),
      GeneratedFile(path: "man/stsctl-cluster.5", text: ClusterManual.page),
      GeneratedFile(path: "man/stsctl-tutorial.7", text: TutorialManual.page),
    ]
  }
}
