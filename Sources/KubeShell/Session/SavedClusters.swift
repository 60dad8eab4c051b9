// Clusters that outlast the process, as the shell's words see them.
import KubeCommands
import KubeObjects
import SimCore

/// Why something with saved clusters did not work, in a sentence.
public struct SavedClusterError: Error, Equatable, Sendable {
  public var message: String

  public init(_ message: String) { self.message = message }
}

/// A saved cluster in a list.
public struct SavedClusterRow: Equatable, Sendable {
  public var name: String
  /// Whether commands use it that name no other.
  public var isCurrent: Bool
  /// The process that has it open; `nil` for none.
  public var owner: String?

  public init(name: String, isCurrent: Bool, owner: String?) {
    self.name = name
    self.isCurrent = isCurrent
    self.owner = owner
  }
}

/// A snapshot in a list.
public struct SnapshotRow: Equatable, Sendable {
  public var name: String
  /// The cluster's time in it.
  public var at: Instant

  public init(name: String, at: Instant) {
    self.name = name
    self.at = at
  }
}

/// What the words `cluster`, `snapshot` and `reset` work on.
public protocol SavedClusters: AnyObject {
  /// The name of the saved cluster in use; `nil` for one that is forgotten at the end.
  var current: String? { get }

  /// What sessions keep for those after them.
  func settings() throws(SavedClusterError) -> Value
  func keep(_ settings: Value) throws(SavedClusterError)

  func clusters() throws(SavedClusterError) -> [SavedClusterRow]
  /// Makes a cluster that begins now.
  /// - Parameter configuration: the ClusterConfig it is made by; `nil` for the usual cluster.
  func make(_ name: String, configuration: String?, seed: UInt64) throws(SavedClusterError)
  func remove(_ name: String) throws(SavedClusterError)
  /// Makes a cluster the one in use, here and for later commands.
  func turn(to name: String) throws(SavedClusterError)
  /// Forgets what the cluster in use holds.
  func reset() throws(SavedClusterError)

  func snapshots() throws(SavedClusterError) -> [SnapshotRow]
  func saveSnapshot(_ name: String) throws(SavedClusterError)
  func restoreSnapshot(_ name: String) throws(SavedClusterError)
  func removeSnapshot(_ name: String) throws(SavedClusterError)

  /// Whether the session's user has turned to another cluster, and this session is over.
  var hasLeft: Bool { get }

  /// Asks the user a question that is answered with yes or no; `nil` where nobody can be asked.
  func ask(_ question: String) -> Bool?
}

extension SavedClusters {
  public var hasLeft: Bool { false }
}

// MARK: Settings

extension Session {
  /// The namespace and the kubeconfig, as they are kept between commands.
  private var settings: Value {
    var settings: Value = ["namespace": .string(context.namespace)]
    if let kubeConfig = context.kubeConfig { settings["kubeConfig"] = kubeConfig }
    return settings
  }

  /// Takes over what was kept by those before.
  func takeSettings() {
    guard let saved else { return }
    let kept: Value
    do throws(SavedClusterError) { kept = try saved.settings() } catch { return fail(error.message) }
    context.namespace = kept["namespace"].string ?? "default"
    context.kubeConfig = kept.fields["kubeConfig"]
    lastSettings = settings
  }

  /// Keeps what a command changed.
  func keepSettings() {
    guard let saved else { return }
    let now = settings
    guard now != lastSettings else { return }
    lastSettings = now
    do throws(SavedClusterError) { try saved.keep(now) } catch { fail(error.message) }
  }
}
