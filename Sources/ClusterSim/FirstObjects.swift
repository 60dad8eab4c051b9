// What a cluster holds before anybody asks for anything.
import KubeControllers
import KubeKinds
import KubeNodes
import KubeObjects
import KubeStore
import SimCore

/// Creates the objects that every cluster begins with.
struct FirstObjects {
  let registry: Registry
  let configuration: ClusterConfiguration

  /// What a configuration brings is validated; the rest is valid, as a test shows.
  func create() {
    registry.trustsWriters = true
    for name in ["default", "kube-node-lease", "kube-public", "kube-system"] {
      create(.namespace, ["metadata": ["name": .string(name)]])
      create(.serviceAccount, [.metadata: [.name: "default"]], namespace: name)
    }
    for (kind, object) in BootstrapRoles.all { create(kind, object) }
    createPriorityClasses()
    placeFlows()
    create(.serviceCIDR, ServiceRange.standard(since: registry.now))
    createAPIService()
    registry.trustsWriters = false
    for (index, node) in configuration.nodes.enumerated() { create(node, index) }
    for storageClass in configuration.storageClasses { create(.storageClass, storageClass) }
    registry.trustsWriters = true
    if configuration.runsSystemPods { createSystemWorkloads() }
  }

  private func createSystemWorkloads() {
    let controlPlane = configuration.nodes.first?.name ?? ""
    for item in SystemWorkloads.all(controlPlane: controlPlane, version: configuration.kubernetesVersion) {
      guard let kind = registry.catalog.kind(apiVersion: item.apiVersion, name: item.kind) else { continue }
      create(kind.id, item.object, namespace: "kube-system")
    }
  }

  private func create(_ kind: KindID, _ object: Value, namespace: String = "") {
    do throws(APIStatus) {
      try registry.create(registry.kind(kind), namespace: namespace, object)
    } catch {
      preconditionFailure("the first objects are valid: \(error.message)")
    }
  }

  /// What is known to be whole is stored as it is: what an API server begins with costs every start.
  private func placeFlows() {
    for level in StandardFlows.levels {
      var level = level
      level[.status] = [:]
      registry.place(level, of: .priorityLevelConfiguration)
    }
    for schema in StandardFlows.schemas {
      var schema = schema
      var condition = StandardFlows.dangling(schema, isThere: true)
      condition[.lastTransitionTime] = .string(registry.now.rfc3339)
      schema[.status] = [.conditions: [condition]]
      registry.place(schema, of: .flowSchema)
    }
  }

  /// The classes of pods that the cluster itself can't do without.
  private func createPriorityClasses() {
    let classes: [(String, Int64, String)] = [
      (
        "system-cluster-critical", 2_000_000_000,
        "Used for system critical pods that must run in the cluster, but can be moved to another node if necessary."
      ),
      (
        "system-node-critical", 2_000_001_000,
        "Used for system critical pods that must not be moved from their current node."
      ),
    ]
    for (name, value, description) in classes {
      create(
        .priorityClass,
        [
          .metadata: [.name: .string(name)], .value: .int(value), "description": .string(description),
          "preemptionPolicy": "PreemptLowerPriority",
        ])
    }
  }

  /// The service by which pods reach the API.
  private func createAPIService() {
    let address = Value.string(configuration.nodes.first?.address ?? NodeDescription.address(index: 0))
    let labels: Value = ["component": "apiserver", "provider": "kubernetes"]
    let port: Value = [.name: "https", "port": 6443, .protocol: "TCP"]
    create(
      .service,
      [
        .metadata: [.name: "kubernetes", .labels: labels],
        .spec: [
          .clusterIP: "10.96.0.1", .type: "ClusterIP",
          .ports: [[.name: "https", "port": 443, .protocol: "TCP", "targetPort": 6443]],
        ],
      ], namespace: "default")
    create(
      .endpoints,
      [
        .metadata: [.name: "kubernetes", .labels: ["endpointslice.kubernetes.io/skip-mirror": "true"]],
        "subsets": [["addresses": [[.ip: address]], .ports: [port]]],
      ], namespace: "default")
    create(
      .endpointSlice,
      [
        .metadata: [.name: "kubernetes", .labels: ["kubernetes.io/service-name": "kubernetes"]],
        "addressType": "IPv4", "endpoints": [["addresses": [address], .conditions: ["ready": true]]],
        .ports: [port],
      ], namespace: "default")
  }
}

// MARK: Nodes

extension FirstObjects {
  private func create(_ node: NodeDescription, _ index: Int) {
    let object = node.object(
      index: index, version: configuration.kubernetesVersion, detail: configuration.behavior.detail,
      now: registry.now)
    create(.node, object)
    settle(ObjectKey(.node, "", node.name), object)
    guard configuration.behavior.detail == .full else { return }
    createStorageNode(node.name)
  }

  /// Nodes that a cluster begins with have been up for long: they have a status, and no longer the taint that new
  /// ones get.
  private func settle(_ node: ObjectKey, _ object: Value) {
    do throws(APIStatus) {
      try registry.modify(node, subresource: .status) { $0[.status] = object[.status] }
      try registry.modify(node) { $0[.spec].set("taints", object[.spec].fields["taints"]) }
    } catch {
      preconditionFailure("the first nodes are valid: \(error.message)")
    }
  }

  /// Which drivers run on a node, as their registrar says.
  private func createStorageNode(_ name: String) {
    let node = registry.store.object(ObjectKey(.node, "", name)) ?? .null
    let drivers = configuration.provisioners.filter { $0.name != "*" }.map { driver -> Value in
      [.name: .string(driver.name), "nodeID": .string(name), "topologyKeys": .null]
    }
    create(
      .csiNode,
      [
        .metadata: [
          .name: .string(name),
          .ownerReferences: [[.apiVersion: "v1", .kind: "Node", .name: .string(name), .uid: node[.metadata][.uid]]],
        ],
        .spec: ["drivers": .array(drivers)],
      ])
  }
}
