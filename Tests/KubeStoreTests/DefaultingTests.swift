// What a real control plane stores for small objects of every kind, and what it refuses, must come out the same here.
import Foundation
import KubeKinds
import KubeObjects
import KubeStore
import Testing

@Suite struct DefaultingTests {
  struct Entry: Sendable, CustomTestStringConvertible {
    var input: Value
    var stored: Value?
    var refused: String?

    var testDescription: String { "\(input["kind"].text) \(input["metadata"]["name"].text)" }
  }

  static let entries: [Entry] = {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/defaulting.yaml")
    guard let text = try? String(contentsOf: file, encoding: .utf8),
      let documents = try? ManifestReader.all(text)
    else { return [] }
    return documents.map {
      Entry(input: $0.value["input"], stored: $0.value.fields["stored"], refused: $0.value["refused"].string)
    }
  }()

  @Test func everyEntryIsThere() {
    #expect(Self.entries.count == 46)
    #expect(Self.entries.allSatisfy { ($0.stored == nil) != ($0.refused == nil) })
  }

  @Test(arguments: entries)
  func stores(entry: Entry) throws {
    let cluster = try TestCluster()
    do throws(APIStatus) {
      let stored = try cluster.create(entry.input, WriteOptions(isDryRun: true, fieldValidation: .strict))
      #expect(Self.differences(stored, entry) == "")
    } catch {
      try #require(error.reason == .invalid, "\(error.message)")
      let name = GoText.quoted(entry.input["metadata"]["name"].text)
      let words = "The \(entry.input["kind"].text) \(name) is invalid: "
        + error.causes.map { "\($0.field): \($0.message)" }.joined(separator: "\n")
      #expect(words == entry.refused)
    }
  }

  /// Without what no two runs share: identities, times, addresses, made-up names.
  static func normalised(_ object: Value) -> Value {
    var object = object
    for key in [Key.uid, .creationTimestamp, .resourceVersion, .managedFields] { object[.metadata].remove(key) }
    var text = JSONWriter.write(object)
    for (pattern, placeholder) in [
      (#"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"#, "UID"),
      (#"kube-api-access-[a-z0-9]{5}"#, "kube-api-access"), (#"10\.96\.\d+\.\d+"#, "ADDRESS"),
      (#""nodePort":3[0-2]\d{3}"#, #""nodePort":30000"#), (#"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"#, "TIME"),
    ] { text = text.replacingOccurrences(of: pattern, with: placeholder, options: .regularExpression) }
    return (try? JSONReader.read(text)) ?? .null
  }

  private static func differences(_ stored: Value, _ entry: Entry) -> String {
    let got = JSONWriter.write(normalised(stored), .indented).split(separator: "\n")
    let want = JSONWriter.write(entry.stored.map(normalised) ?? .null, .indented).split(separator: "\n")
    return got.difference(from: want).map { "\($0)" }.joined(separator: "\n")
  }
}
