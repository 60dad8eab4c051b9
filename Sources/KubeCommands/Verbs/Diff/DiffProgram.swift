// Comparing two directories of files: as `diff -u -N` does, without starting it, or by the program of one's own that
// KUBECTL_EXTERNAL_DIFF names.
import ClusterAPI
import KubeObjects
import SimCore

struct DiffProgram {
  let context: CommandContext

  init(_ context: CommandContext) { self.context = context }

  /// Prints how the pairs differ; returns whether any does.
  func compare(_ pairs: [ComparedPair]) throws -> Bool {
    let program = context.environment["KUBECTL_EXTERNAL_DIFF"] ?? ""
    return program.isEmpty ? builtIn(pairs) : try external(program, pairs)
  }

  // MARK: Built in

  private func builtIn(_ pairs: [ComparedPair]) -> Bool {
    let parent = context.environment["TMPDIR"] ?? "/tmp"
    let number = UInt32(truncatingIfNeeded: context.api.now.nanoseconds / 1000)
    let directories = ("\(parent)/LIVE-\(number)", "\(parent)/MERGED-\(number &+ 1_000_003)")
    let (stamp, never) = (context.api.now.localNano, Instant(unixSeconds: 0).localNano)
    let different = pairs.filter { $0.live != $0.merged }
    for pair in different {
      let old = "\(directories.0)/\(pair.name)"
      let new = "\(directories.1)/\(pair.name)"
      context.output.write("diff -u -N \(old) \(new)\n")
      context.output.write("--- \(old)\t\(stamp)\n")
      context.output.write("+++ \(new)\t\(pair.merged.isEmpty ? never : stamp)\n")
      context.output.write(UnifiedDiff.hunks(from: lines(pair.live), to: lines(pair.merged), .program))
    }
    return !different.isEmpty
  }

  private func lines(_ text: String) -> [Substring] {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last?.isEmpty ?? false { lines.removeLast() }
    return lines
  }

  // MARK: A program of one's own

  private func external(_ command: String, _ pairs: [ComparedPair]) throws -> Bool {
    let words = command.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    guard let programs = context.programs else {
      throw CommandError.text("failed to run \(GoText.quoted(words[0])): programs can't be started here")
    }
    let live = try programs.temporaryDirectory("LIVE-")
    defer { programs.remove(live) }
    let merged = try programs.temporaryDirectory("MERGED-")
    defer { programs.remove(merged) }
    for pair in pairs {
      try context.files.write("\(live)/\(pair.name)", Array(pair.live.utf8))
      // Of what would be gone there is no file.
      if pair.merged.isEmpty { continue }
      try context.files.write("\(merged)/\(pair.name)", Array(pair.merged.utf8))
    }
    let parameters = words.dropFirst().filter(isParameter)
    let outcome: ProgramOutcome
    do throws(ProgramError) {
      outcome = try programs.run([words[0], live, merged] + parameters, environment: context.environment)
    } catch {
      throw failure(words[0], error)
    }
    context.output.write(outcome.output)
    context.errors.write(outcome.errors)
    if outcome.status > 1 {
      throw CommandError.text("failed to run \(GoText.quoted(words[0])): exit status \(outcome.status)")
    }
    return outcome.status == 1
  }

  /// Parameters are letters, digits, `-` and `=`, so that nobody's shell is asked for more than a comparison.
  private func isParameter(_ word: String) -> Bool {
    let isPlain =
      !word.isEmpty && word.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "=") }
    if !isPlain {
      KlogLine.warn(
        "invalid argument is ignored: \(word), only Alphanumeric (case-insensitive), dash and equal are allowed",
        in: context, at: "diff.go:211")
    }
    return isPlain
  }

  private func failure(_ name: String, _ error: ProgramError) -> CommandError {
    let quoted = GoText.quoted(name)
    switch error {
    case .notFound: return .text("failed to run \(quoted): executable file not found in $PATH")
    case .failed(let reason): return .text("failed to run \(quoted): fork/exec \(name): \(reason)")
    }
  }
}

extension Instant {
  /// `2026-11-21 03:09:45.923571772 +0000`, as `diff` prints when files were changed.
  var localNano: String {
    let fraction = String(nanoseconds - unixSeconds * 1_000_000_000)
    let padding = String(repeating: "0", count: max(0, 9 - fraction.count))
    let text = rfc3339.dropLast()
    return "\(text.prefix(10)) \(text.suffix(8)).\(padding)\(fraction) +0000"
  }
}
