// What all objects share: the types of meta/v1.
// The notation is explained in SchemaNotation.swift.

extension SchemaFacts {
  static let meta = """
    group meta/v1
    APIGroup
      kind                       string                      omitempty
      apiVersion                 string                      omitempty
      name                       string                      required
      versions                   [GroupVersionForDiscovery]  required list=atomic
      preferredVersion           GroupVersionForDiscovery    omitempty
      serverAddressByClientCIDRs [ServerAddressByClientCIDR] omitempty list=atomic
    APIGroupList
      kind       string     omitempty
      apiVersion string     omitempty
      groups     [APIGroup] required list=atomic
    APIResource
      name               string   required
      singularName       string   required
      namespaced         bool     required
      group              string   omitempty
      version            string   omitempty
      kind               string   required
      verbs              [string] required
      shortNames         [string] omitempty list=atomic
      categories         [string] omitempty list=atomic
      storageVersionHash string   omitempty
    APIResourceList
      kind         string        omitempty
      apiVersion   string        omitempty
      groupVersion string        required
      resources    [APIResource] required list=atomic
    APIVersions
      kind                       string                      omitempty
      apiVersion                 string                      omitempty
      versions                   [string]                    required list=atomic
      serverAddressByClientCIDRs [ServerAddressByClientCIDR] required list=atomic
    Condition
      type               string required
      status             string required
      observedGeneration int64  omitempty
      lastTransitionTime time   required
      reason             string required
      message            string required
    DeleteOptions
      kind                             string        omitempty
      apiVersion                       string        omitempty
      gracePeriodSeconds               int64         pointer omitempty
      preconditions                    Preconditions pointer omitempty
      orphanDependents                 bool          pointer omitempty
      propagationPolicy                string        pointer omitempty
      dryRun                           [string]      omitempty list=atomic
      ignoreStoreReadErrorWithClusterBreakingPotential bool          pointer omitempty
    GroupVersionForDiscovery
      groupVersion string required
      version      string required
    LabelSelector
      matchLabels      {string}                   omitempty
      matchExpressions [LabelSelectorRequirement] omitempty list=atomic
    LabelSelectorRequirement
      key      string   required
      operator string   required
      values   [string] omitempty list=atomic
    ListMeta
      selfLink           string    omitempty
      resourceVersion    string    omitempty
      continue           string    omitempty
      remainingItemCount int64     pointer omitempty
      shardInfo          ShardInfo pointer omitempty
    ManagedFieldsEntry
      manager     string omitempty
      operation   string omitempty
      apiVersion  string omitempty
      time        time   pointer omitempty
      fieldsType  string omitempty
      fieldsV1    object pointer omitempty
      subresource string omitempty
    ObjectMeta
      name                       string               omitempty
      generateName               string               omitempty
      namespace                  string               omitempty
      selfLink                   string               omitempty
      uid                        string               omitempty
      resourceVersion            string               omitempty
      generation                 int64                omitempty
      creationTimestamp          time                 omitempty
      deletionTimestamp          time                 pointer omitempty
      deletionGracePeriodSeconds int64                pointer omitempty
      labels                     {string}             omitempty
      annotations                {string}             omitempty
      ownerReferences            [OwnerReference]     omitempty list=map:uid patch=merge:uid
      finalizers                 [string]             omitempty list=set patch=merge
      managedFields              [ManagedFieldsEntry] omitempty list=atomic
    OwnerReference
      apiVersion         string required
      kind               string required
      name               string required
      uid                string required
      controller         bool   pointer omitempty
      blockOwnerDeletion bool   pointer omitempty
    PatchOptions
      kind            string   omitempty
      apiVersion      string   omitempty
      dryRun          [string] omitempty
      force           bool     pointer omitempty
      fieldManager    string   omitempty
      fieldValidation string   omitempty
    Preconditions
      uid             string pointer omitempty
      resourceVersion string pointer omitempty
    ServerAddressByClientCIDR
      clientCIDR    string required
      serverAddress string required
    ShardInfo
      selector string required
    Status
      kind       string        omitempty
      apiVersion string        omitempty
      metadata   ListMeta      omitempty
      status     string        omitempty
      message    string        omitempty
      reason     string        omitempty
      details    StatusDetails pointer omitempty
      code       int32         omitempty
    StatusCause
      reason  string omitempty
      message string omitempty
      field   string omitempty
    StatusDetails
      name              string        omitempty
      group             string        omitempty
      kind              string        omitempty
      uid               string        omitempty
      causes            [StatusCause] omitempty list=atomic
      retryAfterSeconds int32         omitempty
    Table
      kind              string                  omitempty
      apiVersion        string                  omitempty
      metadata          ListMeta                omitempty
      columnDefinitions [TableColumnDefinition]
      rows              [TableRow]
    TableColumnDefinition
      name        string
      type        string
      format      string
      description string
      priority    int32
    TableRow
      cells      [any]
      conditions [TableRowCondition] omitempty
      object     object              omitempty
    TableRowCondition
      type    string
      status  string
      reason  string omitempty
      message string omitempty
    """
}
