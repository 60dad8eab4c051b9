// Events of a watch as lines of text.
import ClusterAPI
import KubeKinds
import KubeObjects
import KubePrinters
import SimCore

public enum WatchText {
  /// One event as a line: `{"type":"ADDED","object":{...}}`.
  public static func line(
    _ event: WatchEvent, _ request: WatchForm, _ catalog: KindCatalog, now: Instant
  ) -> [UInt8] {
    let kind = catalog.kinds.first { $0.id == request.kind && $0.groupVersion == request.groupVersion }
    let shaping = Shaping(request.form, kind, now)
    let isObject = event.change != .error && event.change != .bookmark
    let object = isObject ? shaping.object(event.object, hasHeader: request.hasHeader) : event.object
    return line(event.change, object, request.form.shape == .objects && isObject ? kind?.schemaType : nil)
  }

  private static func line(_ change: WatchEvent.Change, _ object: Value, _ type: String?) -> [UInt8] {
    var json = TypedJSON()
    json.write(raw: "{\"type\":\"\(change.rawValue)\",\"object\":".utf8)
    json.write(object, type: type)
    json.write(raw: "}\n".utf8)
    return json.bytes
  }

  /// A bookmark: the version up to which a client has seen everything.
  /// - Parameter endsInitialEvents: whether everything that existed has been sent with it.
  public static func bookmark(
    _ version: String, _ request: WatchForm, _ catalog: KindCatalog, endsInitialEvents: Bool
  ) -> [UInt8] {
    let kind = catalog.kinds.first { $0.id == request.kind && $0.groupVersion == request.groupVersion }
    var metadata: Value = [.resourceVersion: .string(version)]
    if endsInitialEvents { metadata[.annotations] = ["k8s.io/initial-events-end": "true"] }
    var object: Value = [
      .kind: .string(kind?.name ?? ""), .apiVersion: .string("\(request.groupVersion)"), .metadata: metadata,
    ]
    switch request.form.shape {
    case .table(let version, _):
      let row: Value = [
        "cells": [],
        "object": [
          .kind: "PartialObjectMetadata", .apiVersion: .string("meta.k8s.io/\(version)"), .metadata: metadata,
        ],
      ]
      object = [
        .kind: "Table", .apiVersion: .string("meta.k8s.io/\(version)"), .metadata: metadata,
        "columnDefinitions": .null, "rows": [row],
      ]
    case .metadata(let version, _):
      object[.kind] = "PartialObjectMetadata"
      object[.apiVersion] = .string("meta.k8s.io/\(version)")
    case .objects, .aggregatedDiscovery: break
    }
    return line(.bookmark, object, nil)
  }
}
