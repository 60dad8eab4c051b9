// The editor that KUBE_EDITOR or EDITOR names, started on a temporary file (k8s.io/kubectl pkg/cmd/util/editor).
import KubeObjects

struct Editor {
  let context: CommandContext
  private let words: [String]
  /// The last word is a line for a shell, because quotes in it are not ours to read.
  private let usesShell: Bool

  init(_ context: CommandContext) {
    self.context = context
    let environment = context.environment
    let typed = ["KUBE_EDITOR", "EDITOR"].compactMap { environment[$0] }.first { !$0.isEmpty } ?? "vi"
    usesShell = typed.contains(" ") && typed.contains { "\"'\\".contains($0) }
    if usesShell {
      let shell = environment["SHELL"] ?? ""
      words = [shell.isEmpty ? "/bin/bash" : shell, "-c", typed]
    } else {
      words = typed.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    }
  }

  /// Lets the user edit a text in a new file. Returns the file and what it holds then.
  func edit(_ text: String, suffix: String) throws(CommandError) -> (path: String, text: String) {
    guard let programs = context.programs else { throw .text("unable to launch the editor \(name)") }
    do {
      let path = try programs.temporaryFile("kubectl-edit-", suffix, Array(text.utf8))
      try launch(programs, path)
      // Lines may end as on Windows; to Swift such an end is one character, and no newline.
      let bytes = try context.files.read(path).filter { $0 != UInt8(ascii: "\r") }
      return (path, String(decoding: bytes, as: UTF8.self))
    } catch {
      throw CommandError(error)
    }
  }

  private var name: String { GoText.quoted(words.joined(separator: " ")) }

  private func launch(_ programs: any ProgramAccess, _ path: String) throws(CommandError) {
    var line = words
    if usesShell { line[line.count - 1] += " \(GoText.quoted(path))" } else { line.append(path) }
    let status: Int32
    do throws(ProgramError) {
      status = try programs.runOnTerminal(line, environment: context.environment)
    } catch .notFound {
      throw .text("unable to launch the editor \(name)")
    } catch {
      throw .text("there was a problem with the editor \(name)")
    }
    if status != 0 { throw .text("there was a problem with the editor \(name)") }
  }

  func remove(_ path: String) { context.programs?.remove(path) }
}
