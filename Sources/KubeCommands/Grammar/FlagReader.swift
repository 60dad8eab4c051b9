// Reads the text given for a flag, and refuses it in the words of Go's strconv, time and csv packages.
import KubeKinds
import KubeObjects
import SimCore

/// Why a flag's value can't be read, as Go says it: `strconv.ParseInt: parsing "two": invalid syntax`.
struct UnreadableValue: Error, Equatable {
  var reason: String
}

enum FlagReader {
  /// Reads a text as a value of a kind. `previous` is what the flag already holds: lists grow.
  static func read(
    _ text: String, as kind: FlagKind, adding previous: FlagSetting?
  ) throws(UnreadableValue) -> FlagSetting {
    switch kind {
    case .bool: return .bool(try bool(text))
    case .int(let bits): return .int(try int(text, bits: bits))
    case .text: return .text(text)
    case .list: return .list(earlier(previous) + (try commaSeparated(text)))
    case .repeated: return .list(earlier(previous) + [text])
    case .pairs: return .list(earlier(previous) + (try pairs(text)))
    case .map: return .list(earlier(previous) + (try map(text)))
    case .duration: return .duration(try duration(text))
    }
  }

  private static func earlier(_ previous: FlagSetting?) -> [String] { previous.flatMap([String].read) ?? [] }

  /// `pflag.StringToString`
  private static func pairs(_ text: String) throws(UnreadableValue) -> [String] {
    let pairs = text.count { $0 == "=" } > 1 ? try commaSeparated(text) : [text]
    for pair in pairs where !pair.contains("=") {
      throw UnreadableValue(reason: "\(pair) must be formatted as key=value")
    }
    return pairs
  }

  /// k8s.io/component-base `MapStringString`
  private static func map(_ text: String) throws(UnreadableValue) -> [String] {
    let pairs = text.split(separator: ",").map(String.init)
    guard pairs.allSatisfy({ $0.contains("=") }) else {
      throw UnreadableValue(reason: "malformed pair, expect string=string")
    }
    return pairs
  }

  /// `strconv.ParseBool`.
  static func bool(_ text: String) throws(UnreadableValue) -> Bool {
    guard let value = GoText.bool(text) else { throw unparsable("ParseBool", text, "invalid syntax") }
    return value
  }

  /// `strconv.ParseInt` with base 0: prefixes `0x`, `0o`, `0b`, `0`, and underscores between digits.
  static func int(_ text: String, bits: Int) throws(UnreadableValue) -> Int {
    guard let digits = GoInteger(text) else { throw unparsable("ParseInt", text, "invalid syntax") }
    guard let value = digits.value(bits: bits) else { throw unparsable("ParseInt", text, "value out of range") }
    return value
  }

  private static func unparsable(_ function: String, _ text: String, _ reason: String) -> UnreadableValue {
    UnreadableValue(reason: "strconv.\(function): parsing \(GoText.quoted(text)): \(reason)")
  }

  /// `time.ParseDuration`.
  static func duration(_ text: String) throws(UnreadableValue) -> TimeSpan {
    if let span = TimeSpan(goText: text) { return span }
    throw UnreadableValue(reason: GoDuration.fault(in: text))
  }

  /// One record of `encoding/csv`: commas separate, double quotes enclose, doubled quotes stand for one.
  static func commaSeparated(_ text: String) throws(UnreadableValue) -> [String] {
    if text.isEmpty { return [] }
    guard text.contains("\"") else {
      return text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    var fields: [String] = []
    var rest = text[...]
    while true {
      fields.append(rest.first == "\"" ? try quotedField(&rest, in: text) : try bareField(&rest, in: text))
      guard rest.first == "," else { return fields }
      rest.removeFirst()
    }
  }

  private static func bareField(_ rest: inout Substring, in text: String) throws(UnreadableValue) -> String {
    let field = rest.prefix { $0 != "," }
    if let quote = field.firstIndex(of: "\"") { throw csvFault(quote, text, "bare \" in non-quoted-field") }
    rest.removeFirst(field.count)
    return String(field)
  }

  private static func quotedField(_ rest: inout Substring, in text: String) throws(UnreadableValue) -> String {
    var field = ""
    rest.removeFirst()
    while let next = rest.popFirst() {
      guard next == "\"" else {
        field.append(next)
        continue
      }
      if rest.isEmpty || rest.first == "," { return field }
      guard rest.first == "\"" else {
        throw csvFault(text.index(before: rest.startIndex), text, "extraneous or missing \" in quoted-field")
      }
      field.append("\"")
      rest.removeFirst()
    }
    throw csvFault(text.endIndex, text, "extraneous or missing \" in quoted-field")
  }

  private static func csvFault(_ index: String.Index, _ text: String, _ what: String) -> UnreadableValue {
    let column = text.utf8.distance(from: text.startIndex, to: index) + 1
    return UnreadableValue(reason: "parse error on line 1, column \(column): \(what)")
  }
}

/// The digits of an integer literal in Go's notation.
private struct GoInteger {
  private let isNegative: Bool
  private let radix: Int
  private let digits: String

  init?(_ text: String) {
    var rest = text[...]
    isNegative = rest.first == "-"
    if rest.first == "-" || rest.first == "+" { rest.removeFirst() }
    let (radix, prefix) = Self.base(rest)
    self.radix = radix
    rest.removeFirst(prefix)
    var groups = rest.split(separator: "_", omittingEmptySubsequences: false)
    if prefix > 0, groups.count > 1, groups[0].isEmpty { groups.removeFirst() }
    guard groups.allSatisfy({ !$0.isEmpty }) else { return nil }
    digits = groups.joined()
    guard digits.allSatisfy({ $0.isASCII && ($0.hexDigitValue ?? 99) < radix }) else { return nil }
  }

  private static func base(_ text: Substring) -> (radix: Int, prefix: Int) {
    switch text.prefix(2).lowercased() {
    case "0x": (16, 2)
    case "0o": (8, 2)
    case "0b": (2, 2)
    case let start: start.count == 2 && start.first == "0" ? (8, 1) : (10, 0)
    }
  }

  func value(bits: Int) -> Int? {
    guard let value = Int((isNegative ? "-" : "") + digits, radix: radix) else { return nil }
    let bound = bits >= 64 ? Int.max : (1 << (bits - 1)) - 1
    return value <= bound && value >= -bound - 1 ? value : nil
  }
}
