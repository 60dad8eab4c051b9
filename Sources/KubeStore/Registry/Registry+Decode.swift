// Reading what a client sends: against the schema of its kind, into the form in which it is stored.
import KubeKinds
import KubeObjects

extension Registry {
  /// Reads an object against the schema of its kind, and returns what its author should be warned of.
  ///
  /// - Throws: `BadRequest` for values of the wrong type, and for unknown fields under strict validation.
  func decode(_ object: inout Value, _ kind: Kind, _ options: WriteOptions) throws(APIStatus) -> [String] {
    name(&object, kind)
    let reading: Reading
    do throws(ReadingError) {
      reading = try ObjectReader.read(object, as: kind.schemaType, schema)
    } catch {
      throw unreadable(kind, error.message)
    }
    object = reading.object
    let unknown = reading.unknownFields.map { "unknown field \(GoText.quoted($0))" }
    switch options.fieldValidation {
    case .ignore: return []
    case .warn: return unknown
    case .strict:
      if unknown.isEmpty { return [] }
      throw unreadable(kind, "strict decoding error: " + unknown.joined(separator: ", "))
    }
  }

  private func name(_ object: inout Value, _ kind: Kind) {
    let version = Value.string(kind.groupVersion.description)
    let name = Value.string(kind.name)
    if object[.apiVersion] != version { object[.apiVersion] = version }
    if object[.kind] != name { object[.kind] = name }
  }

  private func unreadable(_ kind: Kind, _ message: String) -> APIStatus {
    .badRequest(
      "\(kind.name) in version \(GoText.quoted(kind.groupVersion.version)) cannot be handled as a "
        + "\(kind.name): \(message)")
  }
}
