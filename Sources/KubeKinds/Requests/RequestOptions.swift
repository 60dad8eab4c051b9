// What a client may ask for beside the object itself.
import KubeObjects

/// How unknown and duplicate fields of a written object are taken (`fieldValidation`).
public enum FieldValidation: String, Sendable {
  case ignore = "Ignore"
  case warn = "Warn"
  case strict = "Strict"
}

/// Options of a write.
public struct WriteOptions: Sendable {
  /// Does everything but store (`dryRun=All`).
  public var isDryRun = false
  public var fieldValidation = FieldValidation.ignore
  /// Who writes, for `managedFields`: `kubectl-client-side-apply`, `kube-controller-manager`.
  public var fieldManager = ""
  /// What strict readers complain of in the text that was sent: fields that stand twice. They are told together with
  /// the fields that nobody knows.
  public var faults: [String] = []

  public init(isDryRun: Bool = false, fieldValidation: FieldValidation = .ignore, fieldManager: String = "") {
    self.isDryRun = isDryRun
    self.fieldValidation = fieldValidation
    self.fieldManager = fieldManager
  }
}

/// What becomes of the objects that name a deleted object as their owner.
public enum PropagationPolicy: String, Sendable {
  case background = "Background"
  case foreground = "Foreground"
  case orphan = "Orphan"
}

/// Options of a deletion.
public struct DeleteOptions: Sendable {
  /// Seconds the object may take to end; `nil` for the kind's own default, 0 for at once.
  public var gracePeriodSeconds: Int64?
  /// `nil` for the kind's own default, which is background for all but bare finalizers.
  public var propagation: PropagationPolicy?
  /// Only the object with this uid.
  public var uid: String?
  /// Only this version of it.
  public var resourceVersion: String?
  public var isDryRun = false

  public init(
    gracePeriodSeconds: Int64? = nil, propagation: PropagationPolicy? = nil, uid: String? = nil,
    resourceVersion: String? = nil, isDryRun: Bool = false
  ) {
    self.gracePeriodSeconds = gracePeriodSeconds
    self.propagation = propagation
    self.uid = uid
    self.resourceVersion = resourceVersion
    self.isDryRun = isDryRun
  }
}

/// A patch and how it is to be read.
public struct Patch: Sendable {
  public enum Form: String, Sendable {
    case json = "application/json-patch+json"
    case merge = "application/merge-patch+json"
    case strategic = "application/strategic-merge-patch+json"
    case apply = "application/apply-patch+yaml"
  }

  public var form: Form
  public var body: Value
  /// Server-side apply: takes over fields that other managers own.
  public var force = false

  public init(_ form: Form, _ body: Value, force: Bool = false) {
    self.form = form
    self.body = body
    self.force = force
  }
}

/// What a write brought: the object as it is now, and what the client should be warned of.
public struct Written: Sendable {
  public var object: Value
  public var warnings: [String]

  public init(_ object: Value, warnings: [String] = []) {
    self.object = object
    self.warnings = warnings
  }
}
