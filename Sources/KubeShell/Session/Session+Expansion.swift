// From words to arguments: parameters, command substitution, splitting into fields, file names.
import KubeCommands

/// Why a word could not be expanded.
enum ShellFailure: Error {
  case message(String)
  case departed(Departure)

  /// What ends the step when there is nothing to say.
  var departure: Departure { if case .departed(let departure) = self { departure } else { .exit(1) } }
}

extension Session {
  /// The arguments that words stand for; `nil` when one can't be expanded, which has been said then.
  func expanded(_ words: [Word]) throws(Departure) -> [String]? {
    try saying { () throws(ShellFailure) in
      var fields: [String] = []
      for word in words { fields += try self.fields(word) }
      return fields
    }
  }

  func saying<Outcome>(_ body: () throws(ShellFailure) -> Outcome) throws(Departure) -> Outcome? {
    do throws(ShellFailure) {
      return try body()
    } catch {
      guard case .message(let message) = error else { throw error.departure }
      fail(message)
      return nil
    }
  }

  /// The text of a word that stays one whatever it holds: values, file names, here-documents.
  func text(_ word: Word) throws(ShellFailure) -> String {
    var text = ""
    for piece in word.pieces {
      switch piece {
      case .text(let literal, _): text += literal
      default: text += try value(of: piece)
      }
    }
    return text
  }

  private func fields(_ word: Word) throws(ShellFailure) -> [String] {
    if let plain = plainText(word) { return [plain] }
    var splitter = FieldSplitter()
    for piece in word.pieces {
      switch piece {
      case .text(let literal, let isQuoted): splitter.append(literal, isQuoted: isQuoted)
      case .parameter(_, let isQuoted), .output(_, let isQuoted):
        let value = try value(of: piece)
        isQuoted ? splitter.append(value, isQuoted: true) : splitter.split(value)
      case .arithmetic, .home: splitter.append(try value(of: piece), isQuoted: true)
      }
    }
    return splitter.finish().flatMap(fileNames)
  }

  /// The common word: no expansion in it and nothing to match file names with.
  private func plainText(_ word: Word) -> String? {
    guard word.pieces.count == 1, case .text(let text, let isQuoted) = word.pieces[0] else { return nil }
    return isQuoted || !text.utf8.contains(where: FilePattern.isSpecial) ? text : nil
  }

  private func value(of piece: Word.Piece) throws(ShellFailure) -> String {
    switch piece {
    case .text(let text, _): return text
    case .parameter(let parameter, _): return try value(of: parameter)
    case .home: return variables["HOME"] ?? "~"
    case .arithmetic(let word):
      let number = try Arithmetic.value(of: try text(word)) { self.variables[$0] }
      return "\(number)"
    case .output(let command, _):
      do throws(Departure) { return try output(of: command) } catch { throw .departed(error) }
    }
  }

  private func variable(_ name: String) -> String? {
    switch name {
    case "?": "\(status)"
    case "0", "$": "stsctl"
    default: variables[name]
    }
  }

  private func value(of parameter: Parameter) throws(ShellFailure) -> String {
    let name = parameter.name
    let value = variable(name)
    let isMissing = value == nil || (parameter.emptyIsMissing && value == "")
    if parameter.isLength { return String((value ?? "").count) }
    switch parameter.fallback {
    case .none: return value ?? ""
    case .use(let word): return isMissing ? try text(word) : value ?? ""
    case .alternative(let word): return isMissing ? "" : try text(word)
    case .assign(let word):
      if isMissing { variables[name] = try text(word) }
      return variables[name] ?? ""
    case .fail(let word):
      guard isMissing else { return value ?? "" }
      let message = try text(word)
      throw .message("\(name): \(message.isEmpty ? "parameter is not set" : message)")
    }
  }

  private func fileNames(_ field: Field) -> [String] {
    guard let pattern = field.pattern else { return [field.text] }
    let names = FilePattern(pattern).names(in: context.files)
    return names.isEmpty ? [field.text] : names
  }
}

/// An argument, and the pattern it is when something in it that is not quoted matches file names.
struct Field {
  var text = ""
  /// The text with what is quoted behind backslashes.
  var pattern: String?
}

/// Puts arguments together from pieces; values that are not quoted fall apart at white space.
struct FieldSplitter {
  private var done: [Field] = []
  private var text = ""
  private var pattern = ""
  private var isPattern = false
  private var isOpen = false

  mutating func append(_ piece: String, isQuoted: Bool) {
    isOpen = true
    text += piece
    pattern += isQuoted ? FilePattern.quoted(piece) : piece
    if !isQuoted, piece.utf8.contains(where: FilePattern.isSpecial) { isPattern = true }
  }

  mutating func split(_ value: String) {
    var isFirst = true
    for part in value.split(separator: /[ \t\n]+/, omittingEmptySubsequences: false) {
      if !isFirst { close() }
      isFirst = false
      if !part.isEmpty { append(String(part), isQuoted: false) }
    }
  }

  private mutating func close() {
    guard isOpen else { return }
    done.append(Field(text: text, pattern: isPattern ? pattern : nil))
    (text, pattern, isPattern, isOpen) = ("", "", false, false)
  }

  mutating func finish() -> [Field] {
    close()
    return done
  }
}
