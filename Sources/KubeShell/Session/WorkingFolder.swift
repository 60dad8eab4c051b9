// The folder that a session works in: paths of files begin there, and programs run there.
import KubeCommands

/// A folder that can be left for another.
public protocol WorkingFolder: AnyObject {
  /// The whole path, links followed.
  var path: String { get }

  /// Works in another folder from now on.
  /// - Parameter path: where it is, seen from the present one.
  func enter(_ path: String) throws(FileError)
}

extension Session {
  /// Works in another folder, as `cd` does; false when it can't, which has been said then.
  @discardableResult
  func enter(folder path: String) -> Bool {
    guard let folder else {
      fail("cd: \(isRestricted ? "--restricted keeps scripts in their folder" : "there is no other folder here")")
      return false
    }
    let before = folder.path
    do throws(FileError) {
      try folder.enter(path)
    } catch {
      fail("cd: \(path): \(error.reason)")
      return false
    }
    if folder.path == before { return true }
    for (name, value) in ["OLDPWD": before, "PWD": folder.path] {
      variables[name] = value
      context.environment[name] = value
    }
    return true
  }

  /// Runs something and comes back to the folder that it began in.
  func comingBack<Outcome>(_ body: () throws(Departure) -> Outcome) throws(Departure) -> Outcome {
    let before = folder?.path
    defer { if let before, folder?.path != before { enter(folder: before) } }
    return try body()
  }
}

extension ShellWord {
  static let cd = ShellWord(
    name: "cd", synopsis: "[FOLDER | -]", summary: "Work in another folder",
    details: """
      Makes FOLDER the one in which the following commands look for files and other programs run; - goes back to the \
      one before and prints it. Without a folder it goes home.
      """,
    example: "cd manifests"
  ) { session, arguments in
    guard arguments.count <= 1 else {
      session.fail("cd: takes one folder")
      return 1
    }
    let name = arguments.first == "-" ? "OLDPWD" : "HOME"
    let isNamed = arguments.first.map { $0 != "-" } ?? false
    guard let folder = isNamed ? arguments.first : session.variables[name], !folder.isEmpty else {
      session.fail("cd: \(name) is not set")
      return 1
    }
    guard session.enter(folder: folder) else { return 1 }
    if arguments.first == "-", let path = session.folder?.path { session.context.output.write(path + "\n") }
    return 0
  }
}
