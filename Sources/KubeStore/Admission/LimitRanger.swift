// Pods and claims keep to the limits of their namespace; containers that say nothing get its defaults
// (plugin/pkg/admission/limitranger).
import KubeKinds
import KubeObjects

/// The plugin `LimitRanger`.
struct LimitRanger: AdmissionPlugin {
  private static let annotation: Key = "kubernetes.io/limit-ranger"

  func mutate(_ pod: inout Value, _ request: AdmissionRequest, _ registry: Registry) throws(APIStatus) {
    guard request.kind.id == .pod, request.operation == .create, request.subresource == nil else { return }
    for range in registry.store.list(.limitRange, namespace: request.namespace) { Self.complete(&pod, by: range) }
  }

  func validate(_ object: Value, _ request: AdmissionRequest, _ registry: Registry) throws(APIStatus) {
    guard applies(request) else { return }
    for range in registry.store.list(.limitRange, namespace: request.namespace) {
      let complaints = range[.spec][.limits].elements.flatMap { Self.complaints(of: object, request.kind, $0) }
      if complaints.isEmpty { continue }
      throw .forbidden(request.kind.groupResource, request.name, Self.aggregate(complaints))
    }
  }

  private func applies(_ request: AdmissionRequest) -> Bool {
    switch (request.kind.id, request.operation, request.subresource) {
    case (.pod, .create, nil), (.pod, .update, .resize): return true
    case (.persistentVolumeClaim, .create, nil), (.persistentVolumeClaim, .update, nil): return true
    default: return false
    }
  }

  /// Several errors as one: each once, in brackets.
  private static func aggregate(_ complaints: [String]) -> String {
    var texts: [String] = []
    for complaint in complaints where !texts.contains(complaint) { texts.append(complaint) }
    return texts.count == 1 ? texts[0] : "[\(texts.joined(separator: ", "))]"
  }
}

// MARK: Defaults

extension LimitRanger {
  private static func complete(_ pod: inout Value, by range: Value) {
    var limits = ResourceAmounts()
    var requests = ResourceAmounts()
    for item in range[.spec][.limits].elements where item[.type] == "Container" {
      for (name, amount) in ResourceAmounts(item[.default]).amounts { limits[name] = amount }
      for (name, amount) in ResourceAmounts(item[.defaultRequest]).amounts { requests[name] = amount }
    }
    if limits.isEmpty, requests.isEmpty { return }
    var notes: [String] = []
    for (list, title) in [(Key.containers, "container"), (.initContainers, "init container")] {
      pod[.spec].amendElements(list) { container in
        for (key, amounts) in [(Key.requests, requests), (.limits, limits)] {
          let set = fill(&container, key, amounts)
          if set.isEmpty { continue }
          let word = key == .requests ? "request" : "limit"
          notes.append("\(set.joined(separator: ", ")) \(word) for \(title) \(container[.name].text)")
        }
      }
    }
    if notes.isEmpty { return }
    pod[.metadata][.annotations][annotation] = .string("LimitRanger plugin set: " + notes.joined(separator: "; "))
  }

  /// Fills in the amounts that a container leaves open, and returns their names.
  private static func fill(_ container: inout Value, _ key: Key, _ amounts: ResourceAmounts) -> [String] {
    let missing = amounts.names.filter { container[.resources][key][$0].isNull }
    for name in missing { container[.resources][key][name] = .string((amounts[name] ?? .zero).text) }
    return missing.map(\.text)
  }
}

// MARK: Limits

extension LimitRanger {
  private static func complaints(of object: Value, _ kind: Kind, _ limit: Value) -> [String] {
    let spec = object[.spec]
    switch (kind.id, limit[.type].text) {
    case (.pod, "Container"):
      return (spec[.containers].elements + spec[.initContainers].elements).flatMap { container in
        LimitCheck(
          limit, requests: ResourceAmounts(container[.resources][.requests]),
          limits: ResourceAmounts(container[.resources][.limits])
        ).complaints
      }
    case (.pod, "Pod"):
      return LimitCheck(limit, requests: PodResources.requests(spec), limits: PodResources.limits(spec)).complaints
    case (.persistentVolumeClaim, "PersistentVolumeClaim"):
      return LimitCheck(limit, requests: ResourceAmounts(spec[.resources][.requests]), limits: ResourceAmounts())
        .complaintsOfRequests
    default: return []
    }
  }
}

/// One item of a limit range held against what something asks for and may use.
private struct LimitCheck {
  let type: String
  let min: ResourceAmounts
  let max: ResourceAmounts
  let ratio: ResourceAmounts
  let requests: ResourceAmounts
  let limits: ResourceAmounts

  init(_ limit: Value, requests: ResourceAmounts, limits: ResourceAmounts) {
    type = limit[.type].text
    min = ResourceAmounts(limit[.min])
    max = ResourceAmounts(limit[.max])
    ratio = ResourceAmounts(limit[.maxLimitRequestRatio])
    self.requests = requests
    self.limits = limits
  }

  var complaints: [String] {
    min.names.compactMap(tooSmall) + max.names.compactMap(tooLarge) + ratio.names.compactMap(tooFarApart)
  }

  var complaintsOfRequests: [String] { min.names.compactMap(tooSmall) + max.names.compactMap(requestTooLarge) }

  private func tooSmall(_ name: Key) -> String? {
    let bound = min[name] ?? .zero
    let words = "minimum \(name.text) usage per \(type) is \(bound.text)"
    guard let request = requests[name] else { return words + ".  No request is specified" }
    if request < bound { return words + ", but request is \(request.text)" }
    if let limit = limits[name], limit < bound { return words + ", but limit is \(limit.text)" }
    return nil
  }

  private func tooLarge(_ name: Key) -> String? {
    let bound = max[name] ?? .zero
    let words = "maximum \(name.text) usage per \(type) is \(bound.text)"
    guard let limit = limits[name] else { return words + ".  No limit is specified" }
    if limit > bound { return words + ", but limit is \(limit.text)" }
    if let request = requests[name], request > bound { return words + ", but request is \(request.text)" }
    return nil
  }

  private func requestTooLarge(_ name: Key) -> String? {
    let bound = max[name] ?? .zero
    let words = "maximum \(name.text) usage per \(type) is \(bound.text)"
    guard let request = requests[name] else { return words + ".  No request is specified" }
    return request > bound ? words + ", but request is \(request.text)" : nil
  }

  private func tooFarApart(_ name: Key) -> String? {
    let bound = ratio[name] ?? .zero
    let words = "\(name.text) max limit to request ratio per \(type) is \(bound.text), but "
    let request = requests[name] ?? .zero
    let limit = limits[name] ?? .zero
    if request.isZero { return words + "no request is specified or request is 0" }
    if limit.isZero { return words + "no limit is specified or limit is 0" }
    let provided = Double(limit.nanos) / Double(request.nanos)
    guard provided > Double(bound.nanos) / 1e9 else { return nil }
    return words + "provided ratio is \(FixedPoint.text(provided))"
  }
}

/// A number with six digits after the point, as Go's `%f` prints it.
private enum FixedPoint {
  static func text(_ number: Double) -> String {
    let millionths = Int64((number * 1_000_000).rounded())
    let fraction = String(millionths % 1_000_000)
    return "\(millionths / 1_000_000)." + String(repeating: "0", count: 6 - fraction.count) + fraction
  }
}
