// The notation in which the facts beside this file are written.
//
//     group apps/v1
//     StatefulSetSpec
//       replicas int32                  pointer omitempty
//       template core/v1.PodTemplateSpec required
//
// A type stands alone on its line; its fields follow, indented by two: name, type, attributes. `[T]` is a list and
// `{T}` a map from strings. A line indented by four goes on with the attributes of the field before it. Attributes:
// `required`, `pointer`, `omitempty`, `list=atomic|set|map:KEY+KEY`, `patch=merge|retainKeys|replace[:KEY]`,
// `map=atomic|granular`, `default=TEXT`, `enum=A|B`.
import KubeObjects

/// The texts that describe the types of Kubernetes.
enum SchemaFacts {
  static var all: [String] {
    [
      meta, coreObjects, corePods, corePodParts, coreVolumes, coreClaims, apps, batch, autoscaling, networking,
      storage, policy, accessControl, events, definitions, runtimes, flowControl, admission, resources,
    ]
  }
}

/// Reads the notation byte by byte: every process begins with it, so it counts in the start of each command. First only
/// the names of types are read; the fields of a type when it is met.
enum SchemaNotation {
  static func types(in texts: [String]) -> [SchemaType] { texts.flatMap(types) }

  /// The types of one text, each knowing where its fields stand.
  private static func types(in text: String) -> [SchemaType] {
    var contiguous = text
    return contiguous.withUTF8 { bytes in
      let heads = heads(NotationWord(bytes: bytes))
      return heads.enumerated().compactMap { index, head in
        guard let name = head.name else { return nil }
        let end = index + 1 < heads.count ? heads[index + 1].start : bytes.count
        let (start, group) = (head.end, head.group)
        return SchemaType(name: group + "." + name, fields: fields(of: text, start..<end, group: group))
      }
    }
  }

  /// A line without indent: it begins a group, or a type with a name.
  private struct Head {
    let start: Int
    let end: Int
    let group: String
    let name: String?
  }

  private static func heads(_ text: NotationWord) -> [Head] {
    var heads: [Head] = []
    var group = ""
    var start = 0
    while start < text.bytes.count {
      let end = text.end(ofLineAt: start)
      if text.bytes[start] != UInt8(ascii: " "), end > start {
        let (word, rest) = text.part(start..<end).cut(at: UInt8(ascii: " "))
        if !rest.bytes.isEmpty { group = rest.text }
        heads.append(Head(start: start, end: end, group: group, name: rest.bytes.isEmpty ? word.text : nil))
      }
      start = end + 1
    }
    return heads
  }

  private static func fields(of text: String, _ range: Range<Int>, group: String) -> [SchemaField] {
    var text = text
    return text.withUTF8 { bytes in
      var fields: [SchemaField] = []
      for line in NotationWord(bytes: bytes).part(range).split(at: UInt8(ascii: "\n")) {
        let words = line.split(at: UInt8(ascii: " "))
        if line.indent == 2 {
          let key = Key(words[0].text)
          fields.append(SchemaField(name: key.text, key: key, type: words[1].fieldType(group: group)))
        }
        for word in words[(line.indent == 2 ? 2 : 0)...] { fields[fields.count - 1].apply(word) }
      }
      return fields
    }
  }
}

/// A stretch of the facts' bytes: a line, a word, a part of a word.
private struct NotationWord {
  let bytes: UnsafeBufferPointer<UInt8>

  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Where the line ends that a byte stands in.
  func end(ofLineAt start: Int) -> Int {
    var end = start
    while end < bytes.count, bytes[end] != UInt8(ascii: "\n") { end += 1 }
    return end
  }

  /// How many spaces it begins with.
  var indent: Int { bytes.prefix { $0 == UInt8(ascii: " ") }.count }

  func isText(_ text: StaticString) -> Bool {
    bytes.count == text.utf8CodeUnitCount
      && bytes.elementsEqual(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  func part(_ range: Range<Int>) -> NotationWord {
    NotationWord(bytes: UnsafeBufferPointer(rebasing: bytes[range]))
  }

  /// The parts between separators, without empty ones.
  func split(at separator: UInt8) -> [NotationWord] {
    var parts: [NotationWord] = []
    var start = 0
    for index in bytes.indices where bytes[index] == separator {
      if index > start { parts.append(part(start..<index)) }
      start = index + 1
    }
    if start < bytes.count { parts.append(part(start..<bytes.count)) }
    return parts
  }

  /// What stands before and after the first separator; empty after where there is none.
  func cut(at separator: UInt8) -> (before: NotationWord, after: NotationWord) {
    let index = bytes.firstIndex(of: separator) ?? bytes.count
    return (part(0..<index), part(min(index + 1, bytes.count)..<bytes.count))
  }

  /// Without its first and its last byte.
  private var inner: NotationWord { part(1..<bytes.count - 1) }

  /// The type that it names; a name without a package is of `group`.
  func fieldType(group: String) -> FieldType {
    if isText("string") { return .string }
    if isText("bool") { return .bool }
    if isText("int32") { return .int32 }
    if isText("int64") { return .int64 }
    if isText("time") { return .time }
    if isText("microTime") { return .microTime }
    if isText("quantity") { return .quantity }
    if isText("intOrString") { return .intOrString }
    if isText("bytes") { return .bytes }
    if isText("object") || isText("any") { return .any }
    if bytes.first == UInt8(ascii: "[") { return .array(inner.fieldType(group: group)) }
    if bytes.first == UInt8(ascii: "{") { return .map(inner.fieldType(group: group)) }
    return .type(bytes.contains(UInt8(ascii: "/")) ? text : "\(group).\(text)")
  }
}

extension SchemaField {
  /// Takes in one attribute of the notation; a word without a name goes on with an enumeration.
  fileprivate mutating func apply(_ word: NotationWord) {
    let (name, value) = word.cut(at: UInt8(ascii: "="))
    if name.isText("required") {
      isRequired = true
    } else if name.isText("pointer") {
      isPointer = true
    } else if name.isText("omitempty") {
      omitsEmpty = true
    } else if name.isText("list") {
      list = Self.listKind(value)
    } else if name.isText("map") {
      isAtomicMap = value.isText("atomic")
      isGranular = value.isText("granular")
    } else if name.isText("patch") {
      patch = Self.patchRule(value)
    } else if name.isText("default") {
      defaultText = value.text
    } else {
      addAllowed(name.isText("enum") ? value : word)
    }
  }

  private mutating func addAllowed(_ word: NotationWord) {
    allowed += word.split(at: UInt8(ascii: "|")).map { $0.isText("\"\"") ? "" : $0.text }
  }

  private static func listKind(_ word: NotationWord) -> ListKind {
    if word.isText("atomic") { return .atomic }
    if word.isText("set") { return .set }
    return .map(word.cut(at: UInt8(ascii: ":")).after.split(at: UInt8(ascii: "+")).map { Key($0.text) })
  }

  private static func patchRule(_ word: NotationWord) -> PatchRule {
    let (names, key) = word.cut(at: UInt8(ascii: ":"))
    let strategies = names.split(at: UInt8(ascii: "+"))
    return PatchRule(
      merges: strategies.contains { $0.isText("merge") },
      retainsKeys: strategies.contains { $0.isText("retainKeys") },
      replaces: strategies.contains { $0.isText("replace") }, mergeKey: key.bytes.isEmpty ? nil : Key(key.text))
  }
}
