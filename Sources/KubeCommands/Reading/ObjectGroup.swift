// What one source of objects gave: all objects of a kind, or one that was named. Tables need to know which kinds were
// asked for even where there are no objects.
import ClusterAPI
import KubeKinds
import KubeObjects

/// The objects of one kind, from one list or by name.
struct ObjectGroup {
  let kind: Kind
  var objects: [Value]
  /// The version the list was read at; `nil` for an object that was named.
  var listVersion: String?
  var subresource: Kind.Subresource?

  /// The kind as which the objects are printed: a scale is a scale, whatever it scales.
  var printsAsScale: Bool { subresource == .scale }
}

extension ResourceBuilder {
  /// Reads everything that was asked for, source by source, and what failed on the way.
  func groups() throws -> (found: [ObjectGroup], failures: FailureList) {
    let plan = try planned()
    let failures = FailureList()
    var found: [ObjectGroup] = []
    for source in plan.sources {
      try failures.collect {
        if case .selected(let kind, let namespace) = source {
          let list = try listed(kind, namespace)
          found.append(ObjectGroup(kind: kind, objects: list.items, listVersion: list.resourceVersion))
        } else {
          try visit(source) { info in
            guard let object = info.object else { return }
            found.append(ObjectGroup(kind: info.kind, objects: [object], subresource: info.subresource))
          }
        }
      }
    }
    return (found, failures)
  }
}
