// Reading what a client sends: against the schema of its kind, into the form in which it is stored.
import KubeKinds
import KubeObjects

extension Registry {
  /// Reads an object against the schema of its kind, and returns what its author should be warned of.
  ///
  /// - Throws: `BadRequest` for values of the wrong type, and for unknown fields under strict validation.
  func decode(
    _ object: inout Value, _ kind: Kind, _ options: WriteOptions, known: Value = .null
  ) throws(APIStatus) -> [String] {
    do throws(ReadingError) {
      return try read(&object, kind, options, known: known)
    } catch {
      throw .badRequest(
        "\(kind.name) in version \(GoText.quoted(kind.groupVersion.version)) cannot be handled as a "
          + "\(kind.name): \(error.message)")
    }
  }

  /// Reads an object as `decode` does, and leaves it to the caller what to make of an error.
  func read(
    _ object: inout Value, _ kind: Kind, _ options: WriteOptions, known: Value = .null
  ) throws(ReadingError) -> [String] {
    name(&object, kind)
    let reading: Reading
    if let version = kind.custom {
      reading = try CustomReader.read(object, version, schema)
    } else {
      reading = try ObjectReader.read(object, as: kind.schemaType, schema, known: known)
    }
    object = reading.object
    let faults = options.faults + reading.unknownFields.map { "unknown field \(GoText.quoted($0))" }
    let deprecation = kind.deprecation.map { [$0] } ?? []
    switch options.fieldValidation {
    case .ignore: return deprecation
    case .warn: return deprecation + faults.flatMap { TextFaults.warnings(of: $0) }
    case .strict:
      if faults.isEmpty { return deprecation }
      throw ReadingError(message: "strict decoding error: " + faults.joined(separator: ", "))
    }
  }

  /// Reads what a JSON or merge patch made of an object, which may have become one of another kind. Strategic patches
  /// are applied to objects that know what they are, so that they change no kind.
  func checkKind(_ object: Value, _ kind: Kind) throws(ReadingError) {
    let (version, name) = (object[.apiVersion], object[.kind])
    guard kind.custom == nil, version.text != "\(kind.groupVersion)" || name.text != kind.name else { return }
    for value in [version, name] where !value.isNull && value.string == nil {
      let field = value == version ? "apiVersion" : "kind"
      throw ReadingError(
        message: "couldn't get version/kind; json parse error: json: cannot unmarshal \(value.jsonKind) into Go struct "
          + "field .\(field) of type string")
    }
    let isOurs = name.text.isEmpty || name.text == kind.name
    if version.text.isEmpty || isOurs && kind.converts(version.text) { return }
    if version.text.filter({ $0 == "/" }).count > 1 {
      throw ReadingError(message: "unexpected GroupVersion string: \(version.text)")
    }
    let sent = name.text.isEmpty ? kind.name : name.text
    if let other = KindCatalog.kubernetes.kind(apiVersion: version.text, name: sent), let type = other.schemaType {
      _ = try ObjectReader.read(object, as: type, schema)
    }
    throw ReadingError(message: kind.noConversion(from: version.text, sent))
  }

  /// Objects of custom kinds are kept as what they say they are, and so are validated.
  func checkCustomKind(_ object: Value, _ kind: Kind, _ name: String) throws(APIStatus) {
    var findings: [FieldError] = []
    for (key, wanted) in [(Key.kind, kind.name), (.apiVersion, "\(kind.groupVersion)")]
    where !object[key].isNull && object[key].text != wanted {
      findings.append(.invalid(FieldPath(key.text), object[key], "must be \(wanted)"))
    }
    if !findings.isEmpty { throw invalid(kind, name, findings) }
  }

  private func name(_ object: inout Value, _ kind: Kind) {
    let version = Value.string(kind.groupVersion.description)
    let name = Value.string(kind.name)
    if object[.apiVersion] != version { object[.apiVersion] = version }
    if object[.kind] != name { object[.kind] = name }
  }

  /// A write goes to the object that the request names.
  static func checkName(_ object: Value, _ old: Value) throws(APIStatus) {
    let namespace = object[.metadata][.namespace].text
    guard namespace.isEmpty || old[.namespace].text.isEmpty || namespace == old[.namespace].text else {
      throw .badRequest(Self.otherNamespace)
    }
    let name = object[.metadata][.name].text
    guard !name.isEmpty else {
      throw .badRequest(
        "the name of the object (\(old[.name].text) based on URL) was undeterminable: name must be provided")
    }
    guard name == old[.name].text else {
      throw .badRequest("the name of the object (\(name)) does not match the name on the URL (\(old[.name].text))")
    }
  }

  static let otherNamespace =
    "the namespace of the provided object does not match the namespace sent on the request"
}
