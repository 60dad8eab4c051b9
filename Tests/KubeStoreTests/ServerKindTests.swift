// Kinds that are about the API server itself: what is filled in, what is wrong with them, and what there is at first.
import KubeKinds
import KubeObjects
import KubeStore
import Testing

@Suite struct ServerKindTests {
  private static func flow(_ spec: String, name: String = "f") -> String {
    "{apiVersion: flowcontrol.apiserver.k8s.io/v1, kind: FlowSchema, metadata: {name: \(name)}, spec: {\(spec)}}"
  }

  private static func level(_ spec: String, name: String = "l") -> String {
    "{apiVersion: flowcontrol.apiserver.k8s.io/v1, kind: PriorityLevelConfiguration, metadata: {name: \(name)}, "
      + "spec: {\(spec)}}"
  }

  private static let everything = "resourceRules: [{verbs: ['*'], apiGroups: ['*'], resources: ['*'], clusterScope: true}]"
  private static let path = "spec.rules[0]"

  @Test(arguments: [
    Refusal(
      flow("priorityLevelConfiguration: {name: a}, rules: [{subjects: [{kind: User, user: {name: u}}], \(everything)}]")),
    Refusal(
      flow("matchingPrecedence: 1, distinguisherMethod: {type: x}"),
      "spec.matchingPrecedence: Invalid value: 1: only the schema named 'exempt' may have matchingPrecedence 1",
      "spec.distinguisherMethod.type: Unsupported value: {\"Type\":\"x\"}: supported values: \"ByNamespace\", \"ByUser\"",
      "spec.priorityLevelConfiguration.name: Required value: must reference a priority level"),
    Refusal(
      flow("matchingPrecedence: 10001, priorityLevelConfiguration: {name: a}, rules: [{}]"),
      "spec.matchingPrecedence: Invalid value: 10001: must not be greater than 10000",
      "\(path).subjects: Required value: subjects must contain at least one value",
      "\(path): Required value: at least one of resourceRules and nonResourceRules has to be non-empty"),
    Refusal(
      flow(
        "priorityLevelConfiguration: {name: a}, rules: [{subjects: [{kind: ServiceAccount, user: {name: u}}, {kind: X}, "
          + "{kind: Group, group: {name: ''}}], \(everything)}]"),
      "\(path).subjects[0].serviceAccount: Required value: serviceAccount is required when subject kind is "
        + "'ServiceAccount'",
      "\(path).subjects[0].user: Forbidden: user is forbidden when subject kind is not 'User'",
      "\(path).subjects[1].kind: Unsupported value: \"X\": supported values: \"Group\", \"ServiceAccount\", \"User\"",
      "\(path).subjects[2].group.name: Required value"),
    Refusal(
      flow(
        "priorityLevelConfiguration: {name: a}, rules: [{subjects: [{kind: User, user: {name: u}}], "
          + "resourceRules: [{verbs: [get, '*'], apiGroups: [], resources: [pods]}], "
          + "nonResourceRules: [{verbs: [x], nonResourceURLs: [a, '/a//b', '/*/a', '/ok/*', '/']}]}]"),
      "\(path).resourceRules[0].verbs: Invalid value: [\"get\",\"*\"]: if '*' is present, must not specify other verbs",
      "\(path).resourceRules[0].apiGroups: Required value: resource rules must supply at least one api group",
      "\(path).resourceRules[0].namespaces: Required value: resource rules that are not cluster scoped must supply at "
        + "least one namespace",
      "\(path).nonResourceRules[0].verbs: Unsupported value: [\"x\"]: supported values: \"create\", \"delete\", "
        + "\"deletecollection\", \"get\", \"list\", \"patch\", \"proxy\", \"update\", \"watch\"",
      "\(path).nonResourceRules[0].nonResourceURLs[0]: Invalid value: \"a\": must start with slash",
      "\(path).nonResourceRules[0].nonResourceURLs[1]: Invalid value: \"/a//b\": must not contain double slash",
      "\(path).nonResourceRules[0].nonResourceURLs[2]: Invalid value: \"/*/a\": wildcard can only do suffix matching"),
    Refusal(level("type: Limited, limited: {limitResponse: {type: Queue, queuing: {}}}")),
    Refusal(
      level("type: Exempt, limited: {}"),
      "spec.type: Invalid value: \"Exempt\": type must be 'Exempt' if and only if name is 'exempt'",
      "spec.limited: Forbidden: must be nil if the type is not Limited"),
    Refusal(
      level(
        "type: Limited, exempt: {}, limited: {nominalConcurrencyShares: -1, lendablePercent: 101, "
          + "borrowingLimitPercent: -1, limitResponse: {type: Reject, queuing: {}}}"),
      "spec.exempt: Forbidden: must be nil if the type is Limited",
      "spec.limited.nominalConcurrencyShares: Invalid value: -1: must be a non-negative integer",
      "spec.limited.limitResponse.queuing: Forbidden: must be nil if limited.limitResponse.type is not Limited",
      "spec.limited.lendablePercent: Invalid value: 101: must be between 0 and 100",
      "spec.limited.borrowingLimitPercent: Invalid value: -1: if specified, must be a non-negative integer"),
    Refusal(
      level("type: Limited, limited: {limitResponse: {type: Queue, queuing: {queues: 1024, handSize: 7}}}"),
      "spec.limited.limitResponse.queuing.handSize: Invalid value: 7: required entropy bits of deckSize 1024 and "
        + "handSize 7 should not be greater than 60"),
    Refusal(
      level("type: Limited, limited: {limitResponse: {type: Queue, queuing: {queues: 2, handSize: 3}}}"),
      "spec.limited.limitResponse.queuing.handSize: Invalid value: 3: should not be greater than queues (2)"),
  ])
  func flows(_ refusal: Refusal) throws {
    #expect(try refusal.onCreation(TestCluster()) == refusal.findings)
  }

