// What `explain` says of metadata, selectors, conditions, and of the fields that many types share.

extension Descriptions {
  static let metadata = """
    *:
      apiVersion: The API group and version this object is written in.
      kind: The kind of object this is, in CamelCase.
      metadata: The object's name, labels, annotations and other data about the object itself.
      spec: What is wanted.
      status: What was last observed. Written by the system, and possibly a moment old.
      lastTransitionTime: When the condition last went from one status to another.
      lastUpdateTime: When the condition was last written.
      lastProbeTime: When the condition was last checked.
      lastHeartbeatTime: When the condition was last reported.
      message: Details for a human reader.
      reason: The cause in one CamelCase word.
      observedGeneration: The generation of the object that the controller has acted on. Smaller than
        metadata.generation while a change is still to be looked at.
      conditions: The latest observations of the object's state.
      collisionCount: How many name collisions of generated objects were met, which goes into their next names.
      minReadySeconds: For how many seconds a new pod must be ready without a container crashing until it counts as
        available. The default is 0.
      revisionHistoryLimit: How many old revisions are kept for going back to. The default is 10.
      readyReplicas: How many of the pods are ready.
      availableReplicas: How many of the pods have been ready for minReadySeconds.
      terminatingReplicas: How many of the pods are on their way out.
      fullyLabeledReplicas: How many of the pods have all labels of the template.
      readOnly: Whether the volume can only be read. The default is false.
      fsType: The file system on the volume: ext4, xfs, or another the node knows.
      secretRef: The secret with which the storage is reached.
    ObjectMeta: Data that every stored object has.
      name: The object's name: unique among objects of its kind in its namespace, and fixed once given.
      generateName: The beginning of a name the server completes with random letters when no name is given.
      namespace: The namespace the object lives in. Empty for kinds that belong to the cluster.
      selfLink: No longer filled in.
      uid: The object's identity in time and space, given by the server. An object created anew under the same name
        has another.
      resourceVersion: Which write of the object this is. Only good for comparing for equality and for watching; an
        update that carries an old one is refused.
      generation: Counts the changes of what is wanted of the object.
      creationTimestamp: When the object was created.
      deletionTimestamp: When the object is to be gone. Set by the server on a graceful deletion, never taken back.
      deletionGracePeriodSeconds: How many seconds the object may take for an orderly end.
      labels: Keys and values by which objects are organised and selected.
      annotations: Keys and values that tools keep with the object, not for selecting.
      ownerReferences: The objects this one depends on. When the last is gone, this one is collected.
      finalizers: Who must still do something before the object can go. It stays until the list is empty.
      managedFields: Which manager owns which fields, kept for server-side apply.
    OwnerReference: Names an object that owns this one, in the same namespace or in the cluster.
      name: The owner's name.
      uid: The owner's UID.
      kind: The owner's kind.
      controller: Whether the owner is the one controller that manages this object.
      blockOwnerDeletion: Whether an owner deleted in the foreground waits for this object to go first.
    ManagedFieldsEntry: The fields one manager owns, as of one way of writing.
      manager: Who wrote the fields.
      operation: How they were written: Apply or Update.
      time: When the entry was last changed.
      fieldsType: The format of fieldsV1: FieldsV1.
      fieldsV1: The set of fields.
      subresource: The subresource through which they were written, if any.
    LabelSelector: A query over labels. Its parts must all hold; an empty one selects everything.
      matchLabels: Labels that must be there with these values.
      matchExpressions: Conditions on labels, all of which must hold.
    LabelSelectorRequirement: One condition on a label.
      key: The label.
      operator: How label and values relate: In, NotIn, Exists or DoesNotExist.
      values: The values for In and NotIn. Must be empty for the others.
    Condition: One aspect of an object's state.
      type: Which aspect this is, in CamelCase.
      status: Whether it holds: True, False or Unknown.
    LocalObjectReference: Names an object in the same namespace.
      name: The object's name.
    ObjectReference: Points to an object.
      name: The object's name.
      namespace: The object's namespace.
      uid: The object's UID.
      resourceVersion: The version of the object that is meant, if any in particular.
      fieldPath: The part of the object that is meant, as spec.containers{web}.
    SecretReference: Names a secret in any namespace.
      name: The secret's name.
      namespace: The secret's namespace.
    TypedLocalObjectReference: Names an object of some kind in the same namespace.
      apiGroup: The API group of the kind. Empty for the core group.
      name: The object's name.
    TypedObjectReference: Names an object of some kind.
      apiGroup: The API group of the kind. Empty for the core group.
      name: The object's name.
      namespace: The object's namespace, where it may be another one.
    """
}
