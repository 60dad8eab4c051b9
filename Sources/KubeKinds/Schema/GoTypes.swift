// Types as Go's JSON errors name them: `int32`, `[]v1.Container`, `v1.Protocol`.
import KubeObjects

enum GoTypes {
  /// A struct, by its name in the schema: `apps/v1.StatefulSetSpec` is `v1.StatefulSetSpec`.
  static func text(_ schemaName: String) -> String {
    let bytes = schemaName.utf8
    let slash = bytes.firstIndex(of: UInt8(ascii: "/"))
    return String(schemaName[(slash.map(bytes.index(after:)) ?? schemaName.startIndex)...])
  }

  /// The type of a field, without the pointer.
  static func text(of field: SchemaField, in type: SchemaType) -> String {
    if let name = named[type.shortName]?[field.name] {
      return name.contains(".") ? name : "\(package(type)).\(name)"
    }
    return text(field.type)
  }

  /// The type of an element of a list or map, from the text of the whole.
  static func element(of goType: String) -> String {
    if goType.hasPrefix("[]") { return String(goType.dropFirst(2)) }
    if goType.hasPrefix("map[") { return String(goType.drop { $0 != "]" }.dropFirst()) }
    return elements[goType] ?? goType
  }

  private static func package(_ type: SchemaType) -> Substring {
    text(type.name).prefix { $0 != "." }
  }

  private static func text(_ type: FieldType) -> String {
    switch type {
    case .string: "string"
    case .bool: "bool"
    case .int32: "int32"
    case .int64: "int64"
    case .time: "v1.Time"
    case .microTime: "v1.MicroTime"
    case .quantity: "resource.Quantity"
    case .intOrString: "intstr.IntOrString"
    case .bytes: "[]uint8"
    case .any: "interface {}"
    case .array(let element): "[]" + text(element)
    case .map(.quantity): "v1.ResourceList"
    case .map(let element): "map[string]" + text(element)
    case .type(let name): text(name)
    }
  }

  /// Named maps and lists, with what they hold.
  private static let elements = ["v1.ResourceList": "resource.Quantity"]

