// The files of kustomizations: read by whoever builds, named by absolute paths in errors.

/// Files as a kustomization sees them.
public protocol KustomizationFiles {
  /// The directory that relative paths begin in.
  var workingDirectory: String { get }
  /// The content of a file; `nil` where there is no file.
  func contents(_ path: String) -> [UInt8]?
  func isDirectory(_ path: String) -> Bool
}

/// Paths, as Go's `filepath` joins and cleans them.
enum Path {
  static func cleaned(_ path: String) -> String {
    var parts: [Substring] = []
    let isAbsolute = path.hasPrefix("/")
    for part in path.split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != ".." {
        parts.removeLast()
      } else if part != ".." || !isAbsolute {
        parts.append(part)
      }
    }
    let text = parts.joined(separator: "/")
    return isAbsolute ? "/" + text : text.isEmpty ? "." : text
  }

  static func joined(_ directory: String, _ path: String) -> String {
    cleaned(path.hasPrefix("/") ? path : "\(directory)/\(path)")
  }

  static func isBelow(_ path: String, _ directory: String) -> Bool {
    directory == "/" || path == directory || path.hasPrefix(directory + "/")
  }

  /// Whether a path is the address of a repository or a file somewhere else.
  static func isRemote(_ path: String) -> Bool {
    path.contains("://") || path.hasPrefix("git@") || path.hasPrefix("github.com/")
  }

  static func name(_ path: String) -> String { String(path.split(separator: "/").last ?? "") }
}

/// The files of one kustomization: those in its directory or below.
struct KustomizationRoot {
  let files: any KustomizationFiles
  /// Absolute and clean.
  let directory: String
  /// Whether other files are refused.
  var isRestricted = true

  /// The same files, beginning in a directory of theirs.
  func inner(_ directory: String) -> KustomizationRoot {
    KustomizationRoot(files: files, directory: directory, isRestricted: isRestricted)
  }

  /// What a file that the kustomization names holds.
  func contents(_ path: String) throws(KustomizeError) -> [UInt8] {
    let full = Path.joined(directory, path)
    guard !isRestricted || Path.isBelow(full, directory) else {
      throw KustomizeError("security; file '\(full)' is not in or below '\(directory)'")
    }
    guard let bytes = files.contents(full) else {
      if files.isDirectory(full) { throw KustomizeError("'\(full)' must resolve to a file") }
      throw KustomizeError("evalsymlink failure on '\(full)' : lstat \(full): no such file or directory")
    }
    return bytes
  }

  static let names = ["kustomization.yaml", "kustomization.yml", "Kustomization"]

  /// The kustomization itself: its name and what it holds.
  func kustomization() throws(KustomizeError) -> (name: String, bytes: [UInt8]) {
    let found = Self.names.compactMap { name in files.contents("\(directory)/\(name)").map { (name, $0) } }
    if found.count > 1 {
      throw KustomizeError("Found multiple kustomization files under: \(directory)\n")
    }
    guard let found = found.first else {
      throw KustomizeError(
        "unable to find one of 'kustomization.yaml', 'kustomization.yml' or 'Kustomization' in directory "
          + "'\(directory)'")
    }
    return found
  }
}
