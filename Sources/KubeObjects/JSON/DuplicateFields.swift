// Fields that stand twice in a JSON text: which ones, for readers that are strict about it (sigs.k8s.io/json).

/// Walks a text that has been read before.
struct DuplicateFields {
  private var reader: JSONReader
  private var paths: [String] = []

  /// The paths of all fields that repeat an earlier one, in the order of the text.
  static func found(in bytes: UnsafeBufferPointer<UInt8>) throws(JSONError) -> [String] {
    var walk = DuplicateFields(reader: JSONReader(bytes: bytes))
    try walk.value("")
    return walk.paths
  }

  private init(reader: JSONReader) { self.reader = reader }

  private mutating func value(_ path: String) throws(JSONError) {
    reader.skipSpace()
    switch reader.peek {
    case UInt8(ascii: "{"): try object(path)
    case UInt8(ascii: "["): try array(path)
    default: _ = try reader.value()
    }
  }

  private mutating func object(_ path: String) throws(JSONError) {
    var seen: Set<String> = []
    try parts(until: UInt8(ascii: "}")) { (walk, _) throws(JSONError) in
      let name = try walk.reader.key().text
      let field = path.isEmpty ? name : "\(path).\(name)"
      if !seen.insert(name).inserted { walk.paths.append(field) }
      walk.reader.skipSpace()
      walk.reader.position += 1
      try walk.value(field)
    }
  }

  private mutating func array(_ path: String) throws(JSONError) {
    try parts(until: UInt8(ascii: "]")) { (walk, index) throws(JSONError) in try walk.value("\(path)[\(index)]") }
  }

  /// Goes through what stands between brackets.
  private mutating func parts(
    until end: UInt8, _ part: (inout DuplicateFields, Int) throws(JSONError) -> Void
  ) throws(JSONError) {
    reader.position += 1
    var index = 0
    while true {
      reader.skipSpace()
      if reader.peek == end { break }
      try part(&self, index)
      index += 1
      reader.skipSpace()
      if reader.peek == UInt8(ascii: ",") { reader.position += 1 }
    }
    reader.position += 1
  }
}
