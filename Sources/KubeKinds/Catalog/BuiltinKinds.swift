// The built-in kinds, a row each, as the discovery of Kubernetes v1.36 lists them.
import KubeObjects

enum BuiltinKinds {
  /// A row of the table below. `storedAs` names an earlier row whose objects these are, under another group or version.
  private struct Row {
    var apiVersion: String
    var name: String
    var plural: String
    var short: [String] = []
    var isNamespaced = true
    var categories: [String] = []
    var subresources: [Kind.Subresource] = []
    var verbs = Kind.usualVerbs
    var schema: String? = ""
    var storedAs: String?
  }

  static let all: [Kind] = {
    var kinds: [Kind] = []
    for (position, row) in rows.enumerated() {
      let original = row.storedAs.flatMap { name in kinds.first { "\($0.groupVersion)/\($0.name)" == name } }
      kinds.append(kind(row, original?.id ?? KindID(index: Int32(position))))
    }
    return kinds
  }()

  private static func kind(_ row: Row, _ id: KindID) -> Kind {
    let groupVersion = GroupVersion(row.apiVersion)
    let package = packages[groupVersion.group] ?? groupVersion.group
    return Kind(
      id: id, groupVersion: groupVersion, name: row.name, plural: row.plural, singular: row.name.lowercased(),
      shortNames: row.short, isNamespaced: row.isNamespaced, categories: row.categories,
      subresources: row.subresources, verbs: row.verbs,
      schemaType: row.schema.map { $0.isEmpty ? "\(package)/\(groupVersion.version).\(row.name)" : $0 })
  }

  /// API groups whose Go package, and so whose name in the schema, is another.
  private static let packages = [
    "": "core", "storage.k8s.io": "storage", "discovery.k8s.io": "discovery",
    "coordination.k8s.io": "coordination", "networking.k8s.io": "networking", "scheduling.k8s.io": "scheduling",
    "rbac.authorization.k8s.io": "rbac", "events.k8s.io": "events", "apiextensions.k8s.io": "apiextensions",
    "node.k8s.io": "node", "flowcontrol.apiserver.k8s.io": "flowcontrol",
    "admissionregistration.k8s.io": "admissionregistration", "apiregistration.k8s.io": "apiregistration",
    "resource.k8s.io": "resource",
  ]

  private static let onlyCreated = ["create"]

  private static let rows: [Row] =
    core + admission + workloads + reviews + [
      Row(
        apiVersion: "autoscaling/v2", name: "HorizontalPodAutoscaler", plural: "horizontalpodautoscalers",
        short: ["hpa"], categories: ["all"], subresources: [.status]),
      Row(
        apiVersion: "autoscaling/v1", name: "HorizontalPodAutoscaler", plural: "horizontalpodautoscalers",
        short: ["hpa"], categories: ["all"], subresources: [.status],
        storedAs: "autoscaling/v2/HorizontalPodAutoscaler"),
      Row(
        apiVersion: "batch/v1", name: "CronJob", plural: "cronjobs", short: ["cj"], categories: ["all"],
        subresources: [.status]),
      Row(
        apiVersion: "batch/v1", name: "Job", plural: "jobs", categories: ["all"], subresources: [.status]),
      Row(
        apiVersion: "certificates.k8s.io/v1", name: "CertificateSigningRequest",
        plural: "certificatesigningrequests", short: ["csr"], isNamespaced: false, schema: nil),
      Row(apiVersion: "coordination.k8s.io/v1", name: "Lease", plural: "leases"),
      Row(apiVersion: "discovery.k8s.io/v1", name: "EndpointSlice", plural: "endpointslices"),
      Row(
        apiVersion: "events.k8s.io/v1", name: "Event", plural: "events", short: ["ev"], storedAs: "v1/Event"),
    ] + flowControl + networking + policy + storage

