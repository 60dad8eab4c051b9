// OpenAPI v2 as protobuf, the only form in which kubectl takes it: the messages of google/gnostic `openapiv2`.
import KubeObjects

enum OpenAPIProtobuf {
  static let mediaType = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf"
  /// How clients ask for it.
  static let acceptedType = "application/com.github.proto-openapi.spec.v2@v1.0+protobuf"

  static func bytes(_ document: Value) -> [UInt8] {
    var writer = ProtobufWriter()
    writer.add(1, document["swagger"].text)
    writer.add(2) { info in
      info.add(1, document["info"]["title"].text)
      info.add(2, document["info"]["version"].text)
    }
    writer.add(8) { paths in
      for entry in document["paths"].fields {
        paths.add(2) { named(&$0, entry.key) { path(entry.value, &$0) } }
      }
    }
    writer.add(9) { definitions in
      for entry in document["definitions"].fields {
        definitions.add(1) { named(&$0, entry.key) { schema(entry.value, &$0) } }
      }
    }
    return writer.bytes
  }

  /// A name and what it names.
  private static func named(
    _ writer: inout ProtobufWriter, _ name: Key, _ fill: (inout ProtobufWriter) -> Void
  ) {
    writer.add(1, name.text)
    writer.add(2, fill)
  }

  // MARK: Paths

  private static let methods: [(Key, Int)] = [("get", 2), ("put", 3), ("post", 4), ("delete", 5), ("patch", 8)]

  private static func path(_ item: Value, _ writer: inout ProtobufWriter) {
    for (method, number) in methods {
      guard let operation = item.fields[method] else { continue }
      writer.add(number) { writer in
        writer.add(5, operation["operationId"].text)
        for type in operation["produces"].elements { writer.add(6, type.text) }
        for type in operation["consumes"].elements { writer.add(7, type.text) }
        extensions(operation, 13, &writer)
      }
    }
  }

  // MARK: Types

  private static func schema(_ value: Value, _ writer: inout ProtobufWriter) {
    let fields = value.fields
    if let text = fields["$ref"] { writer.add(1, text.text) }
    if let text = fields["format"] { writer.add(2, text.text) }
    if let text = fields["description"] { writer.add(4, text.text) }
    if let fixed = fields["default"] { writer.add(5) { any(fixed, &$0) } }
    for name in value["required"].elements { writer.add(19, name.text) }
    for allowed in value["enum"].elements { writer.add(20) { any(allowed, &$0) } }
    if let element = fields["additionalProperties"] { writer.add(21) { $0.add(1) { schema(element, &$0) } } }
    if let type = fields["type"] { writer.add(22) { $0.add(1, type.text) } }
    if let element = fields["items"] { writer.add(23) { $0.add(1) { schema(element, &$0) } } }
    if let properties = fields["properties"]?.object {
      writer.add(25) { writer in
        for entry in properties {
          writer.add(1) { named(&$0, entry.key) { schema(entry.value, &$0) } }
        }
      }
    }
    extensions(value, 31, &writer)
  }

  /// What OpenAPI itself has no words for: `x-kubernetes-...`.
  private static func extensions(_ value: Value, _ number: Int, _ writer: inout ProtobufWriter) {
    for entry in value.fields where entry.key.text.hasPrefix("x-") {
      writer.add(number) { named(&$0, entry.key) { any(entry.value, &$0) } }
    }
  }

  /// Any value, as YAML, of which JSON is a part.
  private static func any(_ value: Value, _ writer: inout ProtobufWriter) {
    writer.add(2, JSONWriter.write(value, escapesHTML: false) + "\n")
  }
}
