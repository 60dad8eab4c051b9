// The events of a YAML text, from libyaml, whose messages are those of go-yaml (both are one family), which kubectl
// prints.
//
// A Swift library above it would build a tree of nodes: Yams' refuses duplicate keys, which kubectl takes, loses the
// names of unknown anchors, recurses without bound, is ten times slower, and brings Foundation, which doubles the size
// of the program and the time of its start.
internal import CLibYAML

/// Why a text is not YAML, in the words of go-yaml and sigs.k8s.io/yaml: `yaml: line 4: did not find expected key`.
public struct YAMLError: Error, Equatable, Sendable {
  public var message: String

  public init(_ message: String) { self.message = message }
}

/// A reader of the events of one text. The text must stay where it is for as long as the reader lives.
struct YAMLEvents: ~Copyable {
  /// On the heap, because libyaml keeps a pointer from the parser to itself.
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let event: UnsafeMutablePointer<yaml_event_t>

  init(_ text: UnsafeBufferPointer<UInt8>) {
    event = .allocate(capacity: 1)
    event.initialize(to: yaml_event_t())
    parser = .allocate(capacity: 1)
    yaml_parser_initialize(parser)
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, text.baseAddress, text.count)
  }

  deinit {
    yaml_event_delete(event)
    event.deallocate()
    yaml_parser_delete(parser)
    parser.deallocate()
  }

  /// Moves to the next event, which stays valid until the one after it.
  mutating func advance() throws(YAMLError) {
    yaml_event_delete(event)
    guard yaml_parser_parse(parser, event) == 1 else { throw failure }
  }

  var kind: yaml_event_type_t { event.pointee.type }

  /// The line on which the present event begins, counted from 1.
  var line: Int { event.pointee.start_mark.line + 1 }

  /// The name of the anchor of the present event: what an alias means, or what a node is called.
  var anchor: String? {
    let name =
      switch kind {
      case YAML_ALIAS_EVENT: event.pointee.data.alias.anchor
      case YAML_SCALAR_EVENT: event.pointee.data.scalar.anchor
      case YAML_SEQUENCE_START_EVENT: event.pointee.data.sequence_start.anchor
      default: event.pointee.data.mapping_start.anchor
      }
    return name.map { String(cString: $0) }
  }

  /// The bytes of the present scalar.
  var text: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: event.pointee.data.scalar.value, count: event.pointee.data.scalar.length)
  }

  /// The tag of the present scalar in its short form (`!!int`), `nil` when it has none.
  var tag: YAMLTag? {
    guard let tag = event.pointee.data.scalar.tag else { return nil }
    return YAMLTag(String(cString: tag))
  }

  /// Whether the present scalar stands without quotes and without a tag.
  var isPlain: Bool { event.pointee.data.scalar.plain_implicit == 1 && event.pointee.data.scalar.tag == nil }

  /// The bracket that ends the present collection when it is written in flow style, `nil` when it is not.
  var closingBracket: String? {
    switch kind {
    case YAML_SEQUENCE_START_EVENT where event.pointee.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE: "]"
    case YAML_MAPPING_START_EVENT where event.pointee.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE: "}"
    default: nil
    }
  }

  /// In flow style go-yaml ends an unquoted scalar at a question mark and finds no comma there; libyaml does not.
  /// Addresses with a query (`[curl, http://x/?q]`) meet this.
  func checkQuestionMark(closing bracket: String) throws(YAMLError) {
    guard event.pointee.data.scalar.style == YAML_PLAIN_SCALAR_STYLE, text.contains(UInt8(ascii: "?")) else { return }
    throw YAMLError(
      Self.message("did not find expected ',' or '\(bracket)'", line: event.pointee.start_mark.line))
  }

  private static func message(_ problem: String, line: Int) -> String {
    line > 0 ? "yaml: line \(line): \(problem)" : "yaml: \(problem)"
  }

  /// go-yaml counts lines from one for the scanner and from zero for the parser, and leaves line 0 out.
  private var failure: YAMLError {
    let problem = parser.pointee.problem.map { String(cString: $0) } ?? "unknown problem parsing YAML content"
    var line = parser.pointee.problem_mark.line
    if line > 0, parser.pointee.error == YAML_SCANNER_ERROR { line += 1 }
    return YAMLError(Self.message(problem, line: line))
  }
}
