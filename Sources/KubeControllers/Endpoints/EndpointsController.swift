// Keeps the EndpointSlices and the older Endpoints of services up to date with the pods they select.
import KubeKinds
import KubeObjects
import KubeStore
import SimCore

/// The endpoint controllers (pkg/controller/endpoint and endpointslice). A change of one pod changes one entry of one
/// slice: what a look costs does not grow with the pods behind a service, apart from copying the entries beside it.
public final class EndpointsController: RetryingController {
  let registry: Registry
  private var services: [ObjectKey: ServiceState] = [:]
  private var selectors = SelectorIndex()
  var queue = WorkQueue<ObjectKey>()

  /// What is known of a service between looks.
  private struct ServiceState {
    var view: ServiceView
    /// The pods to look at again.
    var dirty: [ObjectKey] = []
    /// The pods that are, or last were, behind the service.
    var endpoints: [ObjectKey: PodEndpoint] = [:]
    var slices: SliceSet
    var legacy: LegacyEndpoints

    init(_ view: ServiceView) {
      self.view = view
      slices = SliceSet(service: view)
      legacy = LegacyEndpoints(service: view)
    }
  }

  public init(_ registry: Registry) { self.registry = registry }

  public var name: String { "endpoint-controller" }

  public var kinds: [KindID] { [.service, .pod, .endpointSlice, .endpoints] }

  public var nextInstant: Instant? { queue.nextInstant }

  public func observe(_ event: StoreEvent) {
    switch event.key.kind {
    case .service: observeService(event)
    case .pod: observePod(event)
    default: if event.change == .deleted { restore(event) }
    }
  }

  public func keep(_ archive: Archive) {
    queue.keep(archive)
    var kept = services.mapValues { KeptService(dirty: $0.dirty, slices: $0.slices.kept) }
    archive.keep(&kept)
    guard archive.isReading else { return }
    for key in services.keys.sorted() { restore(key, kept[key]) }
  }

  public func work() -> Bool { syncNext() }
}

// MARK: Checkpoints

/// What can't be read off a service, its pods and its slices.
private struct KeptService: Codable {
  var dirty: [ObjectKey]
  var slices: [KeptSlice]
}

extension EndpointsController {
  /// Goes on with a service's slices as they were.
  private func restore(_ key: ObjectKey, _ kept: KeptService?) {
    guard let view = services[key]?.view, let kept else { return }
    var state = ServiceState(view)
    state.dirty = kept.dirty
    for pod in kept.slices.flatMap(\.pods) {
      guard let object = registry.store.object(pod), let endpoint = PodEndpoint(view, pod, object) else { continue }
      state.endpoints[pod] = endpoint
      state.legacy.change(from: nil, to: endpoint)
    }
    state.slices.restore(kept.slices, state.endpoints)
    state.legacy.isChanged = false
    services[key] = state
  }
}

// MARK: Watching

extension EndpointsController {
  private func observeService(_ event: StoreEvent) {
    let view = event.change == .deleted ? nil : ServiceView(event.key, event.object)
    guard services[event.key]?.view != view || view == nil else { return }
    selectors.set(event.key, view?.selector)
    queue.add(event.key)
    guard let view else {
      services[event.key] = nil
      return
    }
    var state = ServiceState(view)
    if let before = services[event.key], before.view.uid == view.uid {
      state = before
      state.view = view
      state.slices.serve(view)
      state.legacy.serve(view)
    }
    state.dirty = candidates(view) + state.endpoints.keys.sorted()
    services[event.key] = state
  }

  /// The pods a selector may match: those that have the label of one of its requirements.
  private func candidates(_ view: ServiceView) -> [ObjectKey] {
    guard let first = view.selector.requirements.first, let value = first.values.first else { return [] }
    return registry.store.keys(.pod, namespace: view.key.namespace, label: first.key, value)
  }

  private func observePod(_ event: StoreEvent) {
    let labels = event.object[.metadata][.labels]
    let oldLabels = event.previous?[.metadata][.labels] ?? labels
    var owners = selectors.owners(in: event.key.namespace, matching: labels)
    if oldLabels != labels { owners += selectors.owners(in: event.key.namespace, matching: oldLabels) }
    for owner in owners {
      services[owner]?.dirty.append(event.key)
      queue.add(owner)
    }
  }

  /// Somebody deleted what this controller keeps: it is made again from what is known.
  private func restore(_ event: StoreEvent) {
    let service =
      event.key.kind == .endpoints ? event.key.name : event.controller?[.name].text ?? ""
    let key = ObjectKey(.service, event.key.namespace, service)
    guard let state = services[key] else { return }
    if event.key.kind == .endpointSlice {
      var slices = SliceSet(service: state.view)
      for (pod, endpoint) in state.endpoints.sorted(by: { $0.key < $1.key }) {
        slices.change(pod, from: nil, to: endpoint)
      }
      services[key]?.slices = slices
    }
    queue.add(key)
  }
}

// MARK: One look

extension EndpointsController {
  func sync(_ key: ObjectKey) throws(APIStatus) {
    let legacy = ObjectKey(.endpoints, key.namespace, key.name)
    guard var state = services[key], let object = registry.store.object(key) else {
      services[key] = nil
      if !registry.store.contains(key), registry.store.contains(legacy) {
        try registry.delete(registry.kind(.endpoints), namespace: key.namespace, name: key.name)
      }
      return
    }
    for pod in state.dirty { update(&state, pod) }
    state.dirty = []
    services[key] = nil
    defer { services[key] = state }
    try state.slices.write(registry, object)
    try state.legacy.write(registry)
  }

  private func update(_ state: inout ServiceState, _ pod: ObjectKey) {
    let old = state.endpoints[pod]
    var new: PodEndpoint?
    if let object = registry.store.object(pod), state.view.selector.matches(object[.metadata][.labels]) {
      new = PodEndpoint(state.view, pod, object)
    }
    guard old != new else { return }
    state.endpoints[pod] = new
    state.slices.change(pod, from: old, to: new)
    state.legacy.change(from: old, to: new)
  }
}

// MARK: Why

extension EndpointsController {
  /// Why nobody answers behind a service.
  public func reasons(for key: ObjectKey) -> [Reason] {
    guard key.kind == .service, let view = services[key]?.view else { return [] }
    let words = PodReasons(key, shortName: "svc")
    let pods = candidates(view).filter { pod in
      view.selector.matches(registry.store.object(pod)?[.metadata][.labels] ?? .null)
    }
    let labels = registry.store.object(key)?[.spec][.selector].fields.map { "\($0.key.text)=\($0.value.text)" } ?? []
    let selector = labels.joined(separator: ",")
    guard !pods.isEmpty else {
      return [
        words.reason(
          "NoEndpoints", "no pod has the labels of its selector, \(selector)",
          [Remedy(words.command("get pods --show-labels"), "shows what labels the pods have")])
      ]
    }
    let unready = pods.filter { !PodCondition.isReady(registry.store.object($0) ?? .null) }
    guard unready.count == pods.count, !view.publishesNotReady else { return [] }
    return [
      words.reason(
        "NoReadyEndpoints", "none of the pods behind it (\(selector)) is ready",
        waitsFor: Array(unready.prefix(PodReasons.shown)))
    ]
  }
}