  private static let core: [Row] = [
    Row(apiVersion: "v1", name: "Binding", plural: "bindings", verbs: onlyCreated),
    Row(
      apiVersion: "v1", name: "ComponentStatus", plural: "componentstatuses", short: ["cs"],
      isNamespaced: false, verbs: ["get", "list"]),
    Row(apiVersion: "v1", name: "ConfigMap", plural: "configmaps", short: ["cm"]),
    Row(apiVersion: "v1", name: "Endpoints", plural: "endpoints", short: ["ep"]),
    Row(apiVersion: "v1", name: "Event", plural: "events", short: ["ev"]),
    Row(apiVersion: "v1", name: "LimitRange", plural: "limitranges", short: ["limits"]),
    Row(
      apiVersion: "v1", name: "Namespace", plural: "namespaces", short: ["ns"], isNamespaced: false,
      subresources: [.finalize, .status],
      verbs: ["create", "delete", "get", "list", "patch", "update", "watch"]),
    Row(
      apiVersion: "v1", name: "Node", plural: "nodes", short: ["no"], isNamespaced: false,
      subresources: [.proxy, .status]),
    Row(
      apiVersion: "v1", name: "PersistentVolumeClaim", plural: "persistentvolumeclaims", short: ["pvc"],
      subresources: [.status]),
    Row(
      apiVersion: "v1", name: "PersistentVolume", plural: "persistentvolumes", short: ["pv"],
      isNamespaced: false, subresources: [.status]),
    Row(
      apiVersion: "v1", name: "Pod", plural: "pods", short: ["po"], categories: ["all"],
      subresources: [
        .attach, .binding, .ephemeralcontainers, .eviction, .exec, .log, .portforward, .proxy, .resize, .status,
      ]),
    Row(apiVersion: "v1", name: "PodTemplate", plural: "podtemplates"),
    Row(
      apiVersion: "v1", name: "ReplicationController", plural: "replicationcontrollers", short: ["rc"],
      categories: ["all"], subresources: [.scale, .status]),
    Row(
      apiVersion: "v1", name: "ResourceQuota", plural: "resourcequotas", short: ["quota"],
      subresources: [.status]),
    Row(apiVersion: "v1", name: "Secret", plural: "secrets"),
    Row(
      apiVersion: "v1", name: "ServiceAccount", plural: "serviceaccounts", short: ["sa"],
      subresources: [.token]),
    Row(
      apiVersion: "v1", name: "Service", plural: "services", short: ["svc"], categories: ["all"],
      subresources: [.proxy, .status]),
  ]

  private static let admission: [Row] =
    [
      ("MutatingAdmissionPolicy", "mutatingadmissionpolicies", []),
      ("MutatingAdmissionPolicyBinding", "mutatingadmissionpolicybindings", []),
      ("MutatingWebhookConfiguration", "mutatingwebhookconfigurations", []),
      ("ValidatingAdmissionPolicy", "validatingadmissionpolicies", [.status]),
      ("ValidatingAdmissionPolicyBinding", "validatingadmissionpolicybindings", []),
      ("ValidatingWebhookConfiguration", "validatingwebhookconfigurations", []),
    ].map { (name: String, plural: String, subresources: [Kind.Subresource]) in
      Row(
        apiVersion: "admissionregistration.k8s.io/v1", name: name, plural: plural, isNamespaced: false,
        subresources: subresources)
    } + [
      Row(
        apiVersion: "apiextensions.k8s.io/v1", name: "CustomResourceDefinition",
        plural: "customresourcedefinitions", short: ["crd", "crds"], isNamespaced: false,
        subresources: [.status]),
      Row(
        apiVersion: "apiregistration.k8s.io/v1", name: "APIService", plural: "apiservices", isNamespaced: false,
        subresources: [.status]),
    ]

  private static let workloads: [Row] = [
    Row(apiVersion: "apps/v1", name: "ControllerRevision", plural: "controllerrevisions"),
    Row(
      apiVersion: "apps/v1", name: "DaemonSet", plural: "daemonsets", short: ["ds"], categories: ["all"],
      subresources: [.status]),
    Row(
      apiVersion: "apps/v1", name: "Deployment", plural: "deployments", short: ["deploy"], categories: ["all"],
      subresources: [.scale, .status]),
    Row(
      apiVersion: "apps/v1", name: "ReplicaSet", plural: "replicasets", short: ["rs"], categories: ["all"],
      subresources: [.scale, .status]),
    Row(
      apiVersion: "apps/v1", name: "StatefulSet", plural: "statefulsets", short: ["sts"], categories: ["all"],
      subresources: [.scale, .status]),
  ]

