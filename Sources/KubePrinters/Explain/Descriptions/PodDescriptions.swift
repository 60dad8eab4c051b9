// What `explain` says of pods and their containers.

extension Descriptions {
  static let pods = """
    Pod: Containers that run together on one node.
      spec: The containers and all they need.
    PodTemplate: A template of pods, stored for later use.
    PodTemplateSpec: What the pods made from a template look like.
      metadata: Labels and annotations of the pods.
      spec: The containers and all they need.
    PodSpec: What is wanted of a pod.
      volumes: Volumes that containers of the pod can mount.
      initContainers: Containers that run one after another before the others start. One with restartPolicy Always
        goes on running beside them, as a sidecar.
      containers: The containers. There is at least one.
      ephemeralContainers: Containers added to a running pod to look into it.
      restartPolicy: When a container that ended is started again: Always, OnFailure or Never. The default is Always.
      terminationGracePeriodSeconds: How many seconds the pod has for an orderly end until its processes are killed.
        The default is 30.
      activeDeadlineSeconds: After how many seconds the pod is ended as failed.
      dnsPolicy: Where names are looked up: ClusterFirst, ClusterFirstWithHostNet, Default or None. The default is
        ClusterFirst.
      nodeSelector: Labels a node must have to be chosen.
      serviceAccountName: The service account the pod runs as. The default is default.
      serviceAccount: The old name of serviceAccountName.
      automountServiceAccountToken: Whether the token of the service account is mounted.
      nodeName: The node the pod runs on. The scheduler fills it in; a pod that names one is not scheduled.
      hostNetwork: Whether the pod uses the network of its node.
      hostPID: Whether the pod sees the processes of its node.
      hostIPC: Whether the pod shares the IPC namespace of its node.
      hostUsers: Whether the pod uses the users of its node. The default is true.
      shareProcessNamespace: Whether the containers see each other's processes.
      securityContext: Users, groups and privileges for all containers.
      imagePullSecrets: Secrets with which images are pulled.
      hostname: The host name of the pod. Its own name unless given.
      subdomain: The service that gives the pod a name, as HOSTNAME.SUBDOMAIN.NAMESPACE.svc.
      affinity: Conditions on the nodes and on the pods already there.
      schedulerName: Which scheduler places the pod. The default is default-scheduler.
      tolerations: The taints the pod puts up with.
      hostAliases: Further entries of the file /etc/hosts.
      priorityClassName: The class that says how important the pod is.
      priority: How important the pod is, as the class says.
      dnsConfig: Further settings for looking up names.
      readinessGates: Conditions that must hold, beside ready containers, for the pod to be ready.
      runtimeClassName: The class of container runtime that runs the pod.
      enableServiceLinks: Whether services of the namespace appear as environment variables. The default is true.
      preemptionPolicy: Whether the pod may push out less important ones: PreemptLowerPriority or Never.
      overhead: What the runtime itself needs, beside the containers.
      topologySpreadConstraints: How pods are spread over zones, nodes or other parts of the cluster.
      setHostnameAsFQDN: Whether the host name is the full name.
      os: The operating system of the containers.
      schedulingGates: What must be cleared away until the pod is scheduled.
      resourceClaims: Claims for devices that must be there before the pod starts.
      resources: What all containers together need and may use.
    PodStatus: What was last seen of a pod.
      phase: How far the pod is in its life: Pending, Running, Succeeded, Failed or Unknown.
      hostIP: The address of the node.
      podIP: The address of the pod.
      podIPs: All addresses of the pod.
      startTime: When the node took up the pod.
      initContainerStatuses: The state of each init container.
      containerStatuses: The state of each container.
      ephemeralContainerStatuses: The state of each ephemeral container.
      qosClass: How the pod fares when a node runs short: Guaranteed, Burstable or BestEffort.
      nominatedNodeName: The node on which room is being made for the pod.
    PodCondition: One aspect of a pod's state.
      type: Which aspect this is, as PodScheduled, Initialized, ContainersReady or Ready.
      status: Whether it holds: True, False or Unknown.
    PodSecurityContext: Users, groups and privileges for all containers of a pod.
      runAsUser: The user the processes run as.
      runAsGroup: The group the processes run as.
      runAsNonRoot: Whether a container that would run as root is refused.
      supplementalGroups: Further groups of the processes.
      supplementalGroupsPolicy: Whether groups named in the image count as well: Merge or Strict.
      fsGroup: The group that is to own the files of volumes.
      fsGroupChangePolicy: When the owner of files is changed: Always or OnRootMismatch.
      sysctls: Settings of the kernel.
      seLinuxOptions: The SELinux labels.
      seccompProfile: Which calls of the kernel are allowed.
      appArmorProfile: The AppArmor profile.
      windowsOptions: Settings for Windows.
    ContainerStatus: What was last seen of a container.
      state: What the container does now.
      lastState: How it ended the last time.
      ready: Whether it passes its readiness probe.
      started: Whether it passes its startup probe.
      restartCount: How many times it was started again.
      image: The image it runs.
      imageID: The exact image it runs.
      containerID: The container's id, as RUNTIME://ID.
    ContainerState: What a container does: one of the three.
      waiting: It has not started.
      running: It runs.
      terminated: It has ended.
    ContainerStateTerminated: How a container ended.
      exitCode: The exit code of its process.
      signal: The signal that ended it.
      startedAt: When it started.
      finishedAt: When it ended.
    ContainerStateRunning: A container that runs.
      startedAt: When it started.
    PodReadinessGate: A condition a pod needs to be ready.
      conditionType: The type of the condition.
    HostAlias: An entry of the file /etc/hosts.
      ip: The address.
      hostnames: Its names.
    """

