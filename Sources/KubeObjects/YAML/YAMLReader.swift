// Reads one document of YAML into a value tree, as sigs.k8s.io/yaml converts YAML to JSON.
internal import CLibYAML

/// A reader of one YAML document.
///
/// Differences of value between YAML and JSON are settled as kubectl settles them: YAML 1.1 booleans, numbers of
/// any base, dates as strings, keys of other types written as strings, the last of equal keys, merge keys (`<<`)
/// that overwrite what stands before them.
public struct YAMLReader: ~Copyable {
  /// How deeply collections may nest: as in `JSONReader`.
  public static let maximumDepth = JSONReader.maximumDepth

  private var events: YAMLEvents
  private var keys = KeyCache()
  private var anchors: [String: Anchor] = [:]
  private var depth = 0
  /// What ends the innermost collection, when it is written in flow style.
  private var closingBracket: String?
  private var count = AliasCount()
  /// The first thing that is wrong with the meaning of the document. Reported at its end, because what is wrong with
  /// its form comes first.
  private var flaw: YAMLError?
  /// A key that JSON can't have, its type first, until its value is known.
  private var badKey: String?
  private var wordsAreStrings = false
  /// Complaints about keys that stand twice in a mapping; `nil` where nobody asks.
  private var duplicates: [String]?

  /// What an anchor names: a value, and how much work it stands for.
  private struct Anchor {
    var value: Value
    var nodes: Int
    /// While its own node is still being read.
    var isOpen: Bool
  }

  /// Reads the first document of a text; without one the value is `null`. What follows it is not looked at.
  public static func read(_ text: some StringProtocol) throws(YAMLError) -> Value {
    try read(bytes: Array(text.utf8))
  }

