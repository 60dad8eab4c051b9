// Which rules a kind has.

public enum RulesCatalog {
  /// The rules of a kind; kinds without rules of their own are kept as they are written.
  public static func rules(_ kind: KindID) -> any KindRules { table[kind] ?? PlainRules() }

  /// The rules of a kind, or of one version of a custom kind.
  public static func rules(_ kind: Kind) -> any KindRules {
    if let version = kind.custom { return CustomObjectRules(version, isNamespaced: kind.isNamespaced) }
    return rules(kind.id)
  }

  private static let table: [KindID: any KindRules] = [
    .apiService: APIServiceRules(),
    .configMap: ConfigMapRules(),
    .controllerRevision: ControllerRevisionRules(),
    .csiDriver: StorageDriverRules(),
    .csiNode: StorageDriverRules(),
    .csiStorageCapacity: CSIStorageCapacityRules(),
    .cronJob: CronJobRules(),
    .customResourceDefinition: CustomResourceDefinitionRules(),
    .daemonSet: DaemonSetRules(),
    .deviceClass: DeviceClassRules(),
    .deployment: DeploymentRules(),
    .endpoints: EndpointsRules(),
    .endpointSlice: EndpointSliceRules(),
    .event: EventRules(),
    .flowSchema: FlowSchemaRules(),
    .horizontalPodAutoscaler: HorizontalPodAutoscalerRules(),
    .ingress: IngressRules(),
    .ingressClass: IngressClassRules(),
    .ipAddress: IPAddressRules(),
    .job: JobRules(),
    .lease: LeaseRules(),
    .limitRange: LimitRangeRules(),
    .mutatingAdmissionPolicy: AdmissionPolicyRules(mutates: true),
    .mutatingAdmissionPolicyBinding: AdmissionPolicyBindingRules(mutates: true),
    .mutatingWebhookConfiguration: WebhookConfigurationRules(mutates: true),
    .namespace: NamespaceRules(),
    .networkPolicy: NetworkPolicyRules(),
    .node: NodeRules(),
    .persistentVolume: PersistentVolumeRules(),
    .persistentVolumeClaim: PersistentVolumeClaimRules(),
    .pod: PodRules(),
    .podTemplate: PodTemplateRules(),
    .podDisruptionBudget: PodDisruptionBudgetRules(),
    .priorityClass: PriorityClassRules(),
    .priorityLevelConfiguration: PriorityLevelRules(),
    .replicaSet: ReplicaSetRules(),
    .replicationController: ReplicationControllerRules(),
    .resourceClaim: ResourceClaimRules(),
    .resourceClaimTemplate: ResourceClaimTemplateRules(),
    .resourceSlice: ResourceSliceRules(),
    .resourceQuota: ResourceQuotaRules(),
    .role: RoleRules(),
    .clusterRole: RoleRules(),
    .roleBinding: RoleBindingRules(),
    .clusterRoleBinding: RoleBindingRules(),
    .runtimeClass: RuntimeClassRules(),
    .secret: SecretRules(),
    .service: ServiceRules(),
    .serviceCIDR: ServiceCIDRRules(),
    .serviceAccount: ServiceAccountRules(),
    .statefulSet: StatefulSetRules(),
    .storageClass: StorageClassRules(),
    .validatingAdmissionPolicy: AdmissionPolicyRules(mutates: false),
    .validatingAdmissionPolicyBinding: AdmissionPolicyBindingRules(mutates: false),
    .validatingWebhookConfiguration: WebhookConfigurationRules(mutates: false),
    .volumeAttachment: StorageDriverRules(),
    .volumeAttributesClass: VolumeAttributesClassRules(),
  ]
}