  static let containers = """
    Container: One container of a pod.
      name: The container's name: unique in the pod, and fixed.
      image: The image it runs.
      command: The program, in place of the image's entry point. $(NAME) stands for an environment variable.
      args: The arguments, in place of those of the image. $(NAME) stands for an environment variable.
      workingDir: The directory it starts in. That of the image unless given.
      ports: The ports it listens on. Naming them is informative: all ports can be reached.
      envFrom: Maps and secrets whose keys become environment variables.
      env: Environment variables.
      resources: The CPU, memory and other resources it needs and may use.
      resizePolicy: Whether changing resources restarts it.
      restartPolicy: For an init container, Always makes it a sidecar.
      restartPolicyRules: What exit codes mean for starting it again.
      volumeMounts: The volumes it sees, and where.
      volumeDevices: The raw block devices it sees, and where.
      livenessProbe: A check that restarts the container when it fails.
      readinessProbe: A check that takes the pod out of services while it fails.
      startupProbe: A check that must succeed once before the other probes begin.
      lifecycle: What is done after its start and before its end.
      terminationMessagePath: The file whose text becomes the message of its end. The default is /dev/termination-log.
      terminationMessagePolicy: File takes the message from that file alone; FallbackToLogsOnError takes the end of
        the log when the file is empty and the container failed.
      imagePullPolicy: When the image is pulled: Always, IfNotPresent or Never. The default is Always for the tag
        latest, else IfNotPresent.
      securityContext: Users and privileges, over those of the pod.
      stdin: Whether it has a standard input.
      stdinOnce: Whether the standard input closes after the first use.
      tty: Whether it has a terminal.
    EphemeralContainer: A container added to a running pod to look into it.
      name: The container's name.
      image: The image it runs.
      command: The program, in place of the image's entry point.
      args: The arguments, in place of those of the image.
      targetContainerName: The container whose processes it sees.
    ContainerPort: A port of a container.
      name: The port's name, by which services can refer to it.
      containerPort: The number of the port.
      hostPort: The port of the node that leads to it.
      hostIP: The address of the node the hostPort belongs to.
      protocol: TCP, UDP or SCTP. The default is TCP.
    EnvVar: An environment variable.
      name: The variable's name.
      value: Its value. $(NAME) stands for a variable defined before.
      valueFrom: Where its value comes from.
    EnvVarSource: Where the value of a variable comes from: one of these.
      fieldRef: A field of the pod.
      resourceFieldRef: A resource of a container.
      configMapKeyRef: A key of a ConfigMap.
      secretKeyRef: A key of a Secret.
      fileKeyRef: A key in a file of a volume.
    EnvFromSource: A source of several variables.
      prefix: What is put before each key.
      configMapRef: The ConfigMap whose keys are taken.
      secretRef: The Secret whose keys are taken.
    ConfigMapKeySelector: A key of a ConfigMap.
      name: The ConfigMap's name.
      key: The key.
      optional: Whether it may be missing.
    SecretKeySelector: A key of a Secret.
      name: The Secret's name.
      key: The key.
      optional: Whether it may be missing.
    ConfigMapEnvSource: A ConfigMap whose keys become variables.
      name: The ConfigMap's name.
      optional: Whether it may be missing.
    SecretEnvSource: A Secret whose keys become variables.
      name: The Secret's name.
      optional: Whether it may be missing.
    ObjectFieldSelector: A field of the pod.
      fieldPath: The field, as metadata.name or status.podIP.
    ResourceFieldSelector: A resource of a container.
      containerName: The container.
      resource: The resource, as limits.cpu or requests.memory.
      divisor: The unit in which it is written. The default is 1.
    ResourceRequirements: What is needed and what may be used.
      limits: The most that may be used.
      requests: What is needed at least, and set aside on the node. The limits unless given.
      claims: Devices, by the names of the pod's resourceClaims.
    Probe: A check of a container.
      exec: Runs a command in the container; exit code 0 is success.
      httpGet: Asks for a page; a code from 200 to 399 is success.
      tcpSocket: Opens a connection to a port.
      grpc: Asks a gRPC health service.
      initialDelaySeconds: How many seconds after the start checks begin. The default is 0.
      timeoutSeconds: After how many seconds a check has failed. The default is 1.
      periodSeconds: How often it is checked. The default is 10 seconds.
      successThreshold: How many successes in a row make it succeed. The default is 1, and must be for liveness and
        startup.
      failureThreshold: How many failures in a row make it fail. The default is 3.
      terminationGracePeriodSeconds: How many seconds the container has for an orderly end when the probe fails.
    Lifecycle: What is done after the start and before the end of a container.
      postStart: Done right after the start. When it fails, the container is ended.
      preStop: Done before the container is told to end. Its time counts towards the grace period.
      stopSignal: The signal that tells it to end.
    LifecycleHandler: Something to do.
      exec: Runs a command in the container.
      httpGet: Asks for a page.
      tcpSocket: No longer in use.
      sleep: Waits.
    ExecAction: Runs a command in a container.
      command: The command and its arguments. No shell is involved.
    HTTPGetAction: Asks for a page.
      host: The host. The pod's address unless given.
      httpHeaders: Further headers of the request.
      path: The path of the page.
      port: The port, by number or by the name of a port of the container.
      scheme: HTTP or HTTPS. The default is HTTP.
    HTTPHeader: A header of a request.
      name: The header's name.
      value: The header's value.
    TCPSocketAction: Opens a connection.
      port: The port, by number or by the name of a port of the container.
      host: The host. The pod's address unless given.
    GRPCAction: Asks a gRPC health service.
      port: The number of the port.
      service: The name of the service asked about.
    SleepAction: Waits.
      seconds: For how many seconds.
    SecurityContext: Users and privileges of a container.
      runAsUser: The user the process runs as.
      runAsGroup: The group the process runs as.
      runAsNonRoot: Whether a container that would run as root is refused.
      privileged: Whether it may do what root of the node may do.
      readOnlyRootFilesystem: Whether its own file system can only be read.
      allowPrivilegeEscalation: Whether a process can gain more privileges than its parent.
      capabilities: Capabilities to add and to drop.
      procMount: How /proc is mounted.
      seLinuxOptions: The SELinux labels.
      seccompProfile: Which calls of the kernel are allowed.
      appArmorProfile: The AppArmor profile.
      windowsOptions: Settings for Windows.
    Capabilities: Capabilities of a container.
      add: Those to add.
      drop: Those to drop.
    """

