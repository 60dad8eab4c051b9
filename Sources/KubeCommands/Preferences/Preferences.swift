// What a user prefers: defaults of flags and commands of one's own, as a kuberc file has them (KEP-3104).
import KubeKinds
import KubeObjects

/// Why preferences can't be used, in kubectl's words.
struct PreferenceFault: Error, Equatable {
  var message: String

  init(_ message: String) { self.message = message }
}

/// The content of a kuberc file, `kind: Preference`. What it says of credential plugins is read and kept, and has no
/// effect: no program is ever asked for credentials here.
struct Preferences: Equatable {
  /// The value of a flag that was not given.
  struct Option: Equatable {
    var name: String
    var value: String
  }

  /// The options of a command.
  struct Defaults: Equatable {
    var command: String
    var options: [Option]
  }

  /// A command of the user's own: another one with options and arguments.
  struct Alias: Equatable {
    var name: String
    var command: String
    var options: [Option]
    var prependedArguments: [String]
    var appendedArguments: [String]
  }

  private(set) var defaults: [Defaults] = []
  private(set) var aliases: [Alias] = []

  /// - Parameter value: in the form of the newest version (`PreferenceReader.kept`).
  init(_ value: Value) {
    defaults = value["defaults"].elements.map { Defaults(command: $0["command"].text, options: Self.options($0)) }
    aliases = value["aliases"].elements.map { alias in
      Alias(
        name: alias[.name].text, command: alias["command"].text, options: Self.options(alias),
        prependedArguments: alias["prependArgs"].elements.map(\.text),
        appendedArguments: alias["appendArgs"].elements.map(\.text))
    }
  }

  private static func options(_ value: Value) -> [Option] {
    value["options"].elements.map { Option(name: $0[.name].text, value: $0["default"].text) }
  }

  /// Refuses names that are none.
  func check() throws(PreferenceFault) {
    var names: Set<String> = []
    for alias in aliases {
      guard !alias.name.isEmpty, alias.name.allSatisfy({ $0.isASCII && $0.isLetter }) else {
        throw PreferenceFault("invalid alias name, can only include alphabetical characters")
      }
      try Self.check(alias.options)
      if !names.insert(alias.name).inserted { throw PreferenceFault("duplicate alias name \(alias.name)") }
    }
    for entry in defaults { try Self.check(entry.options) }
  }

  private static func check(_ options: [Option]) throws(PreferenceFault) {
    guard let option = options.first(where: { $0.name.hasPrefix("-") }) else { return }
    throw PreferenceFault("flag name \(option.name) should be in long form without dashes")
  }
}
