// The pod that `run` makes of its flags.
import ClusterAPI
import KubeKinds
import KubeObjects
import SimCore

struct RunPod {
  let name: String
  let line: CommandLine
  let isAttached: Bool

  func made() throws(CommandError) -> Value {
    var pod = Value.object("v1", "Pod", name, labels: try labels())
    for (key, value) in try annotations() { pod[.metadata][.annotations][Key(key)] = .string(value) }
    pod[.spec] = [
      "containers": [try container()], "dnsPolicy": "ClusterFirst", "restartPolicy": .string(line[Run.restart]),
    ]
    pod[.status] = [:]
    return pod
  }

  private func labels() throws(CommandError) -> [(String, String)] {
    let text = line[Run.labels]
    if text.isEmpty { return [("run", name)] }
    var labels: [(String, String)] = []
    for word in text.split(separator: ",", omittingEmptySubsequences: false) {
      let parts = word.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 2 else { throw .text("unexpected label spec: \(word)") }
      labels.append((parts[0], parts[1]))
    }
    return labels
  }

  private func annotations() throws(CommandError) -> [(String, String)] {
    let pairs = try MetadataPairs(pairs: line[Run.annotations], what: "annotations")
    return pairs.added.map { ($0.key, $0.value) }
  }

  private func container() throws(CommandError) -> Value {
    var container: Value = ["name": .string(name), "image": .string(line[Run.image]), "resources": [:]]
    let program = Array(line.arguments.dropFirst())
    if !program.isEmpty { container[line[Run.command] ? "command" : "args"] = .strings(program) }
    if !line[Run.pullPolicy].isEmpty { container["imagePullPolicy"] = .string(line[Run.pullPolicy]) }
    if !line[Run.env].isEmpty { container["env"] = .array(try variables()) }
    if line[Run.stdin] {
      container["stdin"] = true
      if isAttached, !line[Run.leaveOpen] { container["stdinOnce"] = true }
    }
    if line[Run.tty] { container["tty"] = true }
    if line[Run.privileged] { container["securityContext"] = ["privileged": true] }
    if !line[Run.port].isEmpty {
      guard let number = Int64(line[Run.port]) else {
        throw .text("strconv.Atoi: parsing \(GoText.quoted(line[Run.port])): invalid syntax")
      }
      container["ports"] = [["containerPort": .int(number)]]
    }
    return container
  }

  private func variables() throws(CommandError) -> [Value] {
    var variables: [Value] = []
    for text in line[Run.env] {
      guard let equals = text.firstIndex(of: "="),
        NameRules.strictEnvironmentVariable(String(text[..<equals])).isEmpty
      else {
        throw .text("invalid env: \(text)")
      }
      variables.append(
        ["name": .string(String(text[..<equals])), "value": .string(String(text[text.index(after: equals)...]))])
    }
    return variables
  }
}

/// What comes after creating a pod that is to be attached to.
struct RunAttachment {
  let line: CommandLine
  let context: CommandContext
  let name: String

  /// Waits until the pod runs or has ended. What runs in it can't be reached; that is said, and `--rm` is kept.
  func run() throws {
    guard let kind = context.api.catalog.kind(.pod) else { return }
    let info = ResourceInfo(kind: kind, namespace: line.namespace(in: context), name: name)
    let deadline = context.api.now + line[Run.runningTimeout]
    let isUp = try ObjectFollower(info, context).follow(until: deadline) { event in
      ["Running", "Succeeded", "Failed"].contains(event.object[.status][.phase].text)
    }
    if !isUp { throw CommandError.text("timed out waiting for the condition") }
    if line[Run.remove] {
      var builder = ResourceBuilder(context, namespace: info.namespace)
      builder.arguments = ["pod", name]
      builder.fetches = false
      try Deletion(line, context).run(builder)
    }
    throw CommandError.text("pod \(name) runs, but containers of a simulated cluster can't be attached to")
  }
}

/// What may be the name of an image (github.com/distribution/reference).
enum ImageReference {
  static func isValid(_ text: String) -> Bool {
    var rest = text[...]
    if let at = rest.lastIndex(of: "@") {
      guard isDigest(rest[rest.index(after: at)...]) else { return false }
      rest = rest[..<at]
    }
    if let colon = rest.lastIndex(of: ":"), !rest[colon...].contains("/") {
      guard isTag(rest[rest.index(after: colon)...]) else { return false }
      rest = rest[..<colon]
    }
    var parts = rest.split(separator: "/", omittingEmptySubsequences: false)
    if parts.count > 1, isDomain(parts[0]) { parts.removeFirst() }
    return !parts.isEmpty && parts.allSatisfy(isPath)
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
  }

  private static func isDigest(_ text: Substring) -> Bool {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    return parts.count == 2 && !parts[0].isEmpty && parts[1].count >= 32 && parts[1].allSatisfy(\.isHexDigit)
  }

  private static func isTag(_ text: Substring) -> Bool {
    guard let first = text.utf8.first, text.utf8.count <= 128 else { return false }
    let isWord = { (byte: UInt8) in isAlphanumeric(byte) || byte == UInt8(ascii: "_") }
    return isWord(first)
      && text.utf8.allSatisfy { isWord($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") }
  }

  private static func isDomain(_ text: Substring) -> Bool {
    guard text.contains(".") || text.contains(":") || text == "localhost" || text.contains(where: \.isUppercase)
    else { return false }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    if parts.count == 2, parts[1].isEmpty || !parts[1].allSatisfy(\.isNumber) { return false }
    return parts.count < 3
      && parts[0].split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
        !label.isEmpty && !label.hasPrefix("-") && !label.hasSuffix("-")
          && label.utf8.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: "-") }
      }
  }

  /// Lower-case letters and digits, between which stand `.`, `_`, `__` or dashes.
  private static func isPath(_ text: Substring) -> Bool {
    var separator = ""
    var wasWord = false
    for character in text {
      if character.isASCII, character.isNumber || character.isLowercase {
        if !separator.isEmpty, !wasWord || !isSeparator(separator) { return false }
        separator = ""
        wasWord = true
      } else {
        separator.append(character)
      }
    }
    return wasWord && separator.isEmpty
  }

  private static func isSeparator(_ text: String) -> Bool {
    text == "." || text == "_" || text == "__" || text.allSatisfy { $0 == "-" }
  }
}