  private static let reviews: [Row] = [
    ("authentication.k8s.io/v1", "SelfSubjectReview", "selfsubjectreviews", false),
    ("authentication.k8s.io/v1", "TokenReview", "tokenreviews", false),
    ("authorization.k8s.io/v1", "LocalSubjectAccessReview", "localsubjectaccessreviews", true),
    ("authorization.k8s.io/v1", "SelfSubjectAccessReview", "selfsubjectaccessreviews", false),
    ("authorization.k8s.io/v1", "SelfSubjectRulesReview", "selfsubjectrulesreviews", false),
    ("authorization.k8s.io/v1", "SubjectAccessReview", "subjectaccessreviews", false),
  ].map {
    Row(
      apiVersion: $0.0, name: $0.1, plural: $0.2, isNamespaced: $0.3, verbs: onlyCreated, schema: nil)
  }

  private static let flowControl: [Row] = [
    ("FlowSchema", "flowschemas"), ("PriorityLevelConfiguration", "prioritylevelconfigurations"),
  ].map {
    Row(
      apiVersion: "flowcontrol.apiserver.k8s.io/v1", name: $0.0, plural: $0.1, isNamespaced: false,
      subresources: [.status])
  }

  private static let networking: [Row] = [
    Row(
      apiVersion: "networking.k8s.io/v1", name: "IngressClass", plural: "ingressclasses", isNamespaced: false),
    Row(
      apiVersion: "networking.k8s.io/v1", name: "Ingress", plural: "ingresses", short: ["ing"],
      subresources: [.status]),
    Row(
      apiVersion: "networking.k8s.io/v1", name: "IPAddress", plural: "ipaddresses", short: ["ip"],
      isNamespaced: false),
    Row(
      apiVersion: "networking.k8s.io/v1", name: "NetworkPolicy", plural: "networkpolicies", short: ["netpol"]),
    Row(
      apiVersion: "networking.k8s.io/v1", name: "ServiceCIDR", plural: "servicecidrs", isNamespaced: false,
      subresources: [.status]),
    Row(
      apiVersion: "node.k8s.io/v1", name: "RuntimeClass", plural: "runtimeclasses", isNamespaced: false),
  ]

  private static let policy: [Row] = [
    Row(
      apiVersion: "policy/v1", name: "PodDisruptionBudget", plural: "poddisruptionbudgets", short: ["pdb"],
      subresources: [.status]),
    Row(
      apiVersion: "rbac.authorization.k8s.io/v1", name: "ClusterRoleBinding", plural: "clusterrolebindings",
      isNamespaced: false),
    Row(
      apiVersion: "rbac.authorization.k8s.io/v1", name: "ClusterRole", plural: "clusterroles",
      isNamespaced: false),
    Row(apiVersion: "rbac.authorization.k8s.io/v1", name: "RoleBinding", plural: "rolebindings"),
    Row(apiVersion: "rbac.authorization.k8s.io/v1", name: "Role", plural: "roles"),
    Row(
      apiVersion: "resource.k8s.io/v1", name: "DeviceClass", plural: "deviceclasses", isNamespaced: false),
    Row(
      apiVersion: "resource.k8s.io/v1", name: "ResourceClaim", plural: "resourceclaims",
      subresources: [.status]),
    Row(
      apiVersion: "resource.k8s.io/v1", name: "ResourceClaimTemplate", plural: "resourceclaimtemplates"),
    Row(
      apiVersion: "resource.k8s.io/v1", name: "ResourceSlice", plural: "resourceslices", isNamespaced: false),
    Row(
      apiVersion: "scheduling.k8s.io/v1", name: "PriorityClass", plural: "priorityclasses", short: ["pc"],
      isNamespaced: false),
  ]

  private static let storage: [Row] = [
    Row(apiVersion: "storage.k8s.io/v1", name: "CSIDriver", plural: "csidrivers", isNamespaced: false),
    Row(apiVersion: "storage.k8s.io/v1", name: "CSINode", plural: "csinodes", isNamespaced: false),
    Row(
      apiVersion: "storage.k8s.io/v1", name: "CSIStorageCapacity", plural: "csistoragecapacities"),
    Row(
      apiVersion: "storage.k8s.io/v1", name: "StorageClass", plural: "storageclasses", short: ["sc"],
      isNamespaced: false),
    Row(
      apiVersion: "storage.k8s.io/v1", name: "VolumeAttachment", plural: "volumeattachments",
      isNamespaced: false, subresources: [.status]),
    Row(
      apiVersion: "storage.k8s.io/v1", name: "VolumeAttributesClass", plural: "volumeattributesclasses",
      short: ["vac"], isNamespaced: false),
  ]
}
