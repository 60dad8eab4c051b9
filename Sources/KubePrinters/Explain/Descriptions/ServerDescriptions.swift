// What `explain` says of kinds that are about the API server itself.

extension Descriptions {
  static let server = """
    FlowSchema: Which requests to the API server are alike, and how urgent they are.
      spec: The requests, and their priority.
      status: Whether the priority level is there.
    FlowSchemaSpec: Which requests are alike, and how urgent they are.
      priorityLevelConfiguration: The priority level they belong to.
      matchingPrecedence: Of several schemas for a request the one with the smallest number is taken. 1000 unless given.
      distinguisherMethod: What tells flows of requests from each other. Nothing unless given.
      rules: Whose requests are meant, and which.
    FlowDistinguisherMethod: What tells flows of requests from each other.
      type: ByUser or ByNamespace.
    PriorityLevelConfigurationReference: A priority level.
      name: Its name.
    PolicyRulesWithSubjects: Whose requests are meant, and which.
      subjects: Who makes the requests.
      resourceRules: Requests for objects.
      nonResourceRules: Other requests.
    UserSubject: A user.
      name: The name; * for all.
    GroupSubject: A group of users.
      name: The name; * for all.
    ServiceAccountSubject: A service account.
      namespace: Its namespace.
      name: Its name; * for all.
    ResourcePolicyRule: Requests for objects.
      verbs: The verbs; * for all.
      apiGroups: The groups; * for all.
      resources: The resources; * for all.
      clusterScope: Whether requests are meant that name no namespace.
      namespaces: The namespaces; * for all.
    NonResourcePolicyRule: Requests for something else than objects.
      verbs: The verbs; * for all.
      nonResourceURLs: The paths; * for all.
    PriorityLevelConfiguration: How many requests of a priority the API server works on at a time.
      spec: How many, and what becomes of the others.
      status: What was last seen of it.
    PriorityLevelConfigurationSpec: How many requests of a priority are worked on at a time.
      type: Limited, or Exempt from all limits.
      limited: The limits.
      exempt: What others may borrow of it.
    LimitedPriorityLevelConfiguration: The limits of a priority level.
      nominalConcurrencyShares: Its share of what the server can do at a time. 30 unless given.
      limitResponse: What becomes of requests that are too many.
      lendablePercent: How much of it others may borrow. Nothing unless given.
      borrowingLimitPercent: How much it may borrow from others. Everything unless given.
    ExemptPriorityLevelConfiguration: What others may borrow of an exempt level.
      nominalConcurrencyShares: Its share. Nothing unless given.
      lendablePercent: How much of it others may borrow.
    LimitResponse: What becomes of requests that are too many.
      type: Queue, or Reject.
      queuing: The queues.
    QueuingConfiguration: The queues of a priority level.
      queues: How many there are. 64 unless given.
      handSize: From how many of them the shortest is taken for a flow. 8 unless given.
      queueLengthLimit: How long each may be. 50 unless given.
    ValidatingWebhookConfiguration: Whom the API server asks before it writes objects.
      webhooks: Those who are asked.
    MutatingWebhookConfiguration: Whom the API server lets change objects before it writes them.
      webhooks: Those who are asked.
    ValidatingWebhook: Somebody who is asked whether an object may be written.
    MutatingWebhook: Somebody who may change an object that is written.
      reinvocationPolicy: Whether others' changes are shown once more: Never or IfNeeded.
    WebhookClientConfig: Where a webhook is asked.
      url: A URL. Either this or a service.
      service: A service of the cluster.
      caBundle: The certificates that the other side is known by.
    RuleWithOperations: Which requests are meant.
      operations: CREATE, UPDATE, DELETE, CONNECT; * for all.
      apiGroups: The groups; * for all.
      apiVersions: The versions; * for all.
      resources: The resources; * for all, pods/* for all parts of pods.
      scope: Cluster, Namespaced, or * for both.
    MatchCondition: An expression that must hold for a request to be meant.
      name: What it is called.
      expression: The expression, in CEL.
    ValidatingAdmissionPolicy: Expressions that objects must meet to be written.
      spec: The expressions, and what they are about.
      status: What was found out about the expressions.
    ValidatingAdmissionPolicySpec: Expressions that objects must meet to be written.
      paramKind: The kind of objects that hold parameters for the expressions.
      matchConstraints: Which requests the policy is about.
      validations: The expressions.
      failurePolicy: What happens when an expression can't be evaluated: Fail or Ignore.
      auditAnnotations: What is noted in the audit log.
      matchConditions: Expressions that must hold for a request to be meant.
      variables: Expressions that others use by name.
    Validation: An expression that objects must meet.
      expression: The expression, in CEL.
      message: What is said where it does not hold.
      reason: The reason that is given where it does not hold.
      messageExpression: An expression for what is said.
    ValidatingAdmissionPolicyBinding: Where a policy holds.
      spec: The policy, and where it holds.
    ValidatingAdmissionPolicyBindingSpec: Where a policy holds.
      policyName: The policy.
      paramRef: The parameters.
      matchResources: Which of the requests are meant. All of them unless given.
      validationActions: What follows when an object does not meet the policy: Deny, Warn, Audit.
    MutatingAdmissionPolicy: Expressions that change objects before they are written.
      spec: The expressions, and what they are about.
    MutatingAdmissionPolicyBinding: Where a policy holds.
      spec: The policy, and where it holds.
    DeviceClass: Devices that are alike, by conditions on them.
      spec: The conditions, and settings for the drivers.
    DeviceClassSpec: Devices that are alike.
      selectors: Conditions that a device of the class meets.
      config: Settings for the drivers.
      extendedResourceName: The name by which containers can ask for them as a resource.
    ResourceClaim: A claim for devices.
      spec: What is wanted. It can't be changed.
      status: What was given.
    ResourceClaimSpec: What a claim wants.
      devices: The devices.
    DeviceClaim: The devices that a claim wants.
      requests: Each is for devices of a class.
      constraints: What must hold for several devices together.
      config: Settings for the drivers.
    DeviceRequest: A request for devices.
      name: What it is called.
      exactly: The devices.
      firstAvailable: Several choices, of which the first is taken that there is.
    ExactDeviceRequest: The devices of a request.
      deviceClassName: Their class.
      selectors: Conditions that they meet.
      allocationMode: ExactCount or All.
      count: How many, for ExactCount. One unless given.
      adminAccess: Whether they are for watching over devices that others use.
      tolerations: Taints that don't matter.
      capacity: How much of a device is wanted that can be shared.
    ResourceClaimTemplate: What claims are made from for pods.
      spec: The claim. It can't be changed.
    ResourceSlice: Devices that a driver offers.
      spec: The devices, and where they are.
    ResourceSliceSpec: Devices that a driver offers, and where they are.
      driver: The driver.
      pool: The pool they belong to.
      nodeName: The node that has them.
      nodeSelector: Labels of the nodes that can use them.
      allNodes: Whether all nodes can.
      devices: The devices.
    APIService: Who serves a version of a group.
      spec: The group, the version, and who serves it.
      status: Whether it is served.
    APIServiceSpec: Who serves a version of a group.
      service: The service that does. The API server itself unless given.
      group: The group.
      version: The version.
      insecureSkipTLSVerify: Whether anybody could answer in place of the service.
      caBundle: The certificates that the service is known by.
      groupPriorityMinimum: Groups with larger numbers are listed first.
      versionPriority: Versions with larger numbers are listed first.
    """
}
