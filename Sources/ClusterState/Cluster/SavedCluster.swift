// A simulated cluster whose requests are kept: it can be left and opened again, and goes on as if nothing had been.
import ClusterAPI
import ClusterSim
import KubeKinds
import KubeObjects
import SimCore

/// The time outside in nanoseconds since 1970.
public typealias WallTime = () -> Int64

/// A cluster with a log. Everything that may change it is logged before it is done.
public final class SavedCluster {
  private var inner: SimulatedCluster
  private var journal: any Journal
  /// The file the log is in, which keeps it locked; `nil` for a log in memory.
  private var file: ClusterFile?
  private let pacer: any Pacer
  private let wallTime: WallTime
  private let logLimit: Int
  private let rule: CheckpointRule
  /// The cluster's work when its last checkpoint was made.
  private var restedAt: Int64 = 0
  /// The time that the log knows of.
  private var noted: Instant
  /// What a user should be told of how the cluster was opened.
  public private(set) var notices: [String] = []

  init(
    _ journal: any Journal, pacer: any Pacer, wallTime: @escaping WallTime, logLimit: Int,
    rule: CheckpointRule = CheckpointRule()
  ) throws(StateError) {
    self.journal = journal
    self.pacer = pacer
    self.wallTime = wallTime
    self.logLimit = logLimit
    self.rule = rule
    let opened = try Self.open(journal, pacer, logLimit)
    inner = opened.cluster
    noted = inner.now
    restedAt = opened.restedAt
    notices = opened.notices
  }

  /// A cluster that is forgotten when the process ends. Snapshots of it can be made nevertheless.
  public convenience init(
    _ birth: ClusterBirth, pacer: any Pacer, logLimit: Int = SimulatedCluster.usualLogLimit
  ) throws(StateError) {
    try self.init(MemoryJournal(birth), pacer: pacer, wallTime: { 0 }, logLimit: logLimit)
  }

  /// A saved cluster, brought to the time it should have now.
  public convenience init(
    _ file: ClusterFile, pacer: any Pacer, wallTime: @escaping WallTime,
    logLimit: Int = SimulatedCluster.usualLogLimit, rule: CheckpointRule = CheckpointRule()
  ) throws(StateError) {
    try self.init(file.journal, pacer: pacer, wallTime: wallTime, logLimit: logLimit, rule: rule)
    self.file = file
    try catchUpWithWall()
    rest()
  }

  private struct Opened {
    var cluster: SimulatedCluster
    var restedAt: Int64
    var notices: [String] = []
  }

  /// Makes the cluster that a log describes: from its checkpoint, where it has one, or else from the beginning.
  private static func open(
    _ journal: any Journal, _ pacer: any Pacer, _ logLimit: Int
  ) throws(StateError) -> Opened {
    let birth = try journal.birth()
    let configuration = try configuration(birth)
    let kept = try journal.checkpoint()
    let restored = kept?.checkpoint.flatMap {
      SimulatedCluster(configuration, from: $0, pacer: pacer, logLimit: logLimit)
    }
    let cluster =
      restored
      ?? SimulatedCluster(configuration, seed: birth.seed, start: birth.start, pacer: pacer, logLimit: logLimit)
    var opened = Opened(cluster: cluster, restedAt: cluster.work)
    if kept != nil, restored == nil {
      opened.notices = ["the cluster's checkpoint was damaged: the cluster was made again from its log"]
    }
    for entry in try journal.entries(after: restored == nil ? 0 : kept?.entries ?? 0) {
      cluster.catchUp(to: entry.at)
      entry.play(on: cluster)
    }
    if let mark = try journal.clock() { cluster.catchUp(to: mark.cluster) }
    return opened
  }

  /// Goes on with what a log describes.
  private func take(_ journal: any Journal) throws(StateError) {
    let opened = try Self.open(journal, pacer, logLimit)
    (self.journal, inner, noted, restedAt) = (journal, opened.cluster, opened.cluster.now, opened.restedAt)
    notices += opened.notices
  }

