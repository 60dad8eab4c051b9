// Taints, by which nodes keep pods away, and tolerations, by which pods come anyway.
import KubeObjects

/// A toleration of a pod.
public struct Toleration: Hashable, Sendable {
  public var key: String
  public var isExists: Bool
  public var value: String
  public var effect: String
  /// How long it holds for NoExecute; `nil` for ever.
  public var seconds: Int64?

  public init(_ toleration: Value) {
    key = toleration[.key].text
    isExists = toleration[.operator].text == "Exists"
    value = toleration[.value].text
    effect = toleration[.effect].text
    seconds = toleration[.tolerationSeconds].int
  }

  /// Whether it speaks of a taint (`v1.Toleration.ToleratesTaint`): an empty key with Exists means every taint.
  public func tolerates(_ taint: Taint) -> Bool {
    (effect.isEmpty || effect == taint.effect) && (key.isEmpty || key == taint.key)
      && (isExists || value == taint.value)
  }
}

/// A taint of a node.
public struct Taint: Hashable, Sendable {
  public var key: String
  public var value: String
  public var effect: String

  public init(_ taint: Value) {
    key = taint[.key].text
    value = taint[.value].text
    effect = taint[.effect].text
  }

  /// Whether it keeps pods away that don't tolerate it.
  public var isHard: Bool { effect == "NoSchedule" || effect == "NoExecute" }
}
