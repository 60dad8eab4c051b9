// SQLite, as much of it as a log of commands needs: statements with values, rows, and its refusals in our words.
import CSQLite

/// A value of a column.
enum Column: Equatable {
  case null
  case integer(Int64)
  case text(String)
  case bytes([UInt8])

  var integer: Int64? { if case .integer(let value) = self { value } else { nil } }
  var text: String? { if case .text(let value) = self { value } else { nil } }
  var bytes: [UInt8]? { if case .bytes(let value) = self { value } else { nil } }
}

/// An open database file. It is used by one thread at a time.
final class Database {
  let path: String
  private let handle: OpaquePointer
  /// Statements that have been used, ready to be used again.
  private var prepared: [String: OpaquePointer] = [:]

  /// Opens a file, or makes it where it may be made.
  init(path: String, mayCreate: Bool) throws(StateError) {
    self.path = path
    var handle: OpaquePointer?
    let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (mayCreate ? SQLITE_OPEN_CREATE : 0)
    let code = sqlite3_open_v2(path, &handle, flags, nil)
    guard let handle, code == SQLITE_OK else {
      let error = StateError(sqlite: code, Self.message(handle), path)
      sqlite3_close_v2(handle)
      throw error
    }
    self.handle = handle
    // Whoever opens the file holds its lock, so nothing needs to be shared: without memory that is mapped from a file,
    // one that somebody else cuts short is an error like others and no bus error.
    try run("PRAGMA locking_mode = EXCLUSIVE")
  }

  deinit {
    for statement in prepared.values { sqlite3_finalize(statement) }
    sqlite3_close_v2(handle)
  }

  /// Makes closing quick: the log stays beside the file and is folded in when it has grown.
  func keepLogOnClose() { _ = csq_keep_log_on_close(handle) }

  /// Runs a statement that returns nothing of interest.
  func run(_ sql: String, _ values: [Column] = []) throws(StateError) {
    try each(sql, values) { _ in }
  }

  /// The rows that a statement returns.
  func rows(_ sql: String, _ values: [Column] = []) throws(StateError) -> [[Column]] {
    var rows: [[Column]] = []
    try each(sql, values) { rows.append($0) }
    return rows
  }

  /// Does several things as one: all of them are kept, or none.
  func transaction<Outcome>(_ body: () throws(StateError) -> Outcome) throws(StateError) -> Outcome {
    try run("BEGIN IMMEDIATE")
    do throws(StateError) {
      let outcome = try body()
      try run("COMMIT")
      return outcome
    } catch {
      // A failed statement may have ended the transaction already; then there is nothing to take back.
      if sqlite3_get_autocommit(handle) == 0 { try? run("ROLLBACK") }
      throw error
    }
  }

  private func each(_ sql: String, _ values: [Column], _ body: ([Column]) -> Void) throws(StateError) {
    let statement = try statement(sql)
    defer {
      sqlite3_reset(statement)
      sqlite3_clear_bindings(statement)
    }
    for (index, value) in values.enumerated() { bind(value, Int32(index + 1), statement) }
    while true {
      let code = sqlite3_step(statement)
      if code == SQLITE_DONE { return }
      guard code == SQLITE_ROW else { throw StateError(sqlite: code, Self.message(handle), path) }
      body((0..<sqlite3_column_count(statement)).map { Self.column($0, statement) })
    }
  }

  private func statement(_ sql: String) throws(StateError) -> OpaquePointer {
    if let statement = prepared[sql] { return statement }
    var statement: OpaquePointer?
    let code = sqlite3_prepare_v2(handle, sql, -1, &statement, nil)
    guard let statement, code == SQLITE_OK else { throw StateError(sqlite: code, Self.message(handle), path) }
    prepared[sql] = statement
    return statement
  }

  private func bind(_ value: Column, _ index: Int32, _ statement: OpaquePointer) {
    // SQLite copies what it is told is transient.
    let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    switch value {
    case .null: sqlite3_bind_null(statement, index)
    case .integer(let number): sqlite3_bind_int64(statement, index, number)
    case .text(let text): sqlite3_bind_text(statement, index, text, -1, transient)
    case .bytes(let bytes): sqlite3_bind_blob64(statement, index, bytes, UInt64(bytes.count), transient)
    }
  }

  private static func column(_ index: Int32, _ statement: OpaquePointer) -> Column {
    switch sqlite3_column_type(statement, index) {
    case SQLITE_INTEGER: return .integer(sqlite3_column_int64(statement, index))
    case SQLITE_TEXT: return .text(sqlite3_column_text(statement, index).map { String(cString: $0) } ?? "")
    case SQLITE_BLOB:
      let count = Int(sqlite3_column_bytes(statement, index))
      guard let start = sqlite3_column_blob(statement, index) else { return .bytes([]) }
      return .bytes(Array(UnsafeRawBufferPointer(start: start, count: count)))
    default: return .null
    }
  }

  private static func message(_ handle: OpaquePointer?) -> String {
    handle.map { String(cString: sqlite3_errmsg($0)) } ?? "out of memory"
  }
}

extension StateError {
  fileprivate init(sqlite code: Int32, _ message: String, _ path: String) {
    switch code & 0xFF {
    case SQLITE_NOTADB: self = .foreign(path)
    case SQLITE_CORRUPT: self = .damaged(path, message)
    case SQLITE_FULL: self = .full(path)
    case SQLITE_BUSY, SQLITE_LOCKED: self = .inUse(path)
    default: self = .failed(path, message)
    }
  }
}
