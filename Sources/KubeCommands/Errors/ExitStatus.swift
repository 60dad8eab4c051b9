// The one table of exit statuses.

public enum ExitStatus {
  public static let success: Int32 = 0
  public static let failure: Int32 = 1
  /// `diff` keeps 1 for differences.
  public static let diffFailure: Int32 = 2
  /// 128 + SIGINT, as shells say it.
  public static let interrupted: Int32 = 130

  /// The exit status of a failure.
  public static func of(_ error: CommandError) -> Int32 {
    switch error {
    case .failing(let status, _), .exit(let status): status
    case .usage(let error): error.isOfDiff ? diffFailure : failure
    case .text, .status, .several: failure
    }
  }
}
