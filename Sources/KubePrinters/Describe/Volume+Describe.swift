// Volumes of pods and of templates, and the sources of persistent volumes: a row for each type.
import KubeKinds
import KubeObjects

extension DescribeText {
  mutating func volumes(_ volumes: Value, inTemplate: Bool = false) {
    let space = inTemplate ? "  " : ""
    if volumes.elements.isEmpty { return line("\(space)Volumes:\t<none>") }
    line("\(space)Volumes:")
    for volume in volumes.elements {
      line(1, "\(inTemplate ? " " : "")\(volume[.name].text):")
      volumeSource(volume, VolumeSources.ofPods)
    }
  }

  /// The type of a volume and what it is told.
  mutating func volumeSource(_ volume: Value, _ types: [VolumeSourceType]) {
    guard let type = types.first(where: { !volume[$0.key].isNull }) else { return line(1, "<unknown>") }
    field(2, "Type", type.title)
    type.write(volume[type.key], &self)
  }
}

/// A type of volume: the field that holds it, its words, and what is shown of it.
struct VolumeSourceType: Sendable {
  let key: Key
  let title: String
  let write: @Sendable (Value, inout DescribeText) -> Void

  init(_ key: Key, _ title: String, write: @escaping @Sendable (Value, inout DescribeText) -> Void) {
    self.key = key
    self.title = title
    self.write = write
  }

  init(_ key: Key, _ title: String, _ fields: [VolumeField]) {
    self.init(key, title) { source, out in
      for field in fields { out.row(2, field.title, field.text(source)) }
    }
  }
}

/// One line of a volume.
struct VolumeField: Sendable {
  /// With its colon, which one line of iSCSI lacks.
  let title: String
  let text: @Sendable (Value) -> String

  init(_ title: String, _ text: @escaping @Sendable (Value) -> String) {
    self.title = title.hasSuffix("*") ? String(title.dropLast()) : title + ":"
    self.text = text
  }

  /// A text, empty where it is missing, unless `missing` says otherwise.
  static func text(_ title: String, _ key: Key, missing: String = "") -> VolumeField {
    VolumeField(title) { $0[key].string ?? missing }
  }

  static func number(_ title: String, _ key: Key) -> VolumeField { VolumeField(title) { String($0[key].number) } }

  static func flag(_ title: String, _ key: Key) -> VolumeField { VolumeField(title) { String($0[key].isTrue) } }

  static func list(_ title: String, _ key: Key) -> VolumeField { VolumeField(title) { GoListText.list($0[key]) } }

  /// A secret of the same namespace.
  static func secret(_ key: Key = "secretRef") -> VolumeField {
    VolumeField("SecretRef") { GoListText.reference($0[key], "LocalObjectReference", [("Name", .name)]) }
  }

  /// A secret of any namespace.
  static func secretAnywhere(_ key: Key = "secretRef") -> VolumeField {
    VolumeField("SecretRef") {
      GoListText.reference($0[key], "SecretReference", [("Name", .name), ("Namespace", .namespace)])
    }
  }
}
