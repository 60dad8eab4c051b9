// How a guest introduces itself: what it was started for, and where.
import KubeObjects

/// A guest's start.
struct GuestHello: Equatable {
  static let version: Int64 = 1

  var arguments: [String]
  var directory: String
  var environment: [String: String]
  /// Whether its output and its errors go to a terminal.
  var isTerminal: Bool
  var isErrorTerminal: Bool
  /// How wide its terminal is.
  var columns: Int

  var bytes: [UInt8] {
    var variables: Value = [:]
    for (name, value) in environment { variables[Key(name)] = .string(value) }
    let value: Value = [
      "version": .int(Self.version), "arguments": .array(arguments.map(Value.string)),
      "directory": .string(directory), "environment": variables, "terminal": .bool(isTerminal),
      "errorTerminal": .bool(isErrorTerminal), "columns": .int(Int64(columns)),
    ]
    return JSONWriter.bytes(value, escapesHTML: false)
  }
}

extension GuestHello {
  /// Reads what a guest said; `nil` when it speaks another language.
  init?(_ bytes: [UInt8]) {
    let read: Value?
    do throws(JSONError) { read = try JSONReader.read(bytes: bytes) } catch { read = nil }
    guard let value = read, value["version"].int == Self.version else { return nil }
    arguments = value["arguments"].elements.map(\.text)
    directory = value["directory"].text
    environment = [:]
    for (name, text) in value["environment"].fields { environment[name.text] = text.text }
    isTerminal = value["terminal"].bool ?? false
    isErrorTerminal = value["errorTerminal"].bool ?? false
    columns = value["columns"].int.map { Int($0) } ?? 80
  }
}
