// Who is asked before an object is written, and who serves a group: admissionregistration.k8s.io/v1 and
// apiregistration.k8s.io/v1.
// The notation is explained in SchemaNotation.swift.

extension SchemaFacts {
  static let admission = """
    group admissionregistration/v1
    ApplyConfiguration
      expression string omitempty
    AuditAnnotation
      key             string required
      valueExpression string required
    ExpressionWarning
      fieldRef string required
      warning  string required
    JSONPatch
      expression string omitempty
    MatchCondition
      name       string required
      expression string required
    MatchResources
      namespaceSelector    meta/v1.LabelSelector       pointer omitempty
      objectSelector       meta/v1.LabelSelector       pointer omitempty
      resourceRules        [NamedRuleWithOperations]   omitempty list=atomic
      excludeResourceRules [NamedRuleWithOperations]   omitempty list=atomic
      matchPolicy          string                      pointer omitempty enum=Equivalent|Exact
    MutatingAdmissionPolicy
      kind       string                      omitempty
      apiVersion string                      omitempty
      metadata   meta/v1.ObjectMeta          omitempty
      spec       MutatingAdmissionPolicySpec omitempty
    MutatingAdmissionPolicyBinding
      kind       string                             omitempty
      apiVersion string                             omitempty
      metadata   meta/v1.ObjectMeta                 omitempty
      spec       MutatingAdmissionPolicyBindingSpec omitempty
    MutatingAdmissionPolicyBindingSpec
      policyName     string         omitempty
      paramRef       ParamRef       pointer omitempty
      matchResources MatchResources pointer omitempty
    MutatingAdmissionPolicySpec
      paramKind          ParamKind        pointer omitempty
      matchConstraints   MatchResources   pointer omitempty
      variables          [Variable]       omitempty list=atomic
      mutations          [Mutation]       omitempty list=atomic
      failurePolicy      string           pointer omitempty enum=Fail|Ignore
      matchConditions    [MatchCondition] omitempty list=map:name patch=merge:name
      reinvocationPolicy string           omitempty enum=IfNeeded|Never
    MutatingWebhook
      name                    string                required
      clientConfig            WebhookClientConfig   required
      rules                   [RuleWithOperations]  omitempty list=atomic
      failurePolicy           string                pointer omitempty enum=Fail|Ignore
      matchPolicy             string                pointer omitempty enum=Equivalent|Exact
      namespaceSelector       meta/v1.LabelSelector pointer omitempty
      objectSelector          meta/v1.LabelSelector pointer omitempty
      sideEffects             string                required pointer enum=None|NoneOnDryRun|Some|Unknown
      timeoutSeconds          int32                 pointer omitempty
      admissionReviewVersions [string]              required list=atomic
      reinvocationPolicy      string                pointer omitempty enum=IfNeeded|Never
      matchConditions         [MatchCondition]      omitempty list=map:name patch=merge:name
    MutatingWebhookConfiguration
      kind       string             omitempty
      apiVersion string             omitempty
      metadata   meta/v1.ObjectMeta omitempty
      webhooks   [MutatingWebhook]  omitempty list=map:name patch=merge:name
    Mutation
      patchType          string             required
      applyConfiguration ApplyConfiguration pointer omitempty
      jsonPatch          JSONPatch          pointer omitempty
    NamedRuleWithOperations
      resourceNames [string] omitempty list=atomic
      operations    [string] omitempty list=atomic
      apiGroups     [string] omitempty list=atomic
      apiVersions   [string] omitempty list=atomic
      resources     [string] omitempty list=atomic
      scope         string   pointer omitempty
    ParamKind
      apiVersion string omitempty
      kind       string omitempty
    ParamRef
      name                    string                omitempty
      namespace               string                omitempty
      selector                meta/v1.LabelSelector pointer omitempty
      parameterNotFoundAction string                pointer omitempty
    RuleWithOperations
      operations  [string] omitempty list=atomic
      apiGroups   [string] omitempty list=atomic
      apiVersions [string] omitempty list=atomic
      resources   [string] omitempty list=atomic
      scope       string   pointer omitempty
    ServiceReference
      namespace string required
      name      string required
      path      string pointer omitempty
      port      int32  pointer omitempty
    TypeChecking
      expressionWarnings [ExpressionWarning] omitempty list=atomic
    ValidatingAdmissionPolicy
      kind       string                          omitempty
      apiVersion string                          omitempty
      metadata   meta/v1.ObjectMeta              omitempty
      spec       ValidatingAdmissionPolicySpec   omitempty
      status     ValidatingAdmissionPolicyStatus omitempty
    ValidatingAdmissionPolicyBinding
      kind       string                               omitempty
      apiVersion string                               omitempty
      metadata   meta/v1.ObjectMeta                   omitempty
      spec       ValidatingAdmissionPolicyBindingSpec omitempty
    ValidatingAdmissionPolicyBindingSpec
      policyName        string         omitempty
      paramRef          ParamRef       pointer omitempty
      matchResources    MatchResources pointer omitempty
      validationActions [string]       omitempty list=set
    ValidatingAdmissionPolicySpec
      paramKind        ParamKind         pointer omitempty
      matchConstraints MatchResources    pointer omitempty
      validations      [Validation]      omitempty list=atomic
      failurePolicy    string            pointer omitempty enum=Fail|Ignore
      auditAnnotations [AuditAnnotation] omitempty list=atomic
      matchConditions  [MatchCondition]  omitempty list=map:name patch=merge:name
      variables        [Variable]        omitempty list=map:name patch=merge:name
    ValidatingAdmissionPolicyStatus
      observedGeneration int64               omitempty
      typeChecking       TypeChecking        pointer omitempty
      conditions         [meta/v1.Condition] omitempty list=map:type
    ValidatingWebhook
      name                    string                required
      clientConfig            WebhookClientConfig   required
      rules                   [RuleWithOperations]  omitempty list=atomic
      failurePolicy           string                pointer omitempty enum=Fail|Ignore
      matchPolicy             string                pointer omitempty enum=Equivalent|Exact
      namespaceSelector       meta/v1.LabelSelector pointer omitempty
      objectSelector          meta/v1.LabelSelector pointer omitempty
      sideEffects             string                required pointer enum=None|NoneOnDryRun|Some|Unknown
      timeoutSeconds          int32                 pointer omitempty
      admissionReviewVersions [string]              required list=atomic
      matchConditions         [MatchCondition]      omitempty list=map:name patch=merge:name
    ValidatingWebhookConfiguration
      kind       string              omitempty
      apiVersion string              omitempty
      metadata   meta/v1.ObjectMeta  omitempty
      webhooks   [ValidatingWebhook] omitempty list=map:name patch=merge:name
    Validation
      expression        string required
      message           string omitempty
      reason            string pointer omitempty
      messageExpression string omitempty
    Variable
      name       string required
      expression string required
    WebhookClientConfig
      url      string           pointer omitempty
      service  ServiceReference pointer omitempty
      caBundle bytes            omitempty
    group apiregistration/v1
    APIService
      kind       string             omitempty
      apiVersion string             omitempty
      metadata   meta/v1.ObjectMeta omitempty
      spec       APIServiceSpec     omitempty
      status     APIServiceStatus   omitempty
    APIServiceCondition
      type               string required
      status             string required
      lastTransitionTime time   omitempty
      reason             string omitempty
      message            string omitempty
    APIServiceSpec
      service               ServiceReference pointer omitempty
      group                 string           omitempty
      version               string           omitempty
      insecureSkipTLSVerify bool             omitempty
      caBundle              bytes            omitempty
      groupPriorityMinimum  int32            required
      versionPriority       int32            required
    APIServiceStatus
      conditions [APIServiceCondition] omitempty list=map:type patch=merge:type
    ServiceReference
      namespace string omitempty
      name      string omitempty
      port      int32  pointer omitempty
    """
}
