// Reading behaviour rules of a ClusterConfig.
import KubeNodes
import KubeObjects
import SimCore

enum BehaviorReading {
  private static let matches = [
    "image", "container", "name", "namespace", "labels", "annotations", "node", "nodeLabels", "nodeAnnotations",
  ]
  private static let effects = [
    "pull", "pullTime", "ready", "live", "started", "exitCode", "exitReason", "exitMessage", "run", "start", "stop",
    "heartbeat",
  ]

  /// One rule: `match`, and the effects beside it.
  static func rule(_ reader: ConfigurationReader) -> BehaviorRule {
    reader.allow(["match"] + effects)
    let rule = BehaviorRule(match(reader["match"]), effects(reader))
    if reader.value.object != nil, effects.allSatisfy({ reader[$0].isMissing }) {
      reader.note(.required(reader.path, "a rule has at least one effect: \(effects.joined(separator: ", "))"))
    }
    return rule
  }

  private static func match(_ reader: ConfigurationReader) -> BehaviorMatch {
    reader.allow(matches)
    var match = BehaviorMatch()
    match.image = reader["image"].text.map { Glob($0) }
    match.container = reader["container"].text.map { Glob($0) }
    match.name = reader["name"].text.map { Glob($0) }
    match.namespace = reader["namespace"].text.map { Glob($0) }
    match.labels = patterns(reader["labels"])
    match.annotations = patterns(reader["annotations"])
    match.node = reader["node"].text.map { Glob($0) }
    match.nodeLabels = patterns(reader["nodeLabels"])
    match.nodeAnnotations = patterns(reader["nodeAnnotations"])
    return match
  }

  private static func patterns(_ reader: ConfigurationReader) -> [EntryPattern] {
    reader.texts.map { EntryPattern(Key($0.0), Glob($0.1)) }
  }

  private static func effects(_ reader: ConfigurationReader) -> BehaviorEffects {
    var effects = BehaviorEffects()
    effects.pull = reader["pull"].choice(PullOutcome.self)
    effects.pullTime = span(reader["pullTime"])
    effects.ready = reader["ready"].flag
    effects.live = reader["live"].flag
    effects.started = reader["started"].flag
    effects.exitCode = exitCode(reader["exitCode"])
    effects.exitReason = reader["exitReason"].text
    effects.exitMessage = reader["exitMessage"].text
    effects.run = span(reader["run"])
    effects.start = span(reader["start"])
    effects.stop = span(reader["stop"])
    effects.heartbeat = reader["heartbeat"].flag
    return effects
  }

  private static func exitCode(_ reader: ConfigurationReader) -> Int64? {
    guard let code = reader.whole else { return nil }
    if (0...255).contains(code) { return code }
    reader.note(.invalid(reader.path, reader.value, "must be between 0 and 255"))
    return nil
  }

  /// A length of time, or the annotation that holds it in seconds.
  private static func span(_ reader: ConfigurationReader) -> SpanSource? {
    guard reader.value.object != nil else { return reader.span.map { .fixed($0) } }
    reader.allow(["annotation"])
    let name = reader["annotation"].requiredText
    return name.isEmpty ? nil : .annotation(Key(name))
  }
}
