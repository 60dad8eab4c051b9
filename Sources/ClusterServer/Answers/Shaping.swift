// The shapes of objects in answers: themselves, rows of tables, or their metadata.
import KubeKinds
import KubeObjects
import KubePrinters
import SimCore

/// Makes of objects what a form asks for.
struct Shaping {
  let form: AnswerForm
  let kind: Kind?
  let now: Instant

  init(_ answer: Answer) { self.init(answer.form, answer.kind, answer.now) }

  init(_ form: AnswerForm, _ kind: Kind?, _ now: Instant) {
    self.form = form
    self.kind = kind
    self.now = now
  }

  /// - Parameter hasHeader: whether a table says what its columns are: in a watch only the first does.
  func object(_ object: Value, hasHeader: Bool = true) -> Value {
    guard let kind, object[.kind].text != "Status" else { return object }
    switch form.shape {
    case .objects, .aggregatedDiscovery: return object
    case .metadata(let version, _): return Self.metadata(object, version)
    case .table(let version, let included):
      let metadata: Value = [.resourceVersion: object[.metadata][.resourceVersion]]
      return table([object], metadata, columns(kind, object), version, included, hasHeader: hasHeader)
    }
  }

  func list(_ page: ObjectPage) -> Value {
    switch form.shape {
    case .objects, .aggregatedDiscovery:
      return Self.list(page.kind.listName, "\(page.kind.groupVersion)", page.metadata, page.items.map(Self.bare))
    case .metadata(let version, _):
      let items = page.items.map { Self.metadata($0, version) }
      return Self.list("PartialObjectMetadataList", "meta.k8s.io/\(version)", page.metadata, items)
    case .table(let version, let included):
      let columns = ColumnCatalog.columns(of: page.kind)
      return table(page.items, page.metadata, columns, version, included, hasHeader: true)
    }
  }

  private static func list(_ kind: String, _ version: String, _ metadata: Value, _ items: [Value]) -> Value {
    [.kind: .string(kind), .apiVersion: .string(version), .metadata: metadata, .items: .array(items)]
  }

  /// The objects of a list of one kind don't say of what kind they are.
  private static func bare(_ object: Value) -> Value {
    var object = object
    object.remove(.kind)
    object.remove(.apiVersion)
    return object
  }

  private static func metadata(_ object: Value, _ version: String) -> Value {
    [
      .kind: "PartialObjectMetadata", .apiVersion: .string("meta.k8s.io/\(version)"), .metadata: object[.metadata],
    ]
  }

  private func columns(_ kind: Kind, _ object: Value) -> KindColumns {
    object[.kind].text == "Scale" ? .scale : ColumnCatalog.columns(of: kind)
  }

  private func table(
    _ objects: [Value], _ metadata: Value, _ columns: KindColumns, _ version: String,
    _ included: AnswerForm.IncludedObject, hasHeader: Bool
  ) -> Value {
    let rows = objects.map { object -> Value in
      let cells = columns.cells(of: object, now: now, wide: true).map(\.value)
      var row: Value = ["cells": .array(cells)]
      switch included {
      case .none: break
      case .metadata: row["object"] = Self.metadata(object, version)
      case .object: row["object"] = object
      }
      return row
    }
    return [
      .kind: "Table", .apiVersion: .string("meta.k8s.io/\(version)"), .metadata: metadata,
      "columnDefinitions": hasHeader ? .array(columns.definitions.map(\.value)) : .null, "rows": .array(rows),
    ]
  }
}

extension ColumnDefinition {
  /// An entry of `columnDefinitions`.
  var value: Value {
    [
      "name": .string(name), "type": .string(form.rawValue), "format": .string(isName ? "name" : ""),
      "description": "", "priority": .int(Int64(priority)),
    ]
  }
}
