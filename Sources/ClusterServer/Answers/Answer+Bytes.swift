// Making bytes of an answer.
import KubeKinds
import KubeObjects
import KubePrinters

extension Answer {
  /// What `Content-Type` says.
  public var contentType: String {
    switch content {
    case .text: "text/plain; charset=utf-8"
    case .document(let document): document.contentType
    case .object, .list: form.contentType
    }
  }

  /// The body. Can be long work: a list of thousands of objects.
  public func bytes(_ types: FormatRequest.Types) -> [UInt8] {
    switch content {
    case .text(let text): return Array(text.utf8)
    case .document(let document): return document.bytes
    case .object(let object, let type):
      let shaped = code < 400 && kind != nil ? Shaping(self).object(object) : object
      return form.encode(shaped, form.shape == .objects || code >= 400 ? type : nil, types)
    case .list(let page):
      return form.encode(Shaping(self).list(page), form.shape == .objects ? page.kind.schemaType : nil, types)
    }
  }
}

extension AnswerForm {
  /// A value as text of this form. JSON objects end in a line break, as the API server's do.
  ///
  /// - Parameter type: the type of the object, or of each object in a list.
  func encode(_ value: Value, _ type: String?, _ types: FormatRequest.Types) -> [UInt8] {
    if encoding == .yaml { return YAMLWriter.bytes(value) }
    if isPretty {
      let isList = value[.items].array != nil
      return Array(TypedJSON.write(value, types.typed(isList ? nil : type), indented: true).utf8)
    }
    var json = TypedJSON()
    json.write(value, type: type)
    json.write(raw: CollectionOfOne(10))
    return json.bytes
  }
}
