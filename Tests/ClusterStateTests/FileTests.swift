// Files that are not as they should be: clear words, and nothing lost.
import ClusterAPI
import ClusterSim
import Foundation
import KubeObjects
import SimCore
import Testing

@testable import ClusterState

@Suite struct FileTests {
  private static func message(_ body: () throws -> Void) -> String {
    do {
      try body()
      return "nothing was wrong"
    } catch {
      return (error as? StateError)?.message ?? "\(error)"
    }
  }

  /// A cluster with some entries, all of them in the file itself.
  private static func workshop() throws -> Workshop {
    let workshop = Workshop()
    try workshop.make()
    for name in ["a", "b", "c"] { _ = Workshop.run("create deployment \(name) --image=nginx", on: try workshop.open()) }
    let database = try Database(path: workshop.path, mayCreate: false)
    try database.run("PRAGMA wal_checkpoint(TRUNCATE)")
    return workshop
  }

  @Test func foreignFilesAreLeftAlone() throws {
    let workshop = try Self.workshop()
    let texts = ["not a database at all, but long enough to be looked at\n", ""]
    for text in texts {
      try Data(text.utf8).write(to: URL(filePath: workshop.path))
      #expect(Self.message { _ = try workshop.open() }.contains("is no saved cluster of stsctl"))
      #expect(try String(contentsOfFile: workshop.path, encoding: .utf8) == text)
    }
    try FileManager.default.removeItem(atPath: workshop.path)
    try Database(path: workshop.path, mayCreate: true).run("CREATE TABLE other (x)")
    #expect(Self.message { _ = try workshop.open() }.contains("is no saved cluster of stsctl"))
  }

  @Test func newerFilesAreLeftAlone() throws {
    let workshop = try Self.workshop()
    try Database(path: workshop.path, mayCreate: false).run("PRAGMA user_version = 99")
    let before = try Data(contentsOf: URL(filePath: workshop.path))
    #expect(Self.message { _ = try workshop.open() }.contains("was written by a newer stsctl (format 99"))
    #expect(try Data(contentsOf: URL(filePath: workshop.path)) == before)
  }

  /// SQLite's index of its log stays in memory: were it mapped from a file, cutting that would be a bus error.
  @Test func nothingIsMappedFromAFile() throws {
    let workshop = Workshop()
    let journal = try FileJournal(
      creating: workshop.home + ".db", ClusterBirth(seed: 7, start: Workshop.start))
    defer { for ending in ["", "-wal"] { unlink(workshop.home + ".db" + ending) } }
    try workshop.make()
    let cluster = try workshop.open()
    _ = Workshop.run("create deployment a --image=nginx", on: cluster)
    for path in [workshop.home + ".db", workshop.path] {
      #expect(access(path + "-wal", F_OK) == 0 && access(path + "-shm", F_OK) != 0)
    }
    withExtendedLifetime((journal, cluster)) {}
  }

  /// A file that is cut short under the process that has it open.
  @Test(arguments: [0, 1, 3])
  func filesCutWhileOpenAreErrors(pages: Int) throws {
    let workshop = try Self.workshop()
    let cluster = try workshop.open()
    #expect(truncate(workshop.path, pages * 4_096 - (pages > 0 ? 100 : 0)) == 0)
    #expect(truncate(workshop.path + "-wal", 100) == 0 || errno == ENOENT)
    for number in 0..<4 { _ = Workshop.run("create deployment b\(number) --image=nginx", on: cluster) }
    #expect(Workshop.run("get deployment a -o name", on: cluster) == "deployment.apps/a\n")
  }

  @Test(arguments: [1, 2, 4, 8])
  func truncatedFilesAreSaidToBe(pages: Int) throws {
    let workshop = try Self.workshop()
    let whole = try Data(contentsOf: URL(filePath: workshop.path))
    let cut = whole.prefix(min(pages * 4_096, whole.count - 4_096) - 100)
    try cut.write(to: URL(filePath: workshop.path))
    let message = Self.message { _ = try workshop.open() }
    #expect(message.contains("is damaged") || message.contains("is no saved cluster"), "\(message)")
    #expect(try Data(contentsOf: URL(filePath: workshop.path)) == cut)
  }

  @Test(arguments: [
    ("DELETE FROM journal WHERE number = 2", "entry 2 is missing"),
    ("UPDATE journal SET entry = x'7b7d' WHERE number = 3", "entry 3 can't be read"),
    ("UPDATE journal SET entry = 'x' WHERE number = 1", "entry 1 can't be read"),
    ("DELETE FROM facts WHERE name = 'seed'", "it does not say how it began"),
    ("INSERT INTO facts VALUES ('settings', '{')", "its settings can't be read"),
  ])
  func damagedFilesSayWhatIsWrong(sql: String, expected: String) throws {
    let workshop = try Self.workshop()
    try Database(path: workshop.path, mayCreate: false).run(sql)
    let message = Self.message { _ = try workshop.open().settings() }
    #expect(message.contains("is damaged (\(expected))"))
  }

  @Test func aFullDiskRefusesTheCommandAndLosesNothing() throws {
    let workshop = try Self.workshop()
    do {
      let lock = try workshop.lock()
      let file = try workshop.folder.open("x", lock)
      try (file.journal as? FileJournal)?.limit(pages: 12)
      let cluster = try SavedCluster(file, pacer: InstantPacer(), wallTime: { 0 })
      var printed = ""
      for number in 0..<100 where !printed.contains("disk is full") {
        printed = Workshop.run("create deployment d\(number) --image=nginx", on: cluster)
      }
      #expect(printed.contains("the disk is full; what was reported before is saved"))
      #expect(Workshop.run("get deployment a -o name", on: cluster) == "deployment.apps/a\n")
    }
    let names = Workshop.run("get deployment -o name", on: try workshop.open())
    #expect(names.hasPrefix("deployment.apps/a\ndeployment.apps/b\ndeployment.apps/c\n"))
  }

  @Test func oneOwnerAtATime() throws {
    let workshop = Workshop()
    try workshop.make()
    let cluster = try workshop.open()
    #expect(throws: StateError.inUse("x")) { try workshop.open() }
    #expect(workshop.folder.owner(of: "x") == "\(ProcessInfo.processInfo.processIdentifier)")
    #expect(Self.message { try workshop.folder.remove("x") } == "cluster `x` is in use: leave its shell first")
    withExtendedLifetime(cluster) {}
  }

  @Test func foldersArePrivate() throws {
    let workshop = Workshop()
    try workshop.make()
    let modes = [workshop.home, workshop.folder.folder("x")].map { path in
      (try? FileManager.default.attributesOfItem(atPath: path))?[.posixPermissions] as? Int
    }
    #expect(modes == [0o700, 0o700])
    #expect(workshop.folder.names() == ["x"])
    try workshop.folder.makeCurrent("x")
    #expect(workshop.folder.current == "x")
    try workshop.folder.remove("x")
    #expect(workshop.folder.names().isEmpty && workshop.folder.current == "default")
  }

  @Test(arguments: ["", "a/b", "..", ".x", "-x", "none", "a b", "ä", String(repeating: "x", count: 64)])
  func namesThatCanNotBe(name: String) {
    #expect(throws: StateError.self) { try ClusterName.check(name, "cluster") }
  }
}