  /// - Parameter wordsAreStrings: `yes`, `no`, `on`, `off`, `y` and `n` are no booleans: YAML 1.2, which kustomize
  ///   reads.
  public static func read(bytes: [UInt8], wordsAreStrings: Bool = false) throws(YAMLError) -> Value {
    let result = bytes.withUnsafeBufferPointer { buffer -> Result<Value, YAMLError> in
      do throws(YAMLError) {
        var reader = YAMLReader(events: YAMLEvents(buffer))
        reader.wordsAreStrings = wordsAreStrings
        return .success(try reader.document())
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  /// Reads a document, and says which keys stand twice in a mapping, as strict readers of Go do:
  /// `line 3: key "name" already set in map`.
  public static func readStrictly(_ bytes: [UInt8]) throws(YAMLError) -> (value: Value, duplicates: [String]) {
    let result = bytes.withUnsafeBufferPointer { buffer -> Result<(Value, [String]), YAMLError> in
      do throws(YAMLError) {
        var reader = YAMLReader(events: YAMLEvents(buffer))
        reader.duplicates = []
        let value = try reader.document()
        return .success((value, reader.duplicates ?? []))
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  private init(events: consuming YAMLEvents) { self.events = events }

  private mutating func document() throws(YAMLError) -> Value {
    try events.advance()  // the start of the stream
    try events.advance()
    guard events.kind == YAML_DOCUMENT_START_EVENT else { return .null }
    try events.advance()
    let value = try node()
    try events.advance()  // the end of the document
    if let flaw { throw flaw }
    return value
  }

  private mutating func fail(_ message: String) {
    if flaw == nil { flaw = YAMLError("yaml: \(message)") }
  }
}

// MARK: Nodes

extension YAMLReader {
  private mutating func node() throws(YAMLError) -> Value {
    count.add(1)
    switch events.kind {
    case YAML_ALIAS_EVENT: return try alias()
    case YAML_SCALAR_EVENT:
      let name = events.anchor
      let value = json(try scalar())
      if let name { anchors[name] = Anchor(value: value, nodes: 1, isOpen: false) }
      return value
    case YAML_SEQUENCE_START_EVENT:
      return try collection { (reader) throws(YAMLError) in try reader.sequence() }
    default:
      return try collection { (reader) throws(YAMLError) in try reader.mapping() }
    }
  }

  /// Reads a sequence or a mapping, which may have an anchor and must not nest too deeply.
  private mutating func collection(
    _ body: (inout YAMLReader) throws(YAMLError) -> Value
  ) throws(YAMLError) -> Value {
    depth += 1
    guard depth <= Self.maximumDepth else { throw YAMLError("yaml: exceeded max depth of \(Self.maximumDepth)") }
    let outerBracket = closingBracket
    closingBracket = events.closingBracket
    defer {
      depth -= 1
      closingBracket = outerBracket
    }
    guard let name = events.anchor else { return try body(&self) }
    anchors[name] = Anchor(value: .null, nodes: 0, isOpen: true)
    let before = count.nodes
    let value = try body(&self)
    anchors[name] = Anchor(value: value, nodes: count.nodes - before + 1, isOpen: false)
    return value
  }

  private mutating func alias() throws(YAMLError) -> Value {
    let name = events.anchor ?? ""
    guard let anchor = anchors[name] else { throw YAMLError("yaml: unknown anchor '\(name)' referenced") }
    if anchor.isOpen { fail("anchor '\(name)' value contains itself") }
    count.addAliased(anchor.nodes)
    if count.isExcessive { throw YAMLError("yaml: document contains excessive aliasing") }
    return anchor.value
  }

  private mutating func sequence() throws(YAMLError) -> Value {
    var elements: [Value] = []
    try events.advance()
    while events.kind != YAML_SEQUENCE_END_EVENT {
      elements.append(try node())
      try events.advance()
    }
    return .array(elements)
  }

  private mutating func mapping() throws(YAMLError) -> Value {
    var entries: [Object.Entry] = []
    var lines: [Int] = []
    try events.advance()
    while events.kind != YAML_MAPPING_END_EVENT {
      if isMergeKey {
        try events.advance()
        try merge(into: &entries)
        if duplicates != nil { lines += Array(repeating: 0, count: entries.count - lines.count) }
      } else {
        let key = try key()
        try events.advance()
        if duplicates != nil { lines.append(events.line) }
        let value = try node()
        if let badKey { refuse(badKey, value) }
        entries.append(Object.Entry(key, value))
      }
      try events.advance()
    }
    let object = Object(unsorted: entries)
    if duplicates != nil, object.count < entries.count { noteDuplicates(entries, lines) }
    return .object(object)
  }

  /// - Parameter lines: where the values of the entries stand; 0 for what merge keys brought.
  private mutating func noteDuplicates(_ entries: [Object.Entry], _ lines: [Int]) {
    var seen: Set<Key> = []
    for (entry, line) in zip(entries, lines) where !seen.insert(entry.key).inserted && line > 0 {
      duplicates?.append("line \(line): key \(GoText.quoted(entry.key.text)) already set in map")
    }
  }
}

// MARK: Keys

extension YAMLReader {
  private var isMergeKey: Bool {
    guard events.kind == YAML_SCALAR_EVENT, events.text.count == 2 else { return false }
    let text = events.text
    guard text[0] == UInt8(ascii: "<"), text[1] == UInt8(ascii: "<") else { return false }
    return events.isPlain || events.tag == .merge
  }

  /// Adds the entries that a merge key brings. Of several mappings in a list the first one wins.
  private mutating func merge(into entries: inout [Object.Entry]) throws(YAMLError) {
    let isList = events.kind == YAML_SEQUENCE_START_EVENT
    let value = try node()
    let sources = isList ? value.elements.reversed() : [value]
    for source in sources {
      guard case .object(let object) = source else {
        return fail("map merge requires map or sequence of maps as the value")
      }
      for entry in object { entries.append(Object.Entry(entry.key, entry.value)) }
    }
  }

  /// The present node as a key. Keys that are no strings are written as strings.
  private mutating func key() throws(YAMLError) -> Key {
    guard events.kind == YAML_SCALAR_EVENT else { return try unusualKey() }
    count.add(1)
    let name = events.anchor
    let scalar = try scalar()
    defer { if let name { anchors[name] = Anchor(value: json(scalar), nodes: 1, isOpen: false) } }
    switch scalar {
    case .string(nil): return keys.key(events.text)
    case .string(let text?): return Key(text)
    case .bool(let flag): return flag ? "true" : "false"
    case .int(let number): return Key(String(number))
    case .float(let number): return Key(Self.keyText(number))
    case .null: badKey = "%!s(<nil>), key: <nil>"
    case .unsigned(let number): badKey = "uint64, key: 0x" + String(number, radix: 16)
    }
    return ""
  }

  /// A key that is an alias or a collection.
  private mutating func unusualKey() throws(YAMLError) -> Key {
    let value = try node()
    switch value {
    case .string(let text): return Key(text)
    case .bool(let flag): return flag ? "true" : "false"
    case .int(let number): return Key(String(number))
    case .double(let number): return Key(Self.keyText(number))
    case .null: badKey = "%!s(<nil>), key: <nil>"
    case .array, .object: fail("invalid map key: \(GoSyntax.text(value, .yaml))")
    }
    return ""
  }

  private mutating func refuse(_ key: String, _ value: Value) {
    badKey = nil
    guard flaw == nil else { return }
    flaw = YAMLError("unsupported map key of type: \(key), value: \(GoSyntax.text(value, .yaml))")
  }

  private static func keyText(_ number: Double) -> String {
    if number.isNaN { return ".nan" }
    if number.isInfinite { return number < 0 ? "-.inf" : ".inf" }
    return GoNumber.sprint32(number)
  }
}

// MARK: Scalars

extension YAMLReader {
  /// What the present scalar means; a string that is written as it is has no text of its own yet.
  private mutating func scalar() throws(YAMLError) -> YAMLScalar {
    if let closingBracket { try events.checkQuestionMark(closing: closingBracket) }
    if events.isPlain { return wordsAreStrings ? YAMLScalar(modern: events.text) : YAMLScalar(plain: events.text) }
    guard let tag = events.tag else { return .string(nil) }
    if tag == .binary { return binary() }
    guard tag.isResolved, tag != .string, tag != .timestamp else { return .string(nil) }
    let scalar = YAMLScalar(plain: events.text)
    if tag == scalar.tag { return scalar }
    if tag == .float, case .int(let number) = scalar { return .float(Double(number)) }
    let text = String(decoding: events.text, as: UTF8.self)
    fail("cannot decode \(scalar.tag.text) `\(text)` as a \(tag.text)")
    return .null
  }

  private mutating func binary() -> YAMLScalar {
    guard let bytes = Base64.decode(events.text) else {
      fail("!!binary value contains invalid base64 data")
      return .null
    }
    return .string(String(decoding: bytes, as: UTF8.self))
  }

  /// A scalar as it comes out of JSON: whole numbers are integers, however they were written.
  private mutating func json(_ scalar: YAMLScalar) -> Value {
    switch scalar {
    case .null: return .null
    case .bool(let flag): return .bool(flag)
    case .int(let number): return .int(number)
    case .unsigned(let number): return .double(Double(number))
    case .string(nil): return .string(String(decoding: events.text, as: UTF8.self))
    case .string(let text?): return .string(text)
    case .float(let number):
      if !number.isFinite, flaw == nil {
        flaw = YAMLError("json: unsupported value: \(GoNumber.sprint(number))")
      }
      return Value(json: number)
    }
  }
}

/// How much of the work on a document comes from aliases. A short text can stand for billions of nodes; go-yaml's
/// limit is a ratio that gets stricter as the document grows.
struct AliasCount {
  private(set) var nodes = 0
  private var aliased = 0

  mutating func add(_ count: Int) { nodes += count }

  mutating func addAliased(_ count: Int) {
    nodes += count
    aliased += count
  }

  var isExcessive: Bool {
    guard aliased > 100, nodes > 1_000 else { return false }
    return Double(aliased) / Double(nodes) > Self.allowedRatio(nodes)
  }

  private static func allowedRatio(_ nodes: Int) -> Double {
    let low = 400_000.0
    let high = 4_000_000.0
    let count = Double(nodes)
    if count <= low { return 0.99 }
    return count >= high ? 0.10 : 0.99 - 0.89 * (count - low) / (high - low)
  }
}