  static let scheduling = """
    Affinity: Conditions on where a pod runs.
      nodeAffinity: Conditions on the node.
      podAffinity: Pods to be near to.
      podAntiAffinity: Pods to be away from.
    NodeAffinity: Conditions on the node a pod runs on.
      requiredDuringSchedulingIgnoredDuringExecution: What a node must fulfil. Later changes of the node don't matter.
      preferredDuringSchedulingIgnoredDuringExecution: What makes a node better than others.
    PodAffinity: Pods a pod wants to be near to.
      requiredDuringSchedulingIgnoredDuringExecution: What must hold. Later changes don't matter.
      preferredDuringSchedulingIgnoredDuringExecution: What makes a node better than others.
    PodAntiAffinity: Pods a pod wants to be away from.
      requiredDuringSchedulingIgnoredDuringExecution: What must hold. Later changes don't matter.
      preferredDuringSchedulingIgnoredDuringExecution: What makes a node better than others.
    PodAffinityTerm: Which pods, and how near.
      labelSelector: The pods.
      namespaces: The namespaces of the pods. That of the pod itself unless given.
      namespaceSelector: Namespaces of the pods, by label.
      topologyKey: The label of nodes that says what is near: nodes with the same value are.
      matchLabelKeys: Labels of the pod itself whose values the others must have.
      mismatchLabelKeys: Labels of the pod itself whose values the others must not have.
    WeightedPodAffinityTerm: A preference and its weight.
      weight: From 1 to 100.
      podAffinityTerm: Which pods, and how near.
    NodeSelector: Nodes, by any one of several terms.
      nodeSelectorTerms: The terms, one of which must hold.
    NodeSelectorTerm: Conditions on a node, all of which must hold.
      matchExpressions: Conditions on its labels.
      matchFields: Conditions on its fields.
    NodeSelectorRequirement: One condition on a node.
      key: The label or field.
      operator: How it relates to the values: In, NotIn, Exists, DoesNotExist, Gt or Lt.
      values: The values. None for Exists and DoesNotExist, one whole number for Gt and Lt.
    PreferredSchedulingTerm: A preference and its weight.
      weight: From 1 to 100.
      preference: Conditions on the node.
    Toleration: A taint a pod puts up with.
      key: The taint's key. All taints when empty.
      operator: Exists takes any value; Equal compares. The default is Equal.
      value: The taint's value.
      effect: The taint's effect. All effects when empty.
      tolerationSeconds: For how many seconds a NoExecute taint is put up with. For ever unless given.
    Taint: Keeps pods away from a node.
      key: The taint's key.
      value: The taint's value.
      effect: NoSchedule keeps new pods away, PreferNoSchedule tries to, NoExecute drives out those that run as well.
      timeAdded: When the taint was added.
    TopologySpreadConstraint: How pods are spread.
      maxSkew: How uneven the numbers of pods may be.
      topologyKey: The label of nodes over whose values pods are spread.
      whenUnsatisfiable: DoNotSchedule holds the pod back; ScheduleAnyway takes the least uneven place.
      labelSelector: The pods that are counted.
      minDomains: How many values there should be at least.
      nodeAffinityPolicy: Whether nodes the pod can't run on are left out: Honor or Ignore.
      nodeTaintsPolicy: Whether tainted nodes are left out: Honor or Ignore.
      matchLabelKeys: Labels of the pod itself that the pods counted must share.
    PriorityClass: How important pods are.
      value: The priority: the larger, the more important.
      globalDefault: Whether pods that name no class have this one.
      description: When to use the class.
      preemptionPolicy: Whether pods of the class may push out less important ones.
    """
}
