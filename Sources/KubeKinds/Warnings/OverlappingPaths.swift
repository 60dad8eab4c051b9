// Volumes of which one file would be written over another (pkg/api/pod/warnings.go).
import KubeObjects

enum OverlappingPaths {
  static func warnings(_ volumes: [Value]) -> [String] { volumes.flatMap(warnings(volume:)) }

  private static func warnings(volume: Value) -> [String] {
    let name = "volume \(GoText.quoted(volume[.name].text))"
    var warnings: [String] = []
    for (source, title) in sources {
      let named = volume[source.key]
      guard !named.isNull else { continue }
      let label = source.nameKey.map { " \(GoText.quoted(named[$0].text))" } ?? ""
      warnings += overlaps(paths(named), "\(name) (\(title)\(label)): overlapping paths")
    }
    let projections = volume[.projected]
    if !projections.isNull { warnings += self.warnings(projections: projections["sources"].elements, name) }
    return warnings
  }

  private struct Source {
    var key: Key
    var nameKey: Key?
  }

  private static let sources: [(Source, String)] = [
    (Source(key: .configMap, nameKey: .name), "ConfigMap"),
    (Source(key: .secret, nameKey: "secretName"), "Secret"),
    (Source(key: .downwardAPI, nameKey: nil), "DownwardAPI"),
  ]

  private static func warnings(projections: [Value], _ name: String) -> [String] {
    var warnings: [String] = []
    var taken: [String] = []
    for projection in projections {
      if projection.fields.isEmpty {
        warnings.append("\(name) (Projected) has no sources provided")
        continue
      }
      let (title, own) = described(projection)
      let label = "\(name) (Projected \(title)): overlapping paths"
      warnings += overlaps(own, label)
      for path in own where !taken.isEmpty {
        if let other = collision(path, taken) { warnings.append(pair(label, path, other)) }
      }
      taken += own
    }
    return warnings
  }

  private static func described(_ projection: Value) -> (title: String, paths: [String]) {
    for (key, title) in [(Key.configMap, "ConfigMap"), (.secret, "Secret")] where !projection[key].isNull {
      return ("\(title) \(GoText.quoted(projection[key][.name].text))", paths(projection[key]))
    }
    if !projection[.downwardAPI].isNull { return ("DownwardAPI", paths(projection[.downwardAPI])) }
    return ("ServiceAccountToken", [projection["serviceAccountToken"][.path].text])
  }

  private static func paths(_ source: Value) -> [String] { source[.items].elements.map { $0[.path].text } }

  private static func overlaps(_ paths: [String], _ label: String) -> [String] {
    var taken: [String] = []
    var warnings: [String] = []
    for path in paths.map(trimmed) {
      if let other = collision(path, taken) { warnings.append(pair(label, path, other)) }
      taken.append(path)
    }
    return warnings
  }

  private static func pair(_ label: String, _ path: String, _ other: String) -> String {
    "\(label): \(GoText.quoted(path)) with \(GoText.quoted(other))"
  }

  /// The first path that is the same, holds this one or lies within it.
  private static func collision(_ path: String, _ taken: [String]) -> String? {
    if path.isEmpty { return nil }
    return taken.first { other in
      !other.isEmpty && (other == path || (other + "/").hasPrefix(path) || (path + "/").hasPrefix(other))
    }
  }

  private static func trimmed(_ path: String) -> String {
    var path = path[...]
    while path.hasSuffix("/") { path.removeLast() }
    return String(path)
  }
}
