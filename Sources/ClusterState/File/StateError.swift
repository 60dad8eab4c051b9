// Why a saved cluster can't be used, in words for its owner.

/// Why something with saved clusters did not work. Nothing that was saved is lost by any of these.
public enum StateError: Error, Equatable, Sendable {
  /// A file that holds something else.
  case foreign(String)
  /// A file of a release after this one: its path, its format and the newest one understood.
  case newer(String, Int64, Int64)
  /// A file that can't be read to its end, and what is wrong with it.
  case damaged(String, String)
  case full(String)
  case inUse(String)
  /// What the operating system or SQLite says of a path.
  case failed(String, String)
  /// A request that makes no sense: no such cluster, a name twice.
  case refused(String)

  public var message: String {
    switch self {
    case .foreign(let path): "\(path) is no saved cluster of stsctl: it was left as it is"
    case .newer(let path, let format, let known):
      "\(path) was written by a newer stsctl (format \(format), this one understands up to \(known)): "
        + "it was left as it is"
    case .damaged(let path, let detail):
      "\(path) is damaged (\(detail)): it was left as it is; `stsctl cluster rm` takes it away"
    case .full(let path): "\(path) can't be written: the disk is full; what was reported before is saved"
    case .inUse(let path): "\(path) is in use by another program"
    case .failed(let path, let reason): "\(path): \(reason)"
    case .refused(let message): message
    }
  }
}
