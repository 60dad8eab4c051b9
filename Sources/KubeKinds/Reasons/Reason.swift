// Why something is not further along: the values that `why` prints.
//
// Every `plan` function returns, beside what to do, why it does no more. Nothing else in the project explains a wait,
// so an explanation can't drift from the behaviour.
import KubeObjects

/// A command that would help, and what it would do.
public struct Remedy: Hashable, Sendable {
  /// As typed: `kubectl delete pod web-2`.
  public var command: String
  public var effect: String

  public init(_ command: String, _ effect: String) {
    self.command = command
    self.effect = effect
  }
}

/// One rule that holds something back.
public struct Reason: Hashable, Sendable {
  /// What is held back.
  public var subject: ObjectKey
  /// The rule's short name, stable across releases: `OrderedReady`, `ImagePullBackOff`.
  public var rule: String
  /// One sentence that says what is seen and what the rule waits for.
  public var message: String
  /// The objects the rule waits for; the chain of explanations goes on with them.
  public var waitsFor: [ObjectKey]
  public var remedies: [Remedy]

  public init(
    subject: ObjectKey, rule: String, message: String, waitsFor: [ObjectKey] = [], remedies: [Remedy] = []
  ) {
    self.subject = subject
    self.rule = rule
    self.message = message
    self.waitsFor = waitsFor
    self.remedies = remedies
  }
}
