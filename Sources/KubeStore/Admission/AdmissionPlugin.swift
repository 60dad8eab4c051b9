// Admission: what the cluster adds to or refuses of a write, looking at other objects.
import KubeKinds
import KubeObjects

/// A write on its way into the store. A class, for all plugins look at the same one.
public final class AdmissionRequest {
  public enum Operation: Sendable { case create, update, delete }

  public let operation: Operation
  public let kind: Kind
  public let namespace: String
  /// The object's name; before one is made up, what it will begin with.
  public let name: String
  public let subresource: Kind.Subresource?
  /// The object before; `nil` on creation.
  public let old: Value?
  public let isDryRun: Bool

  init(
    operation: Operation, kind: Kind, namespace: String, name: String, subresource: Kind.Subresource?, old: Value?,
    isDryRun: Bool
  ) {
    self.operation = operation
    self.kind = kind
    self.namespace = namespace
    self.name = name
    self.subresource = subresource
    self.old = old
    self.isDryRun = isDryRun
  }

  /// The same request after the object got its name.
  func named(_ name: String) -> AdmissionRequest {
    if name == self.name { return self }
    return AdmissionRequest(
      operation: operation, kind: kind, namespace: namespace, name: name, subresource: subresource, old: old,
      isDryRun: isDryRun)
  }
}

/// One admission plugin, named as in kube-apiserver's `--enable-admission-plugins`.
public protocol AdmissionPlugin: Sendable {
  /// Fills in what the cluster decides, before validation.
  func mutate(_ object: inout Value, _ request: AdmissionRequest, _ registry: Registry) throws(APIStatus)

  /// Refuses what the cluster does not allow, after validation.
  func validate(_ object: Value, _ request: AdmissionRequest, _ registry: Registry) throws(APIStatus)

  /// What the author of a write that is let in should be warned of.
  func warnings(_ object: Value, _ request: AdmissionRequest, _ registry: Registry) -> [String]

  /// Takes note of a write that was stored.
  func settle(_ object: Value, _ request: AdmissionRequest, _ registry: Registry)
}

extension AdmissionPlugin {
  public func mutate(_ object: inout Value, _ request: AdmissionRequest, _ registry: Registry) throws(APIStatus) {}

  public func validate(_ object: Value, _ request: AdmissionRequest, _ registry: Registry) throws(APIStatus) {}

  public func warnings(_ object: Value, _ request: AdmissionRequest, _ registry: Registry) -> [String] { [] }

  public func settle(_ object: Value, _ request: AdmissionRequest, _ registry: Registry) {}
}

/// The plugins in the order they run.
public enum AdmissionChain {
  public static let standard: [any AdmissionPlugin] = [
    NamespaceLifecycle(),
    LimitRanger(),
    ServiceAccountTokens(),
    TaintNodesByCondition(),
    PodSecurity(),
    PodPriority(),
    DefaultTolerationSeconds(),
    DefaultStorageClass(),
    StorageObjectInUseProtection(),
    PersistentVolumeClaimResize(),
    RuntimeClassOverhead(),
    DefaultIngressClass(),
    PodTopologyLabels(),
    PodResizeValidator(),
    QuotaEnforcement(),
  ]
}
