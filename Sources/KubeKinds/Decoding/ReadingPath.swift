// Where a reader is within an object, in the two spellings that errors use.
import KubeObjects

/// The way from the top of an object to the value being read.
struct ReadingPath {
  enum Step {
    /// A field, and the number of the struct it is a field of.
    case field(Key, of: Int)
    case index(Int)
    case entry(Key)
  }

  private var steps: [Step] = []

  mutating func push(_ step: Step) { steps.append(step) }

  mutating func pop() { steps.removeLast() }

  /// As strict decoding spells it: `spec.containers[0].ports`.
  var text: String {
    var text = ""
    for step in steps {
      switch step {
      case .field(let key, _), .entry(let key): text += text.isEmpty ? key.text : ".\(key.text)"
      case .index(let index): text += "[\(index)]"
      }
    }
    return text
  }

  /// As `encoding/json` spells it, the struct first and without indices: `Container.spec.containers.ports`.
  func goField(_ table: ShapeTable) -> String? {
    var names = ""
    var owner: Int?
    for case .field(let key, let number) in steps {
      names += ".\(key.text)"
      owner = number
    }
    return owner.map { table[$0].name + names }
  }
}