  /// What every API server begins with is what it would make of it.
  @Test func standardFlowsAreWhole() throws {
    let cluster = try TestCluster()
    for (id, objects) in [
      (KindID.priorityLevelConfiguration, StandardFlows.levels), (.flowSchema, StandardFlows.schemas),
    ] {
      for object in objects {
        let kind = cluster.registry.kind(id)
        let made = try cluster.registry.create(kind, namespace: "", object).object
        #expect(made[.spec] == object[.spec])
        #expect(made[.metadata][.annotations] == object[.metadata][.annotations])
      }
    }
  }

  // MARK: Admission

  private static func hook(_ hook: String, kind: String = "ValidatingWebhookConfiguration") -> String {
    "{apiVersion: admissionregistration.k8s.io/v1, kind: \(kind), metadata: {name: h}, webhooks: [{\(hook)}]}"
  }

  private static let sound = "name: a.b.c, sideEffects: None, admissionReviewVersions: [v1]"
  private static let service = "clientConfig: {service: {name: s, namespace: ns}}"

  @Test(arguments: [
    Refusal(
      hook(
        "\(sound), \(service), rules: [{operations: ['*'], apiGroups: [''], apiVersions: [v1], resources: [pods/*]}]")),
    Refusal(
      hook("\(sound), \(service), reinvocationPolicy: Often", kind: "MutatingWebhookConfiguration"),
      "webhooks[0].reinvocationPolicy: Unsupported value: \"Often\": supported values: \"IfNeeded\", \"Never\""),
    Refusal(
      hook("name: a.b, sideEffects: Some, timeoutSeconds: 31, admissionReviewVersions: [v3, v3]"),
      "webhooks[0].name: Invalid value: \"a.b\": should be a domain with at least three segments separated by dots",
      "webhooks[0].sideEffects: Unsupported value: \"Some\": supported values: \"None\", \"NoneOnDryRun\"",
      "webhooks[0].timeoutSeconds: Invalid value: 31: the timeout value must be between 1 and 30 seconds",
      "webhooks[0].clientConfig: Required value: exactly one of url or service is required",
      "webhooks[0].admissionReviewVersions[1]: Invalid value: \"v3\": duplicate version",
      "webhooks[0].admissionReviewVersions: Invalid value: [\"v3\",\"v3\"]: must include at least one of v1, v1beta1"),
    Refusal(
      hook("\(sound), clientConfig: {url: 'http://u@h/?q#f'}"),
      "webhooks[0].clientConfig.url: Invalid value: \"http\": 'https' is the only allowed URL scheme; desired format: "
        + "https://host[/path]",
      "webhooks[0].clientConfig.url: Invalid value: \"u\": user information is not permitted in the URL",
      "webhooks[0].clientConfig.url: Invalid value: \"f\": fragments are not permitted in the URL",
      "webhooks[0].clientConfig.url: Invalid value: \"q\": query parameters are not permitted in the URL"),
    Refusal(
      hook("\(sound), clientConfig: {service: {name: '', namespace: '', path: /a//b, port: 70000}}"),
      "webhooks[0].clientConfig.service.name: Required value: service name is required",
      "webhooks[0].clientConfig.service.namespace: Required value: service namespace is required",
      "webhooks[0].clientConfig.service.port: Invalid value: 70000: port is not valid: must be between 1 and 65535, "
        + "inclusive",
      "webhooks[0].clientConfig.service.path: Invalid value: \"/a//b\": segment[1] may not be empty"),
    Refusal(
      hook("\(sound), \(service), rules: [{operations: [X], apiVersions: [''], resources: ['*', pods, 'a/*', a/b]}]"),
      "webhooks[0].rules[0].operations[0]: Unsupported value: \"X\": supported values: \"*\", \"CONNECT\", \"CREATE\", "
        + "\"DELETE\", \"UPDATE\"",
      "webhooks[0].rules[0].apiGroups: Required value", "webhooks[0].rules[0].apiVersions[0]: Required value",
      "webhooks[0].rules[0].resources[3]: Invalid value: \"a/b\": if 'a/*' is present, must not specify a/b",
      "webhooks[0].rules[0].resources: Invalid value: [\"*\",\"pods\",\"a/*\",\"a/b\"]: if '*' is present, must not "
        + "specify other resources without subresources"),
  ])
  func webhooks(_ refusal: Refusal) throws {
    #expect(try refusal.onCreation(TestCluster()) == refusal.findings)
  }

