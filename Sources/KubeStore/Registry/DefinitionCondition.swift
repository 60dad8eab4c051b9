// Conditions of custom resource definitions.
import KubeKinds
import KubeObjects
import SimCore

/// One condition of a custom resource definition.
public struct DefinitionCondition {
  public var type: String
  public var isTrue: Bool
  public var reason: String
  public var message: String

  public init(type: String, isTrue: Bool, reason: String, message: String) {
    self.type = type
    self.isTrue = isTrue
    self.reason = reason
    self.message = message
  }

  /// Writes the condition into a definition, with the time at which its status changed.
  public func write(into definition: inout Value, now: Instant) {
    var conditions = definition[.status][.conditions].elements
    var condition: Value = [
      .lastTransitionTime: .string(now.rfc3339), .message: .string(message), .reason: .string(reason),
      .status: isTrue ? "True" : "False", .type: .string(type),
    ]
    condition.set(.observedGeneration, definition[.metadata].fields[.generation])
    let position = conditions.firstIndex { $0[.type].text == type }
    if let position {
      if conditions[position][.status] == condition[.status] {
        condition[.lastTransitionTime] = conditions[position][.lastTransitionTime]
      }
      conditions[position] = condition
    } else {
      conditions.append(condition)
    }
    definition[.status][.conditions] = .array(conditions)
  }
}
