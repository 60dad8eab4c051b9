// The log of a saved cluster: one SQLite file.
//
// Every entry is a transaction of its own before the request is carried out, so a killed process loses nothing. The
// write-ahead log of SQLite with `synchronous=NORMAL` keeps that promise without waiting for the disk; only a machine
// that loses power may lose the last moments, never the file. Nobody else opens the file: its owner holds a lock.
import ClusterSim
import KubeObjects
import SimCore

/// A log in a file.
final class FileJournal: Journal {
  /// `stsc`, the mark by which our files are known.
  private static let mark: Int64 = 0x7374_7363
  /// The newest form of the file that is understood.
  static let format: Int64 = 3

  private let database: Database
  /// Whether the events of the checkpoint could not be read when they were asked for.
  private var hasLostEvents = false

  /// Makes a new file for a cluster that has not begun.
  init(creating path: String, _ birth: ClusterBirth) throws(StateError) {
    database = try Database(path: path, mayCreate: true)
    try database.run("PRAGMA synchronous = OFF")
    try database.run("PRAGMA journal_mode = WAL")
    let database = self.database
    try database.transaction { () throws(StateError) in
      for statement in Self.tables + Self.checkpointTables { try database.run(statement) }
      try Self.write(birth, to: database)
      try database.run("PRAGMA application_id = \(Self.mark)")
      try database.run("PRAGMA user_version = \(Self.format)")
    }
  }

  /// Opens a file that is there.
  init(opening path: String) throws(StateError) {
    database = try Database(path: path, mayCreate: false)
    database.keepLogOnClose()
    try database.run("PRAGMA synchronous = NORMAL")
    let mark = try database.rows("PRAGMA application_id").first?.first?.integer
    guard mark == Self.mark else { throw .foreign(path) }
    let format = try database.rows("PRAGMA user_version").first?.first?.integer ?? 0
    guard format <= Self.format else { throw .newer(path, format, Self.format) }
    if format < Self.format { try renewCheckpoints() }
  }

  /// Files of the first format had no checkpoints, and those of the second had all in one. What they stand for is in
  /// the log.
  private func renewCheckpoints() throws(StateError) {
    let database = self.database
    try database.transaction { () throws(StateError) in
      for table in ["checkpoint", "snapshot_checkpoint"] { try database.run("DROP TABLE IF EXISTS \(table)") }
      for statement in Self.checkpointTables { try database.run(statement) }
      try database.run("PRAGMA user_version = \(Self.format)")
    }
  }

  private static let checkpointTables = [
    """
    CREATE TABLE checkpoint (id INTEGER PRIMARY KEY, number INTEGER NOT NULL, signature TEXT NOT NULL, \
    sum INTEGER NOT NULL, facts BLOB NOT NULL, memory BLOB NOT NULL, events_sum INTEGER NOT NULL, \
    events BLOB NOT NULL)
    """,
    """
    CREATE TABLE snapshot_checkpoint (snapshot INTEGER PRIMARY KEY, number INTEGER NOT NULL, \
    signature TEXT NOT NULL, sum INTEGER NOT NULL, facts BLOB NOT NULL, memory BLOB NOT NULL, \
    events_sum INTEGER NOT NULL, events BLOB NOT NULL)
    """,
  ]

  private static let tables = [
    "CREATE TABLE facts (name TEXT PRIMARY KEY, value) WITHOUT ROWID",
    "CREATE TABLE clock (id INTEGER PRIMARY KEY CHECK (id = 1), cluster INTEGER NOT NULL, wall INTEGER NOT NULL)",
    "CREATE TABLE journal (number INTEGER PRIMARY KEY, at INTEGER NOT NULL, entry BLOB NOT NULL)",
    """
    CREATE TABLE snapshots (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, at INTEGER NOT NULL, \
    made INTEGER NOT NULL)
    """,
    """
    CREATE TABLE snapshot_facts (snapshot INTEGER NOT NULL, name TEXT NOT NULL, value, \
    PRIMARY KEY (snapshot, name)) WITHOUT ROWID
    """,
    """
    CREATE TABLE snapshot_journal (snapshot INTEGER NOT NULL, number INTEGER NOT NULL, at INTEGER NOT NULL, \
    entry BLOB NOT NULL, PRIMARY KEY (snapshot, number))
    """,
  ]

  /// Lets the file grow to this many pages only, as a full disk would.
  func limit(pages: Int) throws(StateError) { try database.run("PRAGMA max_page_count = \(pages)") }

  // MARK: Facts

