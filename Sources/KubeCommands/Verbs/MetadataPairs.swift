// `KEY=VALUE` and `KEY-` among the arguments of label, annotate, taint and set env.

/// The changes of a map that arguments ask for.
struct MetadataPairs {
  /// In the order of typing; of equal keys the last one wins.
  var added: [(key: String, value: String)] = []
  var removed: [String] = []

  var isEmpty: Bool { added.isEmpty && removed.isEmpty }

  mutating func put(_ key: String, _ value: String) {
    added.removeAll { $0.key == key }
    added.append((key, value))
  }

  /// Parts arguments into those that name objects and those that are pairs.
  static func split(
    _ arguments: [String], what: String
  ) throws(CommandError) -> (resources: [String], pairs: [String]) {
    let isPair = { (text: String) in
      (text.contains("=") && !text.hasPrefix("=")) || (text.hasSuffix("-") && text != "-")
    }
    let resources = Array(arguments.prefix { !isPair($0) })
    let pairs = Array(arguments.dropFirst(resources.count))
    if let late = pairs.first(where: { !isPair($0) }) {
      throw .text("all resources must be specified before \(what) changes: \(late)")
    }
    return (resources, pairs)
  }

  /// Reads pairs whose values may hold anything.
  init(pairs: [String], what: String) throws(CommandError) {
    var invalid: [String] = []
    for pair in pairs {
      if let equals = pair.firstIndex(of: "="), equals != pair.startIndex {
        put(String(pair[..<equals]), String(pair[pair.index(after: equals)...]))
      } else if pair.hasSuffix("-"), pair != "-" {
        removed.append(String(pair.dropLast()))
      } else {
        invalid.append(pair)
      }
    }
    if !invalid.isEmpty { throw .text("invalid \(what) format: \(invalid.joined(separator: ", "))") }
  }

  init() {}
}
