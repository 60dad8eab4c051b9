// Objects in the text that controllers hash: every field of Go's structs with its type, set or not, as the library
// go-spew writes it. One missing word would give other names to ReplicaSets and to the revisions of DaemonSets.
import KubeObjects
import Synchronization

/// Writes values as `dump.ForHash` of apimachinery does: `(v1.PodTemplateSpec){ObjectMeta:(v1.ObjectMeta){Name:...`.
public struct GoSpew {
  private let schema: Schema
  private var bytes: [UInt8] = []

  private init(_ schema: Schema) {
    self.schema = schema
    bytes.reserveCapacity(4096)
  }

  /// The text of a struct. - Parameter type: its name in the schema, such as `core/v1.PodTemplateSpec`.
  public static func bytes(_ value: Value, as type: String, _ schema: Schema = .kubernetes) -> [UInt8] {
    var spew = GoSpew(schema)
    spew.add("(\(GoTypes.text(type)))")
    spew.write(value, .type(type))
    return spew.bytes
  }

  private mutating func add(_ text: String) { bytes.append(contentsOf: text.utf8) }

  // MARK: Values

  private mutating func write(_ value: Value, _ type: FieldType) {
    switch type {
    case .type(let name): schema.types[name].map { writeStruct(value, $0) }
    case .array(let element): writeList(value, element)
    case .map(let element): writeMap(value, element)
    case .time, .microTime: add("{Time:(time.Time){wall:(uint64)0 ext:(int64)0 loc:(*time.Location)<nil>}}")
    case .quantity, .intOrString: writeNumber(value, type)
    case .bool: add(value.isTrue ? "true" : "false")
    case .int32, .int64: add(String(value.number))
    default: add(value.text)
    }
  }

  private mutating func writeList(_ value: Value, _ element: FieldType) {
    guard case .array(let elements) = value else { return add("<nil>") }
    add("[")
    for (index, entry) in elements.enumerated() {
      if index > 0 { add(" ") }
      write(entry, element)
    }
    add("]")
  }

  private mutating func writeMap(_ value: Value, _ element: FieldType) {
    guard case .object(let entries) = value else { return add("<nil>") }
    add("map[")
    for (index, entry) in entries.enumerated() {
      if index > 0 { add(" ") }
      add(entry.key.text + ":")
      write(entry.value, element)
    }
    add("]")
  }

  /// A number that Go keeps in a struct of its own.
  private mutating func writeNumber(_ value: Value, _ type: FieldType) {
    if type == .quantity { return add(GoQuantity(value.text).spewed) }
    let isText = value.string != nil
    add("{Type:(intstr.Type)\(isText ? 1 : 0) IntVal:(int32)\(value.number) StrVal:(string)\(value.string ?? "")}")
  }

  // MARK: Structs

  private mutating func writeStruct(_ value: Value, _ type: SchemaType) {
    add("{")
    for field in schema.spewTable.fields(of: type) {
      bytes.append(contentsOf: field.before)
      let content = value[field.key]
      if field.isPointer, content.isNull { add("<nil>") } else { write(content, field.type) }
      if field.endsEmbedding { add("}") }
    }
    add("}")
  }
}

/// A field of a struct as it is written: what stands before its value is always the same.
private struct SpewField: Sendable {
  let key: Key
  let type: FieldType
  let isPointer: Bool
  /// The field's name and type: ` Containers:([]v1.Container)`.
  let before: [UInt8]
  let endsEmbedding: Bool
}

/// The fields of the structs that were written so far: few templates differ in the structs they are made of.
final class SpewTable: Sendable {
  private let known = Mutex<[String: [SpewField]]>([:])

  fileprivate func fields(of type: SchemaType) -> [SpewField] {
    if let fields = known.withLock({ $0[type.name] }) { return fields }
    let fields = Self.make(type)
    known.withLock { $0[type.name] = fields }
    return fields
  }

  private static func make(_ type: SchemaType) -> [SpewField] {
    let embedded = GoEmbedding.of[type.shortName]
    return type.fields.enumerated().map { index, field in
      var before = index > 0 ? " " : ""
      if let embedded, index == embedded.first { before += "\(embedded.name):(v1.\(embedded.name)){" }
      let pointer = field.isPointer ? "*" : ""
      before += "\(GoEmbedding.fieldName(field, in: type)):(\(pointer)\(GoTypes.text(of: field, in: type)))"
      return SpewField(
        key: field.key, type: field.type, isPointer: field.isPointer, before: Array(before.utf8),
        endsEmbedding: index == embedded?.last(of: type))
    }
  }
}

