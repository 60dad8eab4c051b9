// Label selectors: which objects are meant, by their labels.

/// A conjunction of requirements on labels.
public struct LabelSelector: Hashable, Sendable {
  public enum Operator: String, Sendable {
    case equals = "="
    case notEquals = "!="
    case `in` = "in"
    case notIn = "notin"
    case exists = "exists"
    case doesNotExist = "!"
    case greaterThan = "gt"
    case lessThan = "lt"
  }

  public struct Requirement: Hashable, Sendable {
    public var key: Key
    public var `operator`: Operator
    public var values: [String]

    public init(key: Key, operator: Operator, values: [String]) {
      self.key = key
      self.operator = `operator`
      self.values = values
    }

    /// Whether a set of labels meets the requirement. A missing label meets `!=` and `notin`.
    public func matches(_ labels: Value) -> Bool {
      let value = labels[key].string
      switch `operator` {
      case .equals, .in: return value.map(values.contains) ?? false
      case .notEquals, .notIn: return value.map { !values.contains($0) } ?? true
      case .exists: return value != nil
      case .doesNotExist: return value == nil
      case .greaterThan, .lessThan:
        guard let number = value.flatMap({ Int64($0) }), let bound = values.first.flatMap({ Int64($0) })
        else { return false }
        return `operator` == .greaterThan ? number > bound : number < bound
      }
    }
  }

  public var requirements: [Requirement]

  public init(_ requirements: [Requirement] = []) { self.requirements = requirements }

  /// Whether every object is meant.
  public var isEmpty: Bool { requirements.isEmpty }

  public func matches(_ labels: Value) -> Bool { requirements.allSatisfy { $0.matches(labels) } }
}

// MARK: Text

extension LabelSelector: CustomStringConvertible {
  /// The selector as Kubernetes writes it: `app=rich,tier in (cache,db),!old`.
  public var description: String { requirements.map(\.description).joined(separator: ",") }
}

extension LabelSelector.Requirement: CustomStringConvertible {
  public var description: String {
    let list = values.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.joined(separator: ",")
    return switch `operator` {
    case .equals: "\(key)=\(list)"
    case .notEquals: "\(key)!=\(list)"
    case .in: "\(key) in (\(list))"
    case .notIn: "\(key) notin (\(list))"
    case .exists: key.text
    case .doesNotExist: "!\(key)"
    case .greaterThan: "\(key)>\(list)"
    case .lessThan: "\(key)<\(list)"
    }
  }
}