  func birth() throws(StateError) -> ClusterBirth {
    let seed = try fact("seed")?.text.flatMap { UInt64($0) }
    guard let seed, let start = try fact("start")?.integer else { throw damaged("it does not say how it began") }
    return ClusterBirth(
      configuration: try fact("configuration")?.bytes, seed: seed, start: Instant(nanoseconds: start))
  }

  private static func write(_ birth: ClusterBirth, to database: Database) throws(StateError) {
    let facts: [(String, Column)] = [
      ("configuration", birth.configuration.map(Column.bytes) ?? .null), ("seed", .text("\(birth.seed)")),
      ("start", .integer(birth.start.nanoseconds)),
    ]
    for (name, value) in facts {
      try database.run("INSERT OR REPLACE INTO facts VALUES (?, ?)", [.text(name), value])
    }
  }

  private func fact(_ name: String) throws(StateError) -> Column? {
    try database.rows("SELECT value FROM facts WHERE name = ?", [.text(name)]).first?.first
  }

  func settings() throws(StateError) -> Value {
    guard let text = try fact("settings")?.text else { return .null }
    do throws(JSONError) { return try JSONReader.read(text) } catch { throw damaged("its settings can't be read") }
  }

  func keep(settings: Value) throws(StateError) {
    try database.run(
      "INSERT OR REPLACE INTO facts VALUES ('settings', ?)", [.text(JSONWriter.write(settings, escapesHTML: false))])
  }

  func clock() throws(StateError) -> ClockMark? {
    guard let row = try database.rows("SELECT cluster, wall FROM clock").first,
      let cluster = row[0].integer, let wall = row[1].integer
    else { return nil }
    return ClockMark(cluster: Instant(nanoseconds: cluster), wall: wall)
  }

  private func damaged(_ detail: String) -> StateError { .damaged(database.path, detail) }

  // MARK: Entries

  func entries(after count: Int) throws(StateError) -> [JournalEntry] {
    let rows = try database.rows(
      "SELECT number, at, entry FROM journal WHERE number > ? ORDER BY number", [.integer(Int64(count))])
    var entries: [JournalEntry] = []
    entries.reserveCapacity(rows.count)
    for (index, row) in rows.enumerated() {
      let number = count + index + 1
      guard row[0].integer == Int64(number) else { throw damaged("entry \(number) is missing") }
      guard let at = row[1].integer, let bytes = row[2].bytes,
        let entry = JournalEntry(at: Instant(nanoseconds: at), bytes: bytes)
      else { throw damaged("entry \(number) can't be read") }
      entries.append(entry)
    }
    return entries
  }

  func append(_ entry: JournalEntry, _ mark: ClockMark) throws(StateError) {
    let database = self.database
    try database.transaction { () throws(StateError) in
      try Self.write(entry, to: database)
      try Self.write(mark, to: database)
    }
  }

  private static func write(_ entry: JournalEntry, to database: Database) throws(StateError) {
    try database.run(
      "INSERT INTO journal (at, entry) VALUES (?, ?)", [.integer(entry.at.nanoseconds), .bytes(entry.bytes)])
  }

  func note(_ mark: ClockMark) throws(StateError) { try Self.write(mark, to: database) }

  private static func write(_ mark: ClockMark, to database: Database) throws(StateError) {
    try database.run(
      "INSERT OR REPLACE INTO clock VALUES (1, ?, ?)", [.integer(mark.cluster.nanoseconds), .integer(mark.wall)])
  }

  func restart(_ birth: ClusterBirth) throws(StateError) {
    let database = self.database
    try database.transaction { () throws(StateError) in
      for table in ["journal", "clock", "facts", "checkpoint"] { try database.run("DELETE FROM \(table)") }
      try Self.write(birth, to: database)
    }
  }
}

// MARK: Checkpoints

extension FileJournal {
  func checkpoint() throws(StateError) -> JournalCheckpoint? {
    let rows = try database.rows("SELECT number, sum, facts, memory FROM checkpoint WHERE signature = ?", [
      .text(Checkpoint.signature)
    ])
    guard let row = rows.first else { return nil }
    guard let number = row[0].integer, let facts = row[2].bytes, let memory = row[3].bytes else {
      return JournalCheckpoint(entries: 0)
    }
    let checkpoint = Checkpoint(facts: facts, memory: memory) { self.events() }
    let count = try count()
    let isWhole = row[1].integer == checkpoint.sum && number > 0 && number <= count
    return JournalCheckpoint(entries: Int(number), checkpoint: isWhole ? checkpoint : nil)
  }

