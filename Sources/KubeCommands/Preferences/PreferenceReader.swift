// Reads documents of a kuberc file as kubectl's types do: unknown fields are noted, values of another type refused.
import KubeKinds
import KubeObjects

/// What a value has to be, as a type of kubectl's (`k8s.io/kubectl/pkg/config`).
indirect enum PreferenceShape: Sendable {
  case text
  case list(PreferenceShape)
  case fields(String, [PreferenceField])

  /// How Go names the type.
  var typeName: String {
    switch self {
    case .text: "string"
    case .list(let element): "[]\(element.typeName)"
    case .fields(let name, _): "v1beta1.\(name)"
    }
  }
}

/// A field of such a type.
struct PreferenceField: Sendable {
  /// As the document names it.
  var key: Key
  /// As the newest version names it.
  var kept: Key
  var shape: PreferenceShape
  /// Whether it is left out where it says nothing.
  var omitsEmpty: Bool

  init(_ key: Key, as kept: Key? = nil, _ shape: PreferenceShape, omitsEmpty: Bool = true) {
    self.key = key
    self.kept = kept ?? key
    self.shape = shape
    self.omitsEmpty = omitsEmpty
  }
}

/// The versions of `kind: Preference`.
enum PreferenceVersion: String, CaseIterable {
  case beta = "kubectl.config.k8s.io/v1beta1"
  case alpha = "kubectl.config.k8s.io/v1alpha1"

  static let kind = "Preference"

  var shape: PreferenceShape { self == .beta ? Self.betaShape : Self.alphaShape }

  private static let betaShape = preference(defaults: "defaults", options: "options", hasPolicy: true)
  private static let alphaShape = preference(defaults: "overrides", options: "flags", hasPolicy: false)

  private static func preference(defaults: Key, options: Key, hasPolicy: Bool) -> PreferenceShape {
    let option = PreferenceShape.fields(
      "CommandOptionDefault",
      [PreferenceField("name", .text, omitsEmpty: false), PreferenceField("default", .text, omitsEmpty: false)])
    let entry = PreferenceShape.fields(
      "CommandDefaults",
      [
        PreferenceField("command", .text, omitsEmpty: false),
        PreferenceField(options, as: "options", .list(option), omitsEmpty: false),
      ])
    let alias = PreferenceShape.fields(
      "AliasOverride",
      [
        PreferenceField("name", .text, omitsEmpty: false), PreferenceField("command", .text, omitsEmpty: false),
        PreferenceField("prependArgs", .list(.text)), PreferenceField("appendArgs", .list(.text)),
        PreferenceField(options, as: "options", .list(option)),
      ])
    let policy = [
      PreferenceField("credentialPluginPolicy", .text),
      PreferenceField(
        "credentialPluginAllowlist",
        .list(.fields("AllowlistEntry", [PreferenceField("name", .text), PreferenceField("command", .text)]))),
    ]
    return .fields(
      kind,
      [
        PreferenceField("apiVersion", .text), PreferenceField("kind", .text),
        PreferenceField(defaults, as: "defaults", .list(entry), omitsEmpty: false),
        PreferenceField("aliases", .list(alias), omitsEmpty: false),
      ] + (hasPolicy ? policy : []))
  }
}

struct PreferenceReader {
  /// The fields that the type has not, as strict readers name them.
  private(set) var unknownFields: [String] = []

  /// What a document says, in the form of the newest version.
  /// - Throws: the words of Go's JSON about the first value of another type.
  mutating func kept(_ value: Value, _ version: PreferenceVersion) throws(PreferenceFault) -> Value {
    var kept = try read(value, version.shape, Place())
    if version == .alpha { kept[.apiVersion] = .string(PreferenceVersion.beta.rawValue) }
    return kept
  }

  /// Where a value stands.
  private struct Place {
    var path = ""
    /// The names of the fields on the way, without the places in lists.
    var names = ""
    /// The type that has the field.
    var owner = ""
  }

  private mutating func read(
    _ value: Value, _ shape: PreferenceShape, _ place: Place
  ) throws(PreferenceFault) -> Value {
    switch (shape, value) {
    case (.text, .null): return ""
    case (.text, .string), (.list, .null): return value
    case (.list(let element), .array(let elements)):
      var kept: [Value] = []
      for (index, item) in elements.enumerated() {
        var inner = place
        inner.path += "[\(index)]"
        kept.append(try read(item, element, inner))
      }
      return .array(kept)
    case (.fields(let name, let fields), .object), (.fields(let name, let fields), .null):
      return try readFields(value, name, fields, place)
    default:
      let target = place.owner.isEmpty ? "Go value" : "Go struct field \(place.owner).\(place.names)"
      throw PreferenceFault("json: cannot unmarshal \(value.jsonKind) into \(target) of type \(shape.typeName)")
    }
  }

  private mutating func readFields(
    _ value: Value, _ name: String, _ fields: [PreferenceField], _ place: Place
  ) throws(PreferenceFault) -> Value {
    func path(_ key: Key) -> String { place.path.isEmpty ? key.text : "\(place.path).\(key)" }
    for (key, _) in value.fields where !fields.contains(where: { $0.key == key }) {
      unknownFields.append("unknown field \(GoText.quoted(path(key)))")
    }
    var kept = Value.object(Object([]))
    for field in fields {
      let names = place.names.isEmpty ? field.key.text : "\(place.names).\(field.key)"
      let inner = try read(value[field.key], field.shape, Place(path: path(field.key), names: names, owner: name))
      if !(field.omitsEmpty && inner.isEmpty) { kept.set(field.kept, inner) }
    }
    return kept
  }
}