  /// Fields whose Go type is a named string, by struct and field.
  private static let named: [String: [String: String]] = [
    "ObjectMeta": ["uid": "types.UID"],
    "OwnerReference": ["uid": "types.UID"],
    "LabelSelectorRequirement": ["operator": "LabelSelectorOperator"],
    "PodSpec": [
      "restartPolicy": "RestartPolicy", "dnsPolicy": "DNSPolicy", "preemptionPolicy": "PreemptionPolicy",
    ],
    "Container": [
      "terminationMessagePolicy": "TerminationMessagePolicy", "imagePullPolicy": "PullPolicy",
      "restartPolicy": "ContainerRestartPolicy",
    ],
    "ContainerPort": ["protocol": "Protocol"],
    "ServicePort": ["protocol": "Protocol"],
    "ServiceSpec": [
      "type": "ServiceType", "sessionAffinity": "ServiceAffinity", "ipFamilies": "[]v1.IPFamily",
      "ipFamilyPolicy": "IPFamilyPolicy", "externalTrafficPolicy": "ServiceExternalTrafficPolicy",
      "internalTrafficPolicy": "ServiceInternalTrafficPolicy",
    ],
    "HTTPGetAction": ["scheme": "URIScheme"],
    "Toleration": ["operator": "TolerationOperator", "effect": "TaintEffect"],
    "Taint": ["effect": "TaintEffect"],
    "TopologySpreadConstraint": [
      "whenUnsatisfiable": "UnsatisfiableConstraintAction", "nodeAffinityPolicy": "NodeInclusionPolicy",
      "nodeTaintsPolicy": "NodeInclusionPolicy",
    ],
    "PodSecurityContext": [
      "supplementalGroupsPolicy": "SupplementalGroupsPolicy", "fsGroupChangePolicy": "PodFSGroupChangePolicy",
      "seLinuxChangePolicy": "PodSELinuxChangePolicy",
    ],
    "PodOS": ["name": "OSName"],
    "PodReadinessGate": ["conditionType": "PodConditionType"],
    "AzureDiskVolumeSource": ["cachingMode": "AzureDataDiskCachingMode", "kind": "AzureDataDiskKind"],
    "ImageVolumeSource": ["pullPolicy": "PullPolicy"],
    "ContainerResizePolicy": ["resourceName": "ResourceName", "restartPolicy": "ResourceResizeRestartPolicy"],
    "ContainerRestartRule": ["action": "ContainerRestartRuleAction"],
    "ContainerRestartRuleOnExitCodes": ["operator": "ContainerRestartRuleOnExitCodesOperator"],
    "VolumeMount": ["recursiveReadOnly": "RecursiveReadOnlyMode", "mountPropagation": "MountPropagationMode"],
    "Lifecycle": ["stopSignal": "Signal"],
    "SecurityContext": ["procMount": "ProcMountType"],
    "SeccompProfile": ["type": "SeccompProfileType"],
    "AppArmorProfile": ["type": "AppArmorProfileType"],
    "NodeSelectorRequirement": ["operator": "NodeSelectorOperator"],
    "EmptyDirVolumeSource": ["medium": "StorageMedium"],
    "HostPathVolumeSource": ["type": "HostPathType"],
    "Capabilities": ["add": "[]v1.Capability", "drop": "[]v1.Capability"],
    "PersistentVolumeClaimSpec": [
      "accessModes": "[]v1.PersistentVolumeAccessMode", "volumeMode": "PersistentVolumeMode",
    ],
    "PersistentVolumeSpec": [
      "accessModes": "[]v1.PersistentVolumeAccessMode", "volumeMode": "PersistentVolumeMode",
      "persistentVolumeReclaimPolicy": "PersistentVolumeReclaimPolicy",
    ],
    "StatefulSetSpec": ["podManagementPolicy": "PodManagementPolicyType"],
    "StatefulSetUpdateStrategy": ["type": "StatefulSetUpdateStrategyType"],
    "StatefulSetPersistentVolumeClaimRetentionPolicy": [
      "whenDeleted": "PersistentVolumeClaimRetentionPolicyType",
      "whenScaled": "PersistentVolumeClaimRetentionPolicyType",
    ],
    "DeploymentStrategy": ["type": "DeploymentStrategyType"],
    "DaemonSetUpdateStrategy": ["type": "DaemonSetUpdateStrategyType"],
    "CronJobSpec": ["concurrencyPolicy": "ConcurrencyPolicy"],
    "JobSpec": ["completionMode": "CompletionMode", "podReplacementPolicy": "PodReplacementPolicy"],
    "StorageClass": [
      "reclaimPolicy": "v1.PersistentVolumeReclaimPolicy", "volumeBindingMode": "VolumeBindingMode",
    ],
    "Secret": ["type": "SecretType"],
    "LimitRangeItem": ["type": "LimitType"],
    "ResourceQuotaSpec": ["scopes": "[]v1.ResourceQuotaScope"],
    "PriorityClass": ["preemptionPolicy": "v1.PreemptionPolicy"],
    "NetworkPolicySpec": ["policyTypes": "[]v1.PolicyType"],
    "HTTPIngressPath": ["pathType": "PathType"],
    "MetricSpec": ["type": "MetricSourceType"],
    "MetricTarget": ["type": "MetricTargetType"],
    "ResourceMetricSource": ["name": "v1.ResourceName"],
    "PodDisruptionBudgetSpec": ["unhealthyPodEvictionPolicy": "UnhealthyPodEvictionPolicyType"],
  ]
}

/// The Go type of a value that is being read, worked out when an error names it.
struct GoTypeName {
  private let structure: Int
  /// A field of the struct, by its place; `nil` for the struct itself.
  private let field: Int?
  /// How many lists and maps the value is inside of.
  private var depth = 0

  init(struct number: Int) {
    structure = number
    field = nil
  }

  init(field: Int, of structure: Int) {
    self.structure = structure
    self.field = field
  }

  /// What a list or map of this type holds.
  var element: GoTypeName {
    var element = self
    element.depth += 1
    return element
  }

  /// The type as Go's JSON errors name it: `int32`, `[]v1.Container`.
  func text(_ table: ShapeTable) -> String {
    let shape = table[structure]
    let field = field.flatMap { shape.type.field(shape.fields[$0].key) }
    let whole = field.map { GoTypes.text(of: $0, in: shape.type) } ?? GoTypes.text(shape.type.name)
    return (0..<depth).reduce(whole) { text, _ in GoTypes.element(of: text) }
  }
}
