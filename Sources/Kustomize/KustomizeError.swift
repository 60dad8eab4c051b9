// Why a kustomization can't be built, in kustomize's words.

public struct KustomizeError: Error, Equatable, Sendable {
  public var message: String
  /// What was found to be out of date before building failed.
  public var warnings: [String]

  public init(_ message: String, warnings: [String] = []) {
    self.message = message
    self.warnings = warnings
  }

  /// Nothing is fetched from elsewhere.
  static func remote(_ path: String) -> KustomizeError {
    KustomizeError("'\(path)' is not on this machine, and there is no network here to fetch it from")
  }

  /// The same, with what was being done: `accumulating resources: ...`.
  func during(_ activity: String) -> KustomizeError { KustomizeError("\(activity): \(message)") }
}
