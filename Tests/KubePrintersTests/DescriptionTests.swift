// Descriptions, against those that kubectl printed for the same objects.
//
// `Fixtures/describe/X.yaml` holds an object and after it what belongs to it; `X.txt` is what `kubectl describe` made
// of them. None of the objects has a time from which an age would be counted.
import Foundation
import KubeKinds
import KubeObjects
import SimCore
import Testing

@testable import KubePrinters

@Suite struct DescriptionTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Fixtures/describe")

  private static let names: [String] = {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return files.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
  }()

  @Test func thereAreFixtures() { #expect(Self.names.count >= 80) }

  @Test(arguments: names)
  func description(_ name: String) throws {
    let objects = try ManifestReader.all(try Self.text("\(name).yaml")).map(\.value)
    let object = try #require(objects.first)
    let kind = try #require(Self.kind(of: object))
    let describer = DescribeCatalog.describer(of: kind)
    var related = RelatedObjects()
    for relation in describer.relations(of: object, withEvents: true) {
      related.set(relation, try Self.found(relation, objects))
    }
    let text = describer.text(
      of: object, related: related, now: Instant(unixSeconds: 1_800_000_000), withEvents: true)
    #expect(text == (try Self.text("\(name).txt")))
  }

  private static func text(_ file: String) throws -> String {
    try String(contentsOf: folder.appending(path: file), encoding: .utf8)
  }

  private static func kind(of object: Value) -> Kind? {
    KindCatalog.kubernetes.kind(apiVersion: object[.apiVersion].text, name: object[.kind].text)
  }

  /// What a cluster with these objects would answer.
  private static func found(_ relation: Relation, _ objects: [Value]) throws -> Result<[Value], APIStatus> {
    let kind = try #require(KindCatalog.kubernetes.kind(relation.kind))
    let all = objects.filter { object in
      self.kind(of: object) === kind
        && (relation.namespace == nil || object[.metadata][.namespace].text == relation.namespace)
    }
    switch relation.choice {
    case .all: return .success(all)
    case .labelled(let text):
      let selector = try LabelSelector(parsing: text)
      return .success(all.filter { selector.matches($0[.metadata][.labels]) })
    case .fields(let selector):
      return .success(all.filter { object in selector.matches { field($0, object) } })
    case .named(let name):
      let found = all.filter { $0[.metadata][.name].text == name }
      return found.isEmpty ? .failure(.notFound(kind.groupResource, name)) : .success(found)
    }
  }

  private static func field(_ path: String, _ object: Value) -> String {
    path.split(separator: ".").reduce(object) { $0[Key($1)] }.text
  }
}
