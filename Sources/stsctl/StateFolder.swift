// Where stsctl keeps what outlasts a run.
import Glibc

/// The folder `stsctl` in the XDG state directory.
struct StateFolder {
  let path: String

  /// - Returns: `nil` without a home.
  init?(environment: [String: String]) {
    let home = environment["HOME"].flatMap { $0.isEmpty ? nil : $0 + "/.local/state" }
    let named = environment["XDG_STATE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    guard let state = named ?? home else { return nil }
    path = state + "/stsctl"
  }

  /// Makes the folder and those above it.
  func make() {
    var folder = ""
    for part in path.split(separator: "/") {
      folder += "/" + part
      if access(folder, F_OK) != 0 { mkdir(folder, 0o700) }
    }
  }

  /// A folder inside it.
  func inner(_ name: String) -> StateFolder { StateFolder(path: path + "/" + name) }

  private init(path: String) { self.path = path }
}
