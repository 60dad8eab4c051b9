// Names of saved clusters and snapshots: they become names of folders, so little is allowed.

public enum ClusterName {
  static let limit = 63

  /// - Parameter what: `cluster` or `snapshot`, for the words of the refusal.
  public static func check(_ name: String, _ what: String) throws(StateError) {
    let isAllowed = name.utf8.allSatisfy { byte in
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || "-_.".utf8.contains(byte)
    }
    guard isAllowed, !name.isEmpty, name.utf8.count <= limit, !name.hasPrefix("."), !name.hasPrefix("-"), name != "none"
    else {
      throw .refused(
        "`\(name)` can't be the name of a \(what): letters, digits, `-`, `_` and `.` are allowed, \(limit) at most, "
          + "a letter or digit first")
    }
  }
}