/// The fields that a Go struct takes over from another: in the API they look like its own.
struct GoEmbedding {
  /// The struct taken over; the field has the same name.
  let name: String
  /// Which of the fields belong to it; without an end all the others do.
  let first: Int
  let count: Int?

  func last(of type: SchemaType) -> Int { count.map { first + $0 - 1 } ?? type.fields.count - 1 }

  private static let reference = GoEmbedding(name: "LocalObjectReference", first: 0, count: 1)

  static let of: [String: GoEmbedding] = [
    "Volume": GoEmbedding(name: "VolumeSource", first: 1, count: nil),
    "Probe": GoEmbedding(name: "ProbeHandler", first: 0, count: 4),
    "ConfigMapEnvSource": reference, "SecretEnvSource": reference, "ConfigMapKeySelector": reference,
    "SecretKeySelector": reference, "ConfigMapVolumeSource": reference, "SecretProjection": reference,
    "ConfigMapProjection": reference,
  ]

  /// Fields whose Go name is another than in the API, by struct.
  private static let names: [String: [String: String]] = [
    "PodTemplateSpec": ["metadata": "ObjectMeta"], "PersistentVolumeClaimTemplate": ["metadata": "ObjectMeta"],
    "PodSpec": ["serviceAccount": "DeprecatedServiceAccount"], "CephFSVolumeSource": ["monitors": "Monitors"],
    "RBDVolumeSource": ["image": "RBDImage", "pool": "RBDPool", "user": "RadosUser"],
    "AzureDiskVolumeSource": ["diskURI": "DataDiskURI"], "ISCSIVolumeSource": ["iscsiInterface": "ISCSIInterface"],
    "ScaleIOVolumeSource": ["sslEnabled": "SSLEnabled"],
    "WindowsSecurityContextOptions": [
      "gmsaCredentialSpecName": "GMSACredentialSpecName", "gmsaCredentialSpec": "GMSACredentialSpec",
    ],
  ]

  static func fieldName(_ field: SchemaField, in type: SchemaType) -> String {
    names[type.shortName]?[field.name] ?? GoStructs.goName(field.name)
  }
}

/// A quantity as Go keeps it: a number, a power of ten, how it was written (`resource.ParseQuantity`).
private struct GoQuantity {
  /// The text it came from, kept where that is certain to be its canonical form.
  private var text = ""
  private var number: Int64 = 0
  private var scale = 0
  private var format = "DecimalSI"

  private static let decimal: [Substring: Int] = [
    "n": -9, "u": -6, "m": -3, "": 0, "k": 3, "M": 6, "G": 9, "T": 12, "P": 15, "E": 18,
  ]
  private static let binary: [Substring: Int64] = [
    "Ki": 1 << 10, "Mi": 1 << 20, "Gi": 1 << 30, "Ti": 1 << 40, "Pi": 1 << 50, "Ei": 1 << 60,
  ]

  init(_ written: String) {
    if written.isEmpty || written == "0" {
      text = "0"
      return
    }
    let end = written.firstIndex { !($0.isNumber || "+-.".contains($0)) } ?? written.endIndex
    let parts = written[..<end].split(separator: ".", omittingEmptySubsequences: false)
    let digits = parts.joined()
    let mantissa = Int64(digits) ?? 0
    scale = parts.count > 1 ? -parts[1].count : 0
    number = mantissa
    let suffix = written[end...]
    if let factor = Self.binary[suffix] {
      number = mantissa.multipliedReportingOverflow(by: factor).partialValue
      format = "BinarySI"
      if mantissa & 7 != 0 { text = written }
      return
    }
    if let exponent = Self.decimal[suffix] {
      scale += exponent
    } else {
      scale += Int(suffix.dropFirst()) ?? 0
      format = "DecimalExponent"
    }
    if scale % 3 == 0, !digits.hasSuffix("000"), !digits.hasPrefix("0") { text = written }
  }

  var spewed: String {
    "{i:(resource.int64Amount){value:(int64)\(number) scale:(resource.Scale)\(scale)} "
      + "d:(resource.infDecAmount){Dec:(*inf.Dec)<nil>} s:(string)\(text) Format:(resource.Format)\(format)}"
  }
}
