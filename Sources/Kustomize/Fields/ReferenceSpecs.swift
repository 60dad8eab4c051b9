// The fields in which one object names another (kustomize's nameReference).
import KubeObjects

/// A kind, and the fields in which others name objects of it.
struct ReferenceSpec {
  let kind: String
  let group: String?
  let fields: [FieldSpec]
}

enum ReferenceSpecs {
  static let all: [ReferenceSpec] = [
    scaled("Deployment"), scaled("ReplicationController"), scaled("ReplicaSet"), scaled("StatefulSet"),
    ReferenceSpec(kind: "ConfigMap", group: "", fields: configMaps),
    ReferenceSpec(kind: "Secret", group: "", fields: secrets),
    ReferenceSpec(kind: "Service", group: "", fields: services),
    ReferenceSpec(
      kind: "Role", group: "rbac.authorization.k8s.io", fields: [FieldSpec("roleRef/name", kind: "RoleBinding")]),
    ReferenceSpec(
      kind: "ClusterRole", group: "rbac.authorization.k8s.io",
      fields: [FieldSpec("roleRef/name", kind: "RoleBinding"), FieldSpec("roleRef/name", kind: "ClusterRoleBinding")]),
    ReferenceSpec(
      kind: "ServiceAccount", group: "",
      fields: [FieldSpec("subjects", kind: "RoleBinding"), FieldSpec("subjects", kind: "ClusterRoleBinding")]
        + inPods(["serviceAccountName"])),
    ReferenceSpec(
      kind: "PersistentVolumeClaim", group: "",
      fields: inPods(["volumes/persistentVolumeClaim/claimName"])),
    ReferenceSpec(
      kind: "PersistentVolume", group: "",
      fields: [FieldSpec("spec/volumeName", kind: "PersistentVolumeClaim")] + resourceNames),
    ReferenceSpec(
      kind: "StorageClass", group: "storage.k8s.io",
      fields: [
        FieldSpec("spec/storageClassName", kind: "PersistentVolume"),
        FieldSpec("spec/storageClassName", kind: "PersistentVolumeClaim"),
        FieldSpec("spec/volumeClaimTemplates/spec/storageClassName", kind: "StatefulSet"),
      ]),
    ReferenceSpec(
      kind: "PriorityClass", group: "scheduling.k8s.io", fields: inPods(["priorityClassName"])),
  ]

  private static func scaled(_ kind: String) -> ReferenceSpec {
    ReferenceSpec(
      kind: kind, group: nil, fields: [FieldSpec("spec/scaleTargetRef/name", kind: "HorizontalPodAutoscaler")])
  }

  /// Paths in the specification of pods: in pods themselves and in all templates.
  private static func inPods(_ paths: [String]) -> [FieldSpec] {
    let places = [("Pod", "spec")] + FieldSpecs.templates.map { ($0.kind, "\($0.path)/spec") }
    return places.flatMap { kind, prefix in paths.map { FieldSpec("\(prefix)/\($0)", kind: kind) } }
  }

  private static func inContainers(_ paths: [String]) -> [String] {
    ["containers", "initContainers"].flatMap { list in paths.map { "\(list)/\($0)" } }
  }

  private static let resourceNames = [
    FieldSpec("rules/resourceNames", kind: "Role"), FieldSpec("rules/resourceNames", kind: "ClusterRole"),
  ]

  private static func annotation(_ name: String) -> FieldSpec {
    FieldSpec(keys: ["metadata", "annotations", Key("nginx.ingress.kubernetes.io/\(name)")], kind: "Ingress")
  }

  private static let configMaps: [FieldSpec] =
    inPods(
      ["volumes/configMap/name", "volumes/projected/sources/configMap/name"]
        + inContainers(["env/valueFrom/configMapKeyRef/name", "envFrom/configMapRef/name"]))
    + [FieldSpec("spec/configSource/configMap", kind: "Node"), annotation("fastcgi-params-configmap")] + resourceNames

  private static let secrets: [FieldSpec] =
    inPods(
      ["volumes/secret/secretName", "imagePullSecrets/name", "volumes/projected/sources/secret/name"]
        + inContainers(["env/valueFrom/secretKeyRef/name", "envFrom/secretRef/name"]))
    + [
      FieldSpec("imagePullSecrets/name", kind: "ServiceAccount"), FieldSpec("secrets/name", kind: "ServiceAccount"),
      FieldSpec("spec/tls/secretName", kind: "Ingress"), annotation("auth-secret"), annotation("auth-tls-secret"),
      FieldSpec("parameters/adminSecretName", kind: "StorageClass"),
      FieldSpec("parameters/userSecretName", kind: "StorageClass"),
      FieldSpec("parameters/secretRef", kind: "StorageClass"),
      FieldSpec("spec/azureFile/secretName", kind: "PersistentVolume"),
      FieldSpec("spec/csi/controllerPublishSecretRef/name", kind: "PersistentVolume"),
      FieldSpec("spec/csi/nodePublishSecretRef/name", kind: "PersistentVolume"),
      FieldSpec("spec/csi/nodeStageSecretRef/name", kind: "PersistentVolume"),
    ] + resourceNames

  private static let services: [FieldSpec] = [
    FieldSpec("spec/serviceName", kind: "StatefulSet"),
    FieldSpec("spec/rules/http/paths/backend/serviceName", kind: "Ingress"),
    FieldSpec("spec/backend/serviceName", kind: "Ingress"),
    FieldSpec("spec/rules/http/paths/backend/service/name", kind: "Ingress"),
    FieldSpec("spec/defaultBackend/service/name", kind: "Ingress"),
    FieldSpec("spec/service/name", kind: "APIService"),
    FieldSpec("webhooks/clientConfig/service", kind: "ValidatingWebhookConfiguration"),
    FieldSpec("webhooks/clientConfig/service", kind: "MutatingWebhookConfiguration"),
  ]
}
