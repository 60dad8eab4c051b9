// Whole lines of commands, writes included: what the real kubectl says and does, and what stsctl says and does.
import Foundation
import StsctlTesting
import Synchronization

enum LineCheck {
  /// Plays lines with two players at once; returns whether both clients never differed.
  static func check(_ corpus: CommandLines, _ lines: [String]) throws -> Bool {
    let known = try KnownDifferences.standard()
    let next = Mutex(0)
    let reports = Mutex([Int: String]())
    let failure = Mutex<String?>(nil)
    DispatchQueue.concurrentPerform(iterations: 2) { _ in
      do {
        let player = try LinePlayer(corpus.files)
        defer { player.stop() }
        while let index = next.withLock({ count in count < lines.count ? { count += 1; return count - 1 }() : nil }) {
          let line = lines[index]
          let found = known.allows(line: line) ? [] : differences(try player.play(line), line, known)
          if !found.isEmpty { reports.withLock { $0[index] = ([line] + found).joined(separator: "\n") } }
        }
      } catch {
        failure.withLock { $0 = "\(error)" }
      }
    }
    if let failure = failure.withLock({ $0 }) { throw CheckError(failure) }
    let found = reports.withLock { $0 }
    for index in found.keys.sorted() { print(found[index] ?? "") }
    print("\(lines.count - found.count) lines passed, \(found.count) failed")
    return found.isEmpty && !lines.isEmpty
  }

  private static func differences(
    _ outcomes: (theirs: LineOutcome, ours: LineOutcome), _ line: String, _ known: KnownDifferences
  ) -> [String] {
    let (theirs, ours) = outcomes
    var found: [String] = []
    if theirs.contents != ours.contents {
      let kept = { (lines: [String]) in known.common(lines.joined(separator: "\n")).split(separator: "\n").map(String.init) }
      found += changes(
        kept(theirs.contents.lines(unlike: ours.contents)), kept(ours.contents.lines(unlike: theirs.contents)), "state")
    }
    for (part, path) in [("stdout", \Told.stdout), ("stderr", \Told.stderr)] {
      let texts = [theirs, ours].map { comparable($0.told[keyPath: path], line, known) }
      found += changes(texts[0], texts[1], part)
    }
    if theirs.told.exit != ours.told.exit {
      found.append("  exit: kubectl \(theirs.told.exit), stsctl \(ours.told.exit)")
    }
    return found
  }

  private static func comparable(_ text: String, _ line: String, _ known: KnownDifferences) -> [String] {
    let lines = known.common(Normaliser.normalise(StepComparison.structure(of: withoutAges(text, line), line)))
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    return known.isUnordered(line) ? lines.sorted() : lines
  }

  private static let age = Pattern(#"\b(?:\d+[dhms]){1,2}\b"#)

  /// Tables without a heading don't say where their ages stand.
  private static func withoutAges(_ text: String, _ line: String) -> String {
    line.contains("--no-headers") ? age.replace(in: text, with: "<age>") : text
  }

  private static func changes(_ theirs: [String], _ ours: [String], _ part: String) -> [String] {
    let lines = ours.difference(from: theirs).map { change in
      switch change {
      case .remove(_, let line, _): "  \(part) kubectl: \(line)"
      case .insert(_, let line, _): "  \(part) stsctl:  \(line)"
      }
    }
    return Array(lines.prefix(14))
  }
}
