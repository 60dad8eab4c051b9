// Events and leases: events.k8s.io/v1 and coordination.k8s.io/v1.
// The notation is explained in SchemaNotation.swift.

extension SchemaFacts {
  static let events = """
    group coordination/v1
    Lease
      kind       string             omitempty
      apiVersion string             omitempty
      metadata   meta/v1.ObjectMeta omitempty
      spec       LeaseSpec          omitempty
    LeaseSpec
      holderIdentity       string    pointer omitempty
      leaseDurationSeconds int32     pointer omitempty
      acquireTime          microTime pointer omitempty
      renewTime            microTime pointer omitempty
      leaseTransitions     int32     pointer omitempty
      strategy             string    pointer omitempty
      preferredHolder      string    pointer omitempty
    group events/v1
    Event
      kind                     string                  omitempty
      apiVersion               string                  omitempty
      metadata                 meta/v1.ObjectMeta
      eventTime                microTime               required
      series                   EventSeries             pointer omitempty
      reportingController      string                  omitempty
      reportingInstance        string                  omitempty
      action                   string                  omitempty
      reason                   string                  omitempty
      regarding                core/v1.ObjectReference omitempty
      related                  core/v1.ObjectReference pointer omitempty
      note                     string                  omitempty
      type                     string                  omitempty
      deprecatedSource         core/v1.EventSource     omitempty
      deprecatedFirstTimestamp time                    omitempty
      deprecatedLastTimestamp  time                    omitempty
      deprecatedCount          int32                   omitempty
    EventSeries
      count            int32     required
      lastObservedTime microTime required
    """
}