  private static func configuration(_ birth: ClusterBirth) throws(StateError) -> ClusterConfiguration {
    guard let bytes = birth.configuration else { return .standard }
    do throws(ConfigurationError) {
      return try ClusterConfiguration(yaml: bytes)
    } catch {
      throw .refused("the cluster's configuration can't be read: \(error.description)")
    }
  }

  // MARK: Time outside

  /// How long a cluster may take, in nanoseconds outside, to do what it had to do while nobody looked.
  private static let patience: Int64 = 5_000_000_000

  /// Time goes on for a saved cluster while no process has it. A cluster that has so much to catch up with that it
  /// would keep its user waiting goes on from where it is after a few seconds.
  private func catchUpWithWall() throws(StateError) {
    guard let mark = try journal.clock() else { return }
    let began = wallTime()
    let target = mark.cluster + .nanoseconds(max(0, began - mark.wall))
    inner.catchUp(to: target) { self.wallTime() - began < Self.patience }
    guard inner.now < target else { return }
    notices.append("the cluster had much to catch up with and is now \((target - inner.now).goText) behind")
    try journal.note(self.mark(now))
  }

  private func mark(_ instant: Instant) -> ClockMark { ClockMark(cluster: instant, wall: wallTime()) }

  /// Keeps the cluster's time when it has moved. A time that can't be kept is reached again by the clock outside.
  fileprivate func noteTime() {
    guard inner.now != noted else { return }
    noted = inner.now
    do throws(StateError) { try journal.note(mark(noted)) } catch { return }
  }

  /// What was asked of the cluster so far.
  func entries() throws(StateError) -> [JournalEntry] { try journal.entries(after: 0) }

  // MARK: Checkpoints

  /// Makes a checkpoint when the next one to open the cluster would have to wait for what was done since the last.
  /// Call it when the cluster is opened and left.
  public func rest() { makeCheckpoint(isUnderWay: false) }

  private func makeCheckpoint(isUnderWay: Bool) {
    guard file != nil, rule.isDue(work: inner.work - restedAt, weight: inner.weight, isUnderWay) else { return }
    restedAt = inner.work
    do throws(StateError) {
      try journal.append(.checkpoint(at: now), inner.checkpoint(), mark(now))
      noted = now
      inner.renew()
    } catch {
      // The log is whole without it.
    }
  }

  // MARK: State as a whole

  /// What commands keep for those after them.
  public func settings() throws(StateError) -> Value { try journal.settings() }

  public func keep(settings: Value) throws(StateError) { try journal.keep(settings: settings) }

  /// Forgets everything and begins anew, at an instant.
  public func reset(start: Instant) throws(StateError) {
    var birth = try journal.birth()
    birth.start = start
    try journal.restart(birth)
    try journal.note(mark(start))
    try take(journal)
  }

  /// Goes on with another saved cluster in place of this one.
  public func turn(to file: ClusterFile) throws(StateError) {
    rest()
    try take(file.journal)
    self.file = file
    try catchUpWithWall()
    rest()
  }

  public func snapshots() throws(StateError) -> [ClusterSnapshot] { try journal.snapshots() }

  public func saveSnapshot(_ name: String) throws(StateError) {
    try ClusterName.check(name, "snapshot")
    guard try !snapshots().contains(where: { $0.name == name }) else {
      throw .refused("there is a snapshot `\(name)` already")
    }
    try journal.save(ClusterSnapshot(name: name, at: now, made: wallTime()))
  }

  public func restoreSnapshot(_ name: String) throws(StateError) {
    try journal.restore(snapshot(name), wall: wallTime())
    try take(journal)
  }

  public func removeSnapshot(_ name: String) throws(StateError) { try journal.remove(snapshot(name)) }

  private func snapshot(_ name: String) throws(StateError) -> ClusterSnapshot {
    guard let found = try snapshots().first(where: { $0.name == name }) else {
      throw .refused("there is no snapshot `\(name)`")
    }
    return found
  }
}

// MARK: The door

