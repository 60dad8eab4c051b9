// An explanation as text: a tree of objects with their states, the rules between them, and the commands that help.
import ClusterAPI
import KubeKinds
import KubeObjects
import SimCore

struct WhyText {
  let simulation: any Simulation
  /// The namespace that commands need not name.
  let namespace: String
  /// How wide paragraphs are.
  let width: Int
  /// How wide the terminal is; `nil` where there is none.
  var columns: Int?

  func render(_ trees: [WhyTree]) -> String {
    trees.map { tree in
      (lines(of: tree) + remedies(tree)).map { $0 + "\n" }.joined()
    }.joined(separator: "\n")
  }

  private func lines(of tree: WhyTree, depth: Int = 0) -> [String] {
    var lines = [title(tree)]
    if depth == 0, tree.isEmpty { return lines + ["   Nothing holds it back."] }
    for (index, branch) in tree.branches.enumerated() {
      let isLast = index == tree.branches.count - 1
      let edge = isLast && branch.waitsFor.isEmpty ? "   " : "│  "
      let sentence = "\(branch.reason.rule): \(sentence(branch.reason.message))"
      let room = max(20, (columns ?? .max) - 3 * (depth + 1))
      lines += wrapped(sentence, min(width - 3, room)).map { edge + $0 }
      for (number, other) in branch.waitsFor.enumerated() {
        lines += child(other, depth + 1, isLast: isLast && number == branch.waitsFor.count - 1)
      }
    }
    return lines
  }

  private func child(_ tree: WhyTree, _ depth: Int, isLast: Bool) -> [String] {
    let lines = self.lines(of: tree, depth: depth)
    let below = isLast ? "   " : "│  "
    return [(isLast ? "└─ " : "├─ ") + lines[0]] + lines.dropFirst().map { below + $0 }
  }

  /// `pod/web-2 · ImagePullBackOff · 0/1 ready · worker-1`
  private func title(_ tree: WhyTree) -> String {
    let kind = simulation.catalog.kind(tree.key.kind)
    let place = tree.key.namespace.isEmpty || tree.key.namespace == namespace ? "" : " in \(tree.key.namespace)"
    let name = "\(kind?.printedName ?? "object")/\(tree.key.name)\(place)"
    if tree.isRepeated { return "\(name) (explained above)" }
    guard let object = tree.object else { return "\(name) · does not exist" }
    return ([name] + ObjectState.words(object, kind, now: simulation.now)).joined(separator: " · ")
  }

  // MARK: Sentences

  /// A message as a sentence, with times as one reads them: `10:00:40 (in 12s)`.
  private func sentence(_ message: String) -> String {
    var text = RelativeTimes.rewrite(message, now: simulation.now)
    if let first = text.first { text = first.uppercased() + text.dropFirst() }
    return text.hasSuffix(".") ? text : text + "."
  }

  private func wrapped(_ text: String, _ width: Int) -> [String] {
    var lines = [""]
    for word in text.split(separator: " ") {
      if !lines[lines.count - 1].isEmpty, lines[lines.count - 1].count + word.count + 1 > width { lines.append("") }
      lines[lines.count - 1] += (lines[lines.count - 1].isEmpty ? "" : " ") + word
    }
    return lines
  }

  // MARK: Remedies

  private func remedies(_ tree: WhyTree) -> [String] {
    var seen: Set<String> = []
    let remedies = tree.remedies.map { remedy in
      Remedy(shortened(remedy.command), RelativeTimes.rewrite(remedy.effect, now: simulation.now))
    }.filter { seen.insert($0.command).inserted }
    if remedies.isEmpty { return [] }
    let longest = remedies.map(\.command.count).max() ?? 0
    return ["", "What helps:"] + remedies.flatMap { remedy -> [String] in
      let effect = remedy.effect
      if longest + effect.count + 6 <= width {
        let padding = String(repeating: " ", count: longest - remedy.command.count)
        return ["  \(remedy.command)\(padding)   \(effect)"]
      }
      return ["  \(remedy.command)"] + wrapped(effect, width - 6).map { "      \($0)" }
    }
  }

  /// The namespace one is in need not be typed.
  private func shortened(_ command: String) -> String {
    command.replacing(" -n \(namespace) ", with: " ").trimmingSuffix(" -n \(namespace)")
  }
}

extension String {
  fileprivate func trimmingSuffix(_ suffix: String) -> String {
    hasSuffix(suffix) ? String(dropLast(suffix.count)) : self
  }
}

/// Points of time in a text, as one reads them.
enum RelativeTimes {
  private static let length = "2026-01-01T00:00:00Z".utf8.count

  static func rewrite(_ text: String, now: Instant) -> String {
    let words = text.split(separator: " ", omittingEmptySubsequences: false)
    return words.map { rewrite($0, now: now) }.joined(separator: " ")
  }

  private static func rewrite(_ word: Substring, now: Instant) -> String {
    guard let z = word.firstIndex(of: "Z") else { return String(word) }
    let stamp = word[...z]
    guard stamp.utf8.count >= length, let time = Instant(rfc3339: stamp) else { return String(word) }
    let clock = stamp.drop { $0 != "T" }.dropFirst().prefix(8)
    let distance = time - now
    let span = TimeSpan.seconds((max(distance, now - time).nanoseconds + 999_999_999) / 1_000_000_000).goText
    // Texts hold whole seconds: what was less than a second ago may still be about to come.
    let isNow = distance <= .zero && distance > .seconds(-1)
    let relation = isNow ? "now" : distance > .zero ? "in \(span)" : "\(span) ago"
    return "\(clock) (\(relation))\(word[word.index(after: z)...])"
  }
}