  private static func policy(_ kind: String, _ spec: String) -> String {
    "{apiVersion: admissionregistration.k8s.io/v1, kind: \(kind), metadata: {name: p}, spec: {\(spec)}}"
  }

  private static let match =
    "matchConstraints: {resourceRules: [{operations: [CREATE], apiGroups: [apps], apiVersions: [v1], resources: ['*']}]}"

  @Test(arguments: [
    Refusal(policy("ValidatingAdmissionPolicy", "\(match), validations: [{expression: 'true'}]")),
    Refusal(
      policy("ValidatingAdmissionPolicy", "paramKind: {kind: K}"),
      "spec.paramKind.apiVersion: Required value", "spec.matchConstraints: Required value",
      "spec.validations: Required value: validations or auditAnnotations must be non-empty",
      "spec.auditAnnotations: Required value: validations or auditAnnotations must be non-empty"),
    Refusal(
      policy(
        "MutatingAdmissionPolicy",
        "\(match), reinvocationPolicy: Never, mutations: [{patchType: JSONPatch, applyConfiguration: {expression: x}}]"),
      "spec.mutations[0].applyConfiguration: Forbidden: must be omitted when patchType is not ApplyConfiguration",
      "spec.mutations[0].jsonPatch: Required value: must be specified when patchType is JSONPatch"),
    Refusal(
      policy(
        "ValidatingAdmissionPolicyBinding", "policyName: p, validationActions: [Warn, Deny], paramRef: {name: a}"),
      "spec.paramRef.parameterNotFoundAction: Required value",
      "spec.validationActions: Invalid value: [\"Warn\",\"Deny\"]: must not contain both Deny and Warn (repeating the "
        + "same validation failure information in the API response and headers serves no purpose)"),
    Refusal(policy("MutatingAdmissionPolicyBinding", ""), "spec.policyName: Required value"),
  ])
  func policies(_ refusal: Refusal) throws {
    #expect(try refusal.onCreation(TestCluster()) == refusal.findings)
  }

  private static func served(_ name: String, _ spec: String) -> String {
    "{apiVersion: apiregistration.k8s.io/v1, kind: APIService, metadata: {name: \(name)}, spec: {\(spec)}}"
  }

  @Test(arguments: [
    Refusal(served("v1.x.io", "group: x.io, version: v1, groupPriorityMinimum: 1, versionPriority: 1")),
    Refusal(
      served("x", "version: v2, groupPriorityMinimum: 1, versionPriority: 1001, caBundle: YWI="),
      "metadata.name: Invalid value: \"x\": must be `spec.version+\".\"+spec.group`: \"v2.\"",
      "spec.group: Required value: only v1 may have an empty group and it better be legacy kube",
      "spec.versionPriority: Invalid value: 1001: must be positive and less than 1000",
      "spec.caBundle: Invalid value: \"2 bytes\": local APIServices may not have a caBundle"),
  ])
  func services(_ refusal: Refusal) throws {
    #expect(try refusal.onCreation(TestCluster()) == refusal.findings)
  }
}
