// The API server without its wire: reads and writes of objects with everything that Kubernetes does to them on the
// way. Controllers, nodes and the one door all write through here.
import KubeKinds
import KubeObjects
import SimCore

/// The API of one cluster: names, defaults, validation, admission, versions, deletion.
public final class Registry {
  public let store: Store
  public internal(set) var catalog: KindCatalog
  public let schema: Schema
  let admission: [any AdmissionPlugin]
  public var mint: Mint
  var casts = Casts()
  var stamps = TimeStampCache()
  /// Whether objects are taken as valid that are made: so while a cluster makes what it begins with.
  public var trustsWriters = false

  public init(
    store: Store, catalog: KindCatalog = .kubernetes, schema: Schema = .kubernetes,
    admission: [any AdmissionPlugin] = AdmissionChain.standard, mint: Mint
  ) {
    self.store = store
    self.catalog = catalog
    self.schema = schema
    self.admission = admission
    self.mint = mint
  }

  public var now: Instant { store.clock.now }

  /// The kind with a number. - Precondition: the cluster has it.
  public func kind(_ id: KindID) -> Kind {
    guard let kind = catalog.kind(id) else { preconditionFailure("no kind has the number \(id.index)") }
    return kind
  }

  /// The object of a kind with a name, or the refusal that it is not there.
  public func get(_ kind: Kind, namespace: String, name: String) throws(APIStatus) -> Value {
    if kind.id == .componentStatus { return try ComponentStatuses.named(name) }
    guard let object = store.object(key(kind, namespace, name)) else {
      throw .notFound(kind.groupResource, name)
    }
    return converted(object, to: kind)
  }

  /// The objects of a kind in listing order; of one namespace where one is given.
  public func list(_ kind: Kind, namespace: String?) -> [Value] {
    if kind.id == .componentStatus { return ComponentStatuses.all }
    return store.list(kind.id, namespace: kind.isNamespaced ? namespace : nil)
  }

  func key(_ kind: Kind, _ namespace: String, _ name: String) -> ObjectKey {
    ObjectKey(kind.id, kind.isNamespaced ? namespace : "", name)
  }

  func rules(_ kind: Kind) -> any KindRules { RulesCatalog.rules(kind) }

  func invalid(_ kind: Kind, _ name: String, _ findings: [FieldError]) -> APIStatus {
    .invalid(group: kind.group, kind: kind.name, name: name, findings)
  }
}
