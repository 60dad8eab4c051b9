// Files and folders as candidates.
import KubeCommands

enum FileCandidates {
  /// What a path may become; folders end in a slash and stay open.
  static func files(_ prefix: String, in files: any FileAccess) -> [Candidate] {
    let folder = prefix.lastIndex(of: "/").map { String(prefix[...$0]) } ?? ""
    let begun = prefix.dropFirst(folder.count)
    let names = names(folder.isEmpty ? "." : folder, files)
    return names.filter { $0.hasPrefix(begun) && (!$0.hasPrefix(".") || begun.hasPrefix(".")) }.map { name in
      let path = folder + name
      return isFolder(path, files) ? Candidate(path + "/", isOpen: true) : Candidate(path)
    }
  }

  private static func names(_ folder: String, _ files: any FileAccess) -> [String] {
    do throws(FileError) { return try files.entries(folder) ?? [] } catch { return [] }
  }

  private static func isFolder(_ path: String, _ files: any FileAccess) -> Bool {
    do throws(FileError) { return try files.entries(path) != nil } catch { return false }
  }
}
