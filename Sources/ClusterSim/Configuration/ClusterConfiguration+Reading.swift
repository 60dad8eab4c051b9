// Reading a ClusterConfig file.
import KubeControllers
import KubeNodes
import KubeObjects
import SimCore

extension ClusterConfiguration {
  static let apiVersion = "stsctl.dev/v1"

  /// Reads a ClusterConfig file.
  ///
  /// What the file leaves out is at rest: nodes without a word about `kubelet` are plain ones, whose pods take only
  /// the time that `timings` and `behaviors` say.
  /// - Throws: everything that is wrong with it, with the paths of the fields.
  public init(yaml bytes: [UInt8]) throws(ConfigurationError) {
    let document: Value
    do throws(YAMLError) {
      document = try YAMLReader.read(bytes: bytes)
    } catch {
      throw ConfigurationError([error.message])
    }
    let reader = ConfigurationReader(document)
    self.init(reader)
    guard reader.findings.texts.isEmpty else { throw ConfigurationError(reader.findings.texts) }
  }

  private static let fields = [
    "apiVersion", "kind", "metadata", "kubernetesVersion", "nodes", "nodeDefaults", "storageClasses",
    "provisioners", "behaviors", "timings",
  ]

  private init(_ reader: ConfigurationReader) {
    self.init()
    reader.allow(Self.fields)
    expect(reader["apiVersion"], Self.apiVersion)
    expect(reader["kind"], "ClusterConfig")
    readName(reader["metadata"])
    if let version = reader["kubernetesVersion"].text { kubernetesVersion = version }
    let defaults = NodeDefaults(reader["nodeDefaults"])
    gracePeriod = defaults.gracePeriod ?? gracePeriod
    behavior.detail = defaults.kubelet ?? .plain
    nodes = reader["nodes"].items.flatMap { defaults.nodes($0) }
    checkNames(reader["nodes"])
    provisioners = reader["provisioners"].items.map { Self.provisioner($0) }
    storageClasses = reader["storageClasses"].items.map { ConfiguredClass.object($0) }
    behavior.rules = reader["behaviors"].items.map { BehaviorReading.rule($0) }
    readTimings(reader["timings"])
  }

  private func expect(_ field: ConfigurationReader, _ text: String) {
    let found = field.requiredText
    if !found.isEmpty, found != text { field.note(.notSupported(field.path, field.value, [text])) }
  }

  private mutating func readName(_ metadata: ConfigurationReader) {
    metadata.allow(["name", "labels", "annotations"])
    guard !metadata.isMissing, let name = metadata["name"].text else { return }
    if name.isEmpty { metadata["name"].note(.required(metadata["name"].path)) }
    self.name = name
  }

  private func checkNames(_ reader: ConfigurationReader) {
    var seen: Set<String> = []
    for node in nodes where !node.name.isEmpty && !seen.insert(node.name).inserted {
      reader.note(.duplicate(reader.path, .string(node.name)))
    }
  }

  private static func provisioner(_ reader: ConfigurationReader) -> ProvisionerDescription {
    reader.allow(["name", "resizes", "time", "events"])
    var provisioner = ProvisionerDescription(name: reader["name"].requiredText)
    provisioner.resizes = reader["resizes"].flag ?? true
    provisioner.time = reader["time"].span ?? .zero
    provisioner.reports = reader["events"].flag ?? false
    return provisioner
  }

  private mutating func readTimings(_ reader: ConfigurationReader) {
    reader.allow(["start", "stop", "pull", "resync", "attach", "sandbox", "settleQuiet"])
    var timings = NodeTimings()
    timings.start = reader["start"].span ?? timings.start
    timings.stop = reader["stop"].span ?? timings.stop
    timings.pull = reader["pull"].span ?? timings.pull
    timings.resync = reader["resync"].span ?? timings.resync
    timings.attach = reader["attach"].span ?? timings.attach
    timings.sandbox = reader["sandbox"].span ?? timings.sandbox
    behavior.timings = timings
    settleQuiet = reader["settleQuiet"].span ?? settleQuiet
  }
}

/// What all nodes have in common unless they say otherwise.
private struct NodeDefaults {
  let gracePeriod: TimeSpan?
  let kubelet: KubeletDetail?
  private let template: NodeDescription

  private static let shared = [
    "capacity", "allocatable", "labels", "annotations", "taints", "unschedulable", "system",
  ]

