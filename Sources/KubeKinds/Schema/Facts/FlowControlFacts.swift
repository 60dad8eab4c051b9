// Which requests an API server serves first: flowcontrol.apiserver.k8s.io/v1.
// The notation is explained in SchemaNotation.swift.

extension SchemaFacts {
  static let flowControl = """
    group flowcontrol/v1
    ExemptPriorityLevelConfiguration
      nominalConcurrencyShares int32 pointer omitempty
      lendablePercent          int32 pointer omitempty
    FlowDistinguisherMethod
      type string required
    FlowSchema
      kind       string             omitempty
      apiVersion string             omitempty
      metadata   meta/v1.ObjectMeta omitempty
      spec       FlowSchemaSpec     omitempty
      status     FlowSchemaStatus   omitempty
    FlowSchemaCondition
      type               string omitempty
      status             string omitempty
      lastTransitionTime time   omitempty
      reason             string omitempty
      message            string omitempty
    FlowSchemaSpec
      priorityLevelConfiguration PriorityLevelConfigurationReference required
      matchingPrecedence         int32
      distinguisherMethod        FlowDistinguisherMethod   pointer omitempty
      rules                      [PolicyRulesWithSubjects] omitempty list=atomic
    FlowSchemaStatus
      conditions [FlowSchemaCondition] omitempty list=map:type patch=merge:type
    GroupSubject
      name string required
    LimitResponse
      type    string               required
      queuing QueuingConfiguration pointer omitempty
    LimitedPriorityLevelConfiguration
      nominalConcurrencyShares int32         pointer
      limitResponse            LimitResponse omitempty
      lendablePercent          int32         pointer omitempty
      borrowingLimitPercent    int32         pointer omitempty
    NonResourcePolicyRule
      verbs           [string] required list=set
      nonResourceURLs [string] required list=set
    PolicyRulesWithSubjects
      subjects         [Subject]               required list=atomic
      resourceRules    [ResourcePolicyRule]    omitempty list=atomic
      nonResourceRules [NonResourcePolicyRule] omitempty list=atomic
    PriorityLevelConfiguration
      kind       string                           omitempty
      apiVersion string                           omitempty
      metadata   meta/v1.ObjectMeta               omitempty
      spec       PriorityLevelConfigurationSpec   omitempty
      status     PriorityLevelConfigurationStatus omitempty
    PriorityLevelConfigurationCondition
      type               string omitempty
      status             string omitempty
      lastTransitionTime time   omitempty
      reason             string omitempty
      message            string omitempty
    PriorityLevelConfigurationReference
      name string required
    PriorityLevelConfigurationSpec
      type    string                            required
      limited LimitedPriorityLevelConfiguration pointer omitempty
      exempt  ExemptPriorityLevelConfiguration  pointer omitempty
    PriorityLevelConfigurationStatus
      conditions [PriorityLevelConfigurationCondition] omitempty list=map:type patch=merge:type
    QueuingConfiguration
      queues           int32
      handSize         int32
      queueLengthLimit int32
    ResourcePolicyRule
      verbs        [string] required list=set
      apiGroups    [string] required list=set
      resources    [string] required list=set
      clusterScope bool     omitempty
      namespaces   [string] list=set
    ServiceAccountSubject
      namespace string required
      name      string required
    Subject
      kind           string                required
      user           UserSubject           pointer omitempty
      group          GroupSubject          pointer omitempty
      serviceAccount ServiceAccountSubject pointer omitempty
    UserSubject
      name string required
    """
}
