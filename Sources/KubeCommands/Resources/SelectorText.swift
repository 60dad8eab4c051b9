// The selectors of the command line. The server is who refuses a wrong one, so a fault is a refusal of the server.
import KubeObjects

enum SelectorText {
  static func labels(_ text: String) throws(APIStatus) -> LabelSelector {
    do throws(SelectorError) { return try LabelSelector(parsing: text) } catch {
      throw .badRequest(error.message)
    }
  }

  static func fields(_ text: String) throws(APIStatus) -> FieldSelector {
    do throws(SelectorError) { return try FieldSelector(parsing: text) } catch {
      throw .badRequest(error.message)
    }
  }
}

extension LabelSelector.Requirement {
  /// The operator as objects name it: `In`, `NotIn`, `Exists`, `DoesNotExist`.
  var operatorName: String {
    switch self.operator {
    case .equals, .in: "In"
    case .notEquals, .notIn: "NotIn"
    case .exists: "Exists"
    case .doesNotExist: "DoesNotExist"
    case .greaterThan: "Gt"
    case .lessThan: "Lt"
    }
  }
}

extension LabelSelector {
  /// Refuses what an object can't hold (`metav1.ParseToLabelSelector`).
  func checkForObjects() throws(CommandError) {
    for requirement in requirements {
      switch requirement.operator {
      case .notEquals: throw .text(#""!=" is not a valid label selector operator"#)
      case .greaterThan: throw .text(#""gt" isn't supported in label selectors"#)
      case .lessThan: throw .text(#""lt" isn't supported in label selectors"#)
      case .equals, .in, .notIn, .exists, .doesNotExist: continue
      }
    }
  }

  /// The selector as objects hold it: equal labels in a map, everything else as expressions.
  var specification: Value {
    var value: Value = [:]
    for requirement in requirements {
      if requirement.operator == .equals {
        value["matchLabels"][requirement.key] = .string(requirement.values.first ?? "")
        continue
      }
      var expression: Value = ["key": .string(requirement.key.text), "operator": .string(requirement.operatorName)]
      if !requirement.values.isEmpty { expression["values"] = .array(requirement.values.sorted().map(Value.string)) }
      value["matchExpressions"].append(expression)
    }
    return value
  }
}