  init(_ reader: ConfigurationReader) {
    reader.allow(Self.shared + ["gracePeriod", "kubelet"])
    gracePeriod = reader["gracePeriod"].span
    kubelet = reader["kubelet"].choice(KubeletDetail.self)
    var template = NodeDescription(name: "")
    template.capacity = ["cpu": "4", "ephemeral-storage": "100Gi", "memory": "8Gi", "pods": "110"]
    Self.read(reader, into: &template)
    self.template = template
  }

  /// The nodes that one entry of the list stands for: with a `count`, as many, numbered from 1.
  func nodes(_ reader: ConfigurationReader) -> [NodeDescription] {
    reader.allow(Self.shared + ["name", "address", "podCIDR", "count"])
    var node = template
    node.name = reader["name"].requiredText
    node.address = reader["address"].text
    node.podRange = reader["podCIDR"].text
    Self.read(reader, into: &node)
    guard let count = reader["count"].whole else { return [node] }
    guard (1...100_000).contains(count) else {
      reader["count"].note(.invalid(reader["count"].path, reader["count"].value, "must be between 1 and 100000"))
      return []
    }
    return (1...count).map { number in
      var numbered = node
      numbered.name = "\(node.name)-\(number)"
      return numbered
    }
  }

  private static func read(_ reader: ConfigurationReader, into node: inout NodeDescription) {
    for (key, amount) in reader["capacity"].entries { node.capacity[Key(key)] = quantity(amount) }
    if !reader["allocatable"].isMissing {
      node.allocatable = .object(Object(reader["allocatable"].entries.map { (Key($0.key), quantity($0.value)) }))
    }
    node.labels += reader["labels"].texts
    node.annotations += reader["annotations"].texts
    node.taints += reader["taints"].items.map(taint)
    node.isUnschedulable = reader["unschedulable"].flag ?? node.isUnschedulable
    readSystem(reader["system"], into: &node.system)
  }

  private static func quantity(_ reader: ConfigurationReader) -> Value {
    switch reader.value {
    case .string(let text) where !text.isEmpty: return reader.value
    case .int(let number): return .string(String(number))
    case .double: return .string(JSONWriter.write(reader.value))
    default:
      reader.wrongType("a quantity such as 4, 500m or 8Gi")
      return "0"
    }
  }

  private static func taint(_ reader: ConfigurationReader) -> Value {
    reader.allow(["key", "value", "effect"])
    var taint: Value = ["key": .string(reader["key"].requiredText), "effect": .string(reader["effect"].requiredText)]
    if let value = reader["value"].text { taint["value"] = .string(value) }
    let effects: [String] = ["NoSchedule", "PreferNoSchedule", "NoExecute"]
    if let effect = reader["effect"].value.string, !effect.isEmpty, !effects.contains(effect) {
      reader.note(.notSupported(reader["effect"].path, .string(effect), effects))
    }
    return taint
  }

  private static func readSystem(_ reader: ConfigurationReader, into system: inout SystemFacts) {
    reader.allow(["architecture", "operatingSystem", "osImage", "kernelVersion", "containerRuntimeVersion"])
    system.architecture = reader["architecture"].text ?? system.architecture
    system.operatingSystem = reader["operatingSystem"].text ?? system.operatingSystem
    system.osImage = reader["osImage"].text ?? system.osImage
    system.kernelVersion = reader["kernelVersion"].text ?? system.kernelVersion
    system.containerRuntimeVersion = reader["containerRuntimeVersion"].text ?? system.containerRuntimeVersion
  }
}

/// A storage class in a ClusterConfig: the fields of a StorageClass, with its name and `default` beside them.
private enum ConfiguredClass {
  private static let copied = [
    "reclaimPolicy", "volumeBindingMode", "allowVolumeExpansion", "parameters", "mountOptions", "allowedTopologies",
  ]

  static func object(_ reader: ConfigurationReader) -> Value {
    reader.allow(copied + ["name", "default", "provisioner"])
    var object: Value = [
      "metadata": ["name": .string(reader["name"].requiredText)],
      "provisioner": .string(reader["provisioner"].requiredText),
    ]
    if reader["default"].flag ?? false {
      object["metadata"]["annotations"] = ["storageclass.kubernetes.io/is-default-class": "true"]
    }
    for name in copied where !reader[name].isMissing { object[Key(name)] = reader[name].value }
    return object
  }
}
