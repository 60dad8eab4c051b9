// Parts of pods: probes, affinities, security, core/v1.
// The notation is explained in SchemaNotation.swift.

extension SchemaFacts {
  static let corePodParts = """
    group core/v1
    Affinity
      nodeAffinity    NodeAffinity    pointer omitempty
      podAffinity     PodAffinity     pointer omitempty
      podAntiAffinity PodAntiAffinity pointer omitempty
    AppArmorProfile
      type             string required enum=Localhost|RuntimeDefault|Unconfined
      localhostProfile string pointer omitempty
    Capabilities
      add  [string] omitempty list=atomic
      drop [string] omitempty list=atomic
    ConfigMapEnvSource
      name     string omitempty
      optional bool   pointer omitempty
    ConfigMapKeySelector
      name     string omitempty
      key      string required
      optional bool   pointer omitempty
    ExecAction
      command [string] omitempty list=atomic
    FileKeySelector
      volumeName string required
      path       string required
      key        string required
      optional   bool   pointer omitempty
    GRPCAction
      port    int32  required
      service string pointer
    HTTPGetAction
      path        string       omitempty
      port        intOrString  required
      host        string       omitempty
      scheme      string       omitempty enum=HTTP|HTTPS
      httpHeaders [HTTPHeader] omitempty list=atomic
    HTTPHeader
      name  string required
      value string required
    HostAlias
      ip        string   required
      hostnames [string] omitempty list=atomic
    HostIP
      ip string required
    ImageVolumeStatus
      imageRef string required omitempty
    Lifecycle
      postStart  LifecycleHandler pointer omitempty
      preStop    LifecycleHandler pointer omitempty
      stopSignal string           pointer omitempty enum=SIGABRT|SIGALRM|SIGBUS|SIGCHLD|SIGCLD|
        SIGCONT|SIGFPE|SIGHUP|SIGILL|SIGINT|SIGIO|SIGIOT|SIGKILL|SIGPIPE|SIGPOLL|SIGPROF|SIGPWR|
        SIGQUIT|SIGRTMAX|SIGRTMAX-1|SIGRTMAX-10|SIGRTMAX-11|SIGRTMAX-12|SIGRTMAX-13|SIGRTMAX-14|
        SIGRTMAX-2|SIGRTMAX-3|SIGRTMAX-4|SIGRTMAX-5|SIGRTMAX-6|SIGRTMAX-7|SIGRTMAX-8|SIGRTMAX-9|
        SIGRTMIN|SIGRTMIN+1|SIGRTMIN+10|SIGRTMIN+11|SIGRTMIN+12|SIGRTMIN+13|SIGRTMIN+14|
        SIGRTMIN+15|SIGRTMIN+2|SIGRTMIN+3|SIGRTMIN+4|SIGRTMIN+5|SIGRTMIN+6|SIGRTMIN+7|SIGRTMIN+8|
        SIGRTMIN+9|SIGSEGV|SIGSTKFLT|SIGSTOP|SIGSYS|SIGTERM|SIGTRAP|SIGTSTP|SIGTTIN|SIGTTOU|
        SIGURG|SIGUSR1|SIGUSR2|SIGVTALRM|SIGWINCH|SIGXCPU|SIGXFSZ
    LifecycleHandler
      exec      ExecAction      pointer omitempty
      httpGet   HTTPGetAction   pointer omitempty
      tcpSocket TCPSocketAction pointer omitempty
      sleep     SleepAction     pointer omitempty
    LinuxContainerUser
      uid                int64   required
      gid                int64   required
      supplementalGroups [int64] omitempty list=atomic
    NodeAffinity
      requiredDuringSchedulingIgnoredDuringExecution NodeSelector              pointer omitempty
      preferredDuringSchedulingIgnoredDuringExecution [PreferredSchedulingTerm] omitempty
        list=atomic
    NodeSelector
      nodeSelectorTerms [NodeSelectorTerm] required list=atomic
    NodeSelectorRequirement
      key      string   required
      operator string   required enum=DoesNotExist|Exists|Gt|In|Lt|NotIn
      values   [string] omitempty list=atomic
    NodeSelectorTerm
      matchExpressions [NodeSelectorRequirement] omitempty list=atomic
      matchFields      [NodeSelectorRequirement] omitempty list=atomic
    ObjectFieldSelector
      apiVersion string omitempty
      fieldPath  string required
    PreferredSchedulingTerm
      weight     int32            required
      preference NodeSelectorTerm required
    SELinuxOptions
      user  string omitempty
      role  string omitempty
      type  string omitempty
      level string omitempty
    SeccompProfile
      type             string required enum=Localhost|RuntimeDefault|Unconfined
      localhostProfile string pointer omitempty
    SecretEnvSource
      name     string omitempty
      optional bool   pointer omitempty
    SecretKeySelector
      name     string omitempty
      key      string required
      optional bool   pointer omitempty
    SecurityContext
      capabilities             Capabilities                  pointer omitempty
      privileged               bool                          pointer omitempty
      seLinuxOptions           SELinuxOptions                pointer omitempty
      windowsOptions           WindowsSecurityContextOptions pointer omitempty
      runAsUser                int64                         pointer omitempty
      runAsGroup               int64                         pointer omitempty
      runAsNonRoot             bool                          pointer omitempty
      readOnlyRootFilesystem   bool                          pointer omitempty
      allowPrivilegeEscalation bool                          pointer omitempty
      procMount                string                        pointer omitempty enum=Default|Unmasked
      seccompProfile           SeccompProfile                pointer omitempty
      appArmorProfile          AppArmorProfile               pointer omitempty
    SleepAction
      seconds int64 required
    Sysctl
      name  string required
      value string required
    TCPSocketAction
      port intOrString required
      host string      omitempty
    Toleration
      key               string omitempty
      operator          string omitempty enum=Equal|Exists|Gt|Lt
      value             string omitempty
      effect            string omitempty enum=NoExecute|NoSchedule|PreferNoSchedule
      tolerationSeconds int64  pointer omitempty
    TopologySelectorLabelRequirement
      key    string   required
      values [string] required list=atomic
    TopologySelectorTerm
      matchLabelExpressions [TopologySelectorLabelRequirement] omitempty list=atomic
    TopologySpreadConstraint
      maxSkew            int32                 required
      topologyKey        string                required
      whenUnsatisfiable  string                required enum=DoNotSchedule|ScheduleAnyway
      labelSelector      meta/v1.LabelSelector pointer omitempty
      minDomains         int32                 pointer omitempty
      nodeAffinityPolicy string                pointer omitempty enum=Honor|Ignore
      nodeTaintsPolicy   string                pointer omitempty enum=Honor|Ignore
      matchLabelKeys     [string]              omitempty list=atomic
    WeightedPodAffinityTerm
      weight          int32           required
      podAffinityTerm PodAffinityTerm required
    WindowsSecurityContextOptions
      gmsaCredentialSpecName string pointer omitempty
      gmsaCredentialSpec     string pointer omitempty
      runAsUserName          string pointer omitempty
      hostProcess            bool   pointer omitempty
    """
}