  /// The events of the checkpoint. Where they are damaged, the cluster goes on without them for as long as it is open,
  /// and is made again from its log when it is opened next.
  private func events() -> [UInt8]? {
    do throws(StateError) {
      let row = try database.rows("SELECT events_sum, events FROM checkpoint").first
      if let bytes = row?[1].bytes, row?[0].integer == Checkpoint.sum(ofEvents: bytes) { return bytes }
    } catch {
      // As if it had been another sum.
    }
    hasLostEvents = true
    try? database.run("DELETE FROM checkpoint")
    return nil
  }

  private func count() throws(StateError) -> Int64 {
    try database.rows("SELECT max(number) FROM journal").first?.first?.integer ?? 0
  }

  func append(_ entry: JournalEntry, _ checkpoint: Checkpoint, _ mark: ClockMark) throws(StateError) {
    let database = self.database
    let events = checkpoint.events() ?? []
    if hasLostEvents { throw damaged("the events of its checkpoint can't be read") }
    try database.transaction { () throws(StateError) in
      try Self.write(entry, to: database)
      try Self.write(mark, to: database)
      try database.run(
        "INSERT OR REPLACE INTO checkpoint VALUES (1, (SELECT max(number) FROM journal), ?, ?, ?, ?, ?, ?)",
        [
          .text(Checkpoint.signature), .integer(checkpoint.sum), .bytes(checkpoint.facts), .bytes(checkpoint.memory),
          .integer(Checkpoint.sum(ofEvents: events)), .bytes(events),
        ])
    }
  }
}

// MARK: Snapshots

extension FileJournal {
  func snapshots() throws(StateError) -> [ClusterSnapshot] {
    try database.rows("SELECT name, at, made FROM snapshots ORDER BY number").compactMap { row in
      guard let name = row[0].text, let at = row[1].integer, let made = row[2].integer else { return nil }
      return ClusterSnapshot(name: name, at: Instant(nanoseconds: at), made: made)
    }
  }

  func save(_ snapshot: ClusterSnapshot) throws(StateError) {
    let database = self.database
    try database.transaction { () throws(StateError) in
      try database.run(
        "INSERT INTO snapshots (name, at, made) VALUES (?, ?, ?)",
        [.text(snapshot.name), .integer(snapshot.at.nanoseconds), .integer(snapshot.made)])
      let number = try Self.number(of: snapshot, database)
      try database.run("INSERT INTO snapshot_facts SELECT ?, name, value FROM facts", [number])
      try database.run("INSERT INTO snapshot_journal SELECT ?, number, at, entry FROM journal", [number])
      try database.run(
        """
        INSERT INTO snapshot_checkpoint SELECT ?, number, signature, sum, facts, memory, events_sum, events \
        FROM checkpoint
        """, [number])
    }
  }

  func restore(_ snapshot: ClusterSnapshot, wall: Int64) throws(StateError) {
    let database = self.database
    try database.transaction { () throws(StateError) in
      let number = try Self.number(of: snapshot, database)
      for table in ["journal", "facts", "checkpoint"] { try database.run("DELETE FROM \(table)") }
      try database.run("INSERT INTO facts SELECT name, value FROM snapshot_facts WHERE snapshot = ?", [number])
      try database.run(
        "INSERT INTO journal SELECT number, at, entry FROM snapshot_journal WHERE snapshot = ?", [number])
      try database.run(
        """
        INSERT INTO checkpoint SELECT 1, number, signature, sum, facts, memory, events_sum, events \
        FROM snapshot_checkpoint WHERE snapshot = ?
        """, [number])
      try Self.write(ClockMark(cluster: snapshot.at, wall: wall), to: database)
    }
  }

  func remove(_ snapshot: ClusterSnapshot) throws(StateError) {
    let database = self.database
    try database.transaction { () throws(StateError) in
      let number = try Self.number(of: snapshot, database)
      for table in ["snapshot_journal", "snapshot_facts", "snapshot_checkpoint"] {
        try database.run("DELETE FROM \(table) WHERE snapshot = ?", [number])
      }
      try database.run("DELETE FROM snapshots WHERE number = ?", [number])
    }
  }

  private static func number(of snapshot: ClusterSnapshot, _ database: Database) throws(StateError) -> Column {
    let rows = try database.rows("SELECT number FROM snapshots WHERE name = ?", [.text(snapshot.name)])
    guard let number = rows.first?.first else { throw .refused("there is no snapshot `\(snapshot.name)`") }
    return number
  }
}
