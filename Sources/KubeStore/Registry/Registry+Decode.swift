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

  private func name(_ object: inout Value, _ kind: Kind) {
    let version = Value.string(kind.groupVersion.description)
    let name = Value.string(kind.name)
    if object[.apiVersion] != version { object[.apiVersion] = version }
    if object[.kind] != name { object[.kind] = name }
  }

  /// A write goes to the object that the request names.
  static func checkName(_ object: Value, _ old: Value) throws(APIStatus) {
    let name = object[.metadata][.name].text
    guard !name.isEmpty else {
      throw .badRequest(
        "the name of the object (\(old[.name].text) based on URL) was undeterminable: name must be provided")
    }
    guard name == old[.name].text else {
      throw .badRequest("the name of the object (\(name)) does not match the name on the URL (\(old[.name].text))")
    }
    let namespace = object[.metadata][.namespace].text
    guard namespace.isEmpty || old[.namespace].text.isEmpty || namespace == old[.namespace].text else {
      throw .badRequest(
        "the namespace of the object (\(namespace)) does not match the namespace on the URL (\(old[.namespace].text))")
    }
  }
}
