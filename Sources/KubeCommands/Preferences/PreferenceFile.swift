// The kuberc file: where it is, and reading it as kubectl does (k8s.io/kubectl/pkg/kuberc).
import KubeKinds
import KubeObjects

struct PreferenceFile {
  let path: String
  /// Whether a flag or the environment names it. Then it has to be there.
  let isExplicit: Bool

  /// Whether there are no preferences at all, and neither command nor flag for them.
  static func isDisabled(in context: CommandContext) -> Bool {
    context.environment["KUBECTL_KUBERC"]?.lowercased() == "false"
  }

  /// The file that `--kuberc` names, or else `KUBERC`, or else the one in the home; `nil` where `KUBERC` is `off`.
  static func locate(_ named: String, in context: CommandContext) throws(PreferenceFault) -> PreferenceFile? {
    let variable = context.environment["KUBERC"] ?? ""
    if variable == "off" {
      if named.isEmpty { return nil }
      throw PreferenceFault("disabling kuberc via KUBERC=off and passing kuberc flag are mutually exclusive")
    }
    let home = context.environment["HOME"] ?? ""
    let usual = "\(home.isEmpty ? "" : home + "/").kube/kuberc"
    let path = named.isEmpty ? usual : named
    if path == usual, !variable.isEmpty { return PreferenceFile(path: variable, isExplicit: true) }
    return PreferenceFile(path: path, isExplicit: !named.isEmpty)
  }

  /// The file that words name, which are not yet understood.
  static func named(in words: [String]) throws(PreferenceFault) -> String {
    for (index, word) in words.enumerated() {
      if word == "--" { break }
      var value: String?
      if word == "--kuberc" {
        value = index + 1 < words.count ? words[index + 1] : ""
      } else if word.contains("--kuberc=") {
        value = word.split(separator: "=", omittingEmptySubsequences: false).dropFirst().first.map(String.init)
      }
      guard let value else { continue }
      if value.isEmpty, word != "--kuberc" || index + 1 == words.count {
        throw PreferenceFault("kuberc file is not found")
      }
      return value
    }
    return ""
  }

  // MARK: Reading

  static let missing = "no such file or directory"

  /// What the file says; `nil` where there is none or nothing in it. What is wrong with a file that nobody named is
  /// only warned of.
  func load(in context: CommandContext) throws(PreferenceFault) -> Preferences? {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try context.files.read(path)
    } catch {
      if !isExplicit, error.reason == Self.missing { return nil }
      return try refuse("open \(path): \(error.reason)", context)
    }
    var attempts = 0
    for document in Self.documents(bytes) {
      attempts += 1
      guard let (value, faults) = Self.preference(document) else { continue }
      if !faults.isEmpty {
        warn("ignoring strict decoding error in \(path): strict decoding error: \(faults)", context)
      }
      return Preferences(value)
    }
    if attempts == 0 { return nil }
    return try refuse("no valid preferences found in \(path), use --v=5 to see details", context)
  }

  private func refuse(_ reason: String, _ context: CommandContext) throws(PreferenceFault) -> Preferences? {
    if isExplicit { throw PreferenceFault("kuberc: \(reason)") }
    warn("no preferences loaded from \(path): \(reason)", context)
    return nil
  }

  /// kubectl forgets the end of the line.
  private func warn(_ text: String, _ context: CommandContext) {
    context.errors.write("kuberc: \(text)\(context.isStrict ? "" : "\n")")
  }

  /// The documents between `---` lines that are not empty.
  private static func documents(_ bytes: [UInt8]) -> [[UInt8]] {
    var documents: [[UInt8]] = [[]]
    for line in bytes.split(separator: 10, omittingEmptySubsequences: false) {
      if line.starts(with: "---".utf8) { documents.append([]) }
      documents[documents.count - 1] += line + [10]
    }
    return documents.filter { document in
      let text = document.starts(with: "---".utf8) ? document.dropFirst(3) : document[...]
      return text.contains { $0 > 32 }
    }
  }

  /// The preferences of a document and what strict readers say of it; `nil` where it holds none.
  private static func preference(_ document: [UInt8]) -> (value: Value, faults: String)? {
    do {
      let (value, duplicates) = try YAMLReader.readStrictly(document)
      guard let version = PreferenceVersion(rawValue: value[.apiVersion].text),
        value[.kind].text == PreferenceVersion.kind
      else { return nil }
      var reader = PreferenceReader()
      let kept = try reader.kept(value, version)
      let twice = duplicates.isEmpty ? [] : ["yaml: unmarshal errors:" + duplicates.map { "\n  \($0)" }.joined()]
      return (kept, (twice + reader.unknownFields).joined(separator: ", "))
    } catch {
      return nil
    }
  }
}
