// The fields that kustomize knows: where labels, annotations, images and counts stand
// (sigs.k8s.io/kustomize api/internal/konfig/builtinpluginconsts).
import KubeObjects

enum FieldSpecs {
  /// Kinds with a template of pods, and the path to it.
  static let templates: [(kind: String, path: String)] = [
    ("ReplicationController", "spec/template"), ("Deployment", "spec/template"), ("ReplicaSet", "spec/template"),
    ("DaemonSet", "spec/template"), ("StatefulSet", "spec/template"), ("Job", "spec/template"),
    ("CronJob", "spec/jobTemplate/spec/template"),
  ]

  static let metadataLabels = [FieldSpec("metadata/labels", creates: true)]

  /// Labels of the pods that templates make.
  static let templateLabels: [FieldSpec] =
    templates.map { FieldSpec("\($0.path)/metadata/labels", kind: $0.kind, creates: true) } + [
      FieldSpec("spec/jobTemplate/metadata/labels", kind: "CronJob", creates: true),
      FieldSpec("spec/volumeClaimTemplates/metadata/labels", kind: "StatefulSet", creates: true),
    ]

  /// Selectors, and whatever else must go on meeting the labels of pods.
  static let selectors: [FieldSpec] =
    [
      FieldSpec("spec/selector", kind: "Service", creates: true),
      FieldSpec("spec/selector", kind: "ReplicationController", creates: true),
      FieldSpec("spec/selector/matchLabels", kind: "Job"),
      FieldSpec("spec/jobTemplate/spec/selector/matchLabels", kind: "CronJob"),
      FieldSpec("spec/selector/matchLabels", kind: "PodDisruptionBudget"),
      FieldSpec("spec/podSelector/matchLabels", kind: "NetworkPolicy"),
      FieldSpec("spec/ingress/from/podSelector/matchLabels", kind: "NetworkPolicy"),
      FieldSpec("spec/egress/to/podSelector/matchLabels", kind: "NetworkPolicy"),
    ] + ["Deployment", "ReplicaSet", "DaemonSet", "StatefulSet"].map {
      FieldSpec("spec/selector/matchLabels", kind: $0, creates: true)
    } + ["Deployment", "StatefulSet"].flatMap { kind in
      [
        "affinity/podAffinity/preferredDuringSchedulingIgnoredDuringExecution/podAffinityTerm",
        "affinity/podAffinity/requiredDuringSchedulingIgnoredDuringExecution",
        "affinity/podAntiAffinity/preferredDuringSchedulingIgnoredDuringExecution/podAffinityTerm",
        "affinity/podAntiAffinity/requiredDuringSchedulingIgnoredDuringExecution", "topologySpreadConstraints",
      ].map { FieldSpec("spec/template/spec/\($0)/labelSelector/matchLabels", kind: kind) }
    }

  static let annotations: [FieldSpec] =
    [FieldSpec("metadata/annotations", creates: true)]
    + templates.map { FieldSpec("\($0.path)/metadata/annotations", kind: $0.kind, creates: true) }
    + [FieldSpec("spec/jobTemplate/metadata/annotations", kind: "CronJob", creates: true)]

  static let replicas: [FieldSpec] = ["Deployment", "ReplicationController", "ReplicaSet", "StatefulSet"].map {
    FieldSpec("spec/replicas", kind: $0, creates: true)
  }
}
