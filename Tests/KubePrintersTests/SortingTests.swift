// `--sort-by`: what comes before what.
import KubeObjects
import Testing

@testable import KubePrinters

@Suite struct SortingTests {
  private func names(_ objects: [Value], by field: String) throws -> [String] {
    try ObjectSorter(field).sorted(objects).map { $0["name"].text }
  }

  @Test(arguments: [
    ("web-2", "web-10", true), ("web-10", "web-2", false), ("a", "b", true), ("a1", "a01", true), ("a01", "a1", false),
    ("1", "a", true), ("a", "1", false), ("a", "a1", true), ("a", "a", false), ("a10b2", "a10b10", true),
    ("B", "a", true), ("x99999999999999999999", "x100000000000000000000", true),
  ])
  func naturalOrder(_ a: String, _ b: String, _ isBefore: Bool) {
    #expect(NaturalOrder.precedes(a, b) == isBefore)
  }

  @Test func numbersTextsAndQuantities() throws {
    let objects: [Value] = [
      ["name": "web-10", "n": 10, "q": "1Gi"], ["name": "web-9", "n": 9, "q": "900Mi"],
      ["name": "web-1", "n": 30, "q": "1000Mi"],
    ]
    #expect(try names(objects, by: "{.name}") == ["web-1", "web-9", "web-10"])
    #expect(try names(objects, by: ".n") == ["web-9", "web-10", "web-1"])
    #expect(try names(objects, by: "q") == ["web-9", "web-1", "web-10"])
  }

  @Test func objectsWithoutTheFieldComeFirst() throws {
    let objects: [Value] = [["name": "a", "x": 1], ["name": "b"], ["name": "c", "x": 0]]
    #expect(try names(objects, by: ".x") == ["b", "c", "a"])
    #expect(throws: PrintError("couldn't find any field with path \"{.y}\" in the list of objects")) {
      try ObjectSorter("y").sorted(objects)
    }
    #expect(try ObjectSorter("y").sorted([]).isEmpty)
  }

  @Test func rowsOfATableAreSortedByAnyTemplate() throws {
    let objects: [Value] = [["name": "b", "n": 1], ["name": "a", "n": 2]]
    let sorted = try ObjectSorter("{.name}{.n}", isTable: true).sorted(objects)
    #expect(sorted.map { $0["name"].text } == ["a", "b"])
    #expect(throws: PrintError.self) { try ObjectSorter("{.name}{.n}") }
  }

  @Test func aMapThatStandsAloneIsNotCompared() throws {
    let objects: [Value] = [["name": "a", "x": ["y": 1]], ["name": "b"]]
    #expect(try names(objects, by: "x") == ["b", "a"])
    #expect(throws: PrintError.self) { try names(objects + objects, by: "x") }
  }

  @Test(arguments: [
    ("name", "{.name}"), (".name", "{.name}"), ("{name}", "{.name}"), ("{.name}", "{.name}"), ("", ""),
  ])
  func relaxedPaths(_ typed: String, _ path: String) throws {
    #expect(try RelaxedPath.normalised(typed) == path)
  }
}
