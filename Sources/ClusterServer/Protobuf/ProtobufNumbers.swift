// Which field a number means in a message of a type.
import KubeKinds
import KubeObjects
import Synchronization

/// The fields of messages by their numbers.
final class ProtobufNumbers: Sendable {
  static let shared = ProtobufNumbers(ProtobufFacts.text)

  /// By type: the numbers of its fields that are not their places.
  private let exceptions: [String: [String: String]]
  private let known = Mutex<[String: [String: SchemaField]]>([:])

  init(_ facts: String) {
    var exceptions: [String: [String: String]] = [:]
    var type = ""
    for line in facts.split(separator: "\n") {
      var words = line.split(separator: " ")
      if line.first != " " { type = String(words.removeFirst()) }
      for word in words {
        let pair = word.split(separator: "=")
        exceptions[type, default: [:]][String(pair[0])] = String(pair[1])
      }
    }
    self.exceptions = exceptions
  }

  /// The fields of a type by number; a path of numbers leads through embedded messages.
  func fields(of type: SchemaType) -> [String: SchemaField] {
    known.withLock { known in
      if let fields = known[type.name] { return fields }
      let fields = Self.fields(type.fields, exceptions[type.name] ?? [:])
      known[type.name] = fields
      return fields
    }
  }

  /// Kind and version of an object stand outside its message.
  private static func fields(_ all: [SchemaField], _ exceptions: [String: String]) -> [String: SchemaField] {
    let isObject = all.contains { $0.key == .apiVersion } && all.contains { $0.key == .metadata }
    let counted = isObject ? all.filter { $0.key != .apiVersion && $0.key != .kind } : all
    var fields: [String: SchemaField] = [:]
    for (index, field) in counted.enumerated() {
      let number = exceptions[field.name] ?? String(index + 1)
      if number != "0" { fields[number] = field }
    }
    return fields
  }

  /// Whether a field is an embedded message.
  static func hasInner(_ fields: [String: SchemaField], _ place: String) -> Bool {
    fields.keys.contains { $0.hasPrefix(place + ".") }
  }
}