extension SavedCluster: Simulation {
  public var catalog: KindCatalog { inner.catalog }
  public var schema: Schema { inner.schema }
  public var now: Instant { inner.now }
  public var clusterName: String { inner.clusterName }
  public var serverVersion: String { inner.serverVersion }
  public var revision: Int64 { inner.revision }
  public var nextInstant: Instant? { inner.nextInstant }

  public func sleep(_ span: TimeSpan) throws(Interruption) {
    defer { noteTime() }
    try inner.sleep(span)
  }

  public func advance(to instant: Instant) throws(Interruption) {
    defer { noteTime() }
    try inner.advance(to: instant)
  }

  public func settle(limit: TimeSpan) throws(Interruption) -> Bool {
    defer { noteTime() }
    return try inner.settle(limit: limit)
  }

  public func reasons(for key: ObjectKey) -> [Reason] { inner.reasons(for: key) }

  public func get(
    _ kind: Kind, namespace: String, name: String, subresource: Kind.Subresource?
  ) throws(APIStatus) -> Value {
    try inner.get(kind, namespace: namespace, name: name, subresource: subresource)
  }

  public func list(_ kind: Kind, namespace: String?, _ options: ListOptions) throws(APIStatus) -> ObjectList {
    try inner.list(kind, namespace: namespace, options)
  }

  public func watch(
    _ kind: Kind, namespace: String?, _ options: ListOptions
  ) throws(APIStatus) -> any WatchStream {
    SavedWatch(self, try inner.watch(kind, namespace: namespace, options))
  }

  public func withOwners(_ object: Value, _ kind: Kind) -> Value { inner.withOwners(object, kind) }

  /// Keeps a request before it is carried out: one that can't be kept is refused.
  private func log(
    _ kind: Kind, _ namespace: String, _ subresource: Kind.Subresource?, _ request: JournalEntry.Request
  ) throws(APIStatus) {
    makeCheckpoint(isUnderWay: true)
    let entry = JournalEntry(
      at: now, kind: JournalEntry.KindName(kind), namespace: namespace, subresource: subresource, request: request)
    do throws(StateError) {
      try journal.append(entry, mark(now))
      noted = now
    } catch {
      throw .internalError(error.message)
    }
  }

  public func create(
    _ kind: Kind, namespace: String, name: String?, _ object: Value, subresource: Kind.Subresource?,
    _ options: WriteOptions
  ) throws(APIStatus) -> Written {
    try log(kind, namespace, subresource, .create(name: name, object: object, options))
    return try inner.create(
      kind, namespace: namespace, name: name, object, subresource: subresource, options)
  }

  public func update(
    _ kind: Kind, namespace: String, _ object: Value, subresource: Kind.Subresource?, _ options: WriteOptions
  ) throws(APIStatus) -> Written {
    try log(kind, namespace, subresource, .update(object: object, options))
    return try inner.update(kind, namespace: namespace, object, subresource: subresource, options)
  }

  public func patch(
    _ kind: Kind, namespace: String, name: String, _ patch: Patch, subresource: Kind.Subresource?,
    _ options: WriteOptions
  ) throws(APIStatus) -> Written {
    try log(kind, namespace, subresource, .patch(name: name, patch, options))
    return try inner.patch(
      kind, namespace: namespace, name: name, patch, subresource: subresource, options)
  }

  public func delete(
    _ kind: Kind, namespace: String, name: String, _ options: DeleteOptions
  ) throws(APIStatus) -> Value {
    try log(kind, namespace, nil, .delete(name: name, options))
    return try inner.delete(kind, namespace: namespace, name: name, options)
  }
}

/// A watch that keeps the time of what it tells.
private final class SavedWatch: WatchStream {
  private let cluster: SavedCluster
  private let stream: any WatchStream

  init(_ cluster: SavedCluster, _ stream: any WatchStream) {
    self.cluster = cluster
    self.stream = stream
  }

  func next(until deadline: Instant) throws(Interruption) -> WatchEvent? {
    defer { cluster.noteTime() }
    return try stream.next(until: deadline)
  }
}
