// Workloads: sets of pods and what is left of their history.
import KubeKinds
import KubeObjects

extension KindColumns {
  static let statefulSet = KindColumns(
    [
      .name,
      Column("Ready") { "\($0[.status][.readyReplicas].number)/\($0[.spec][.replicas].number)" },
      .age,
    ] + Column.containers { $0[.spec][.template] })

  static let deployment = KindColumns(
    [
      .name,
      Column("Ready") { "\($0[.status][.readyReplicas].number)/\($0[.spec][.replicas].number)" },
      Column("Up-to-date") { .number($0[.status][.updatedReplicas].number) },
      Column("Available") { .number($0[.status][.availableReplicas].number) },
      .age,
    ] + Column.containers { $0[.spec][.template] }
      + [.wide("Selector") { .text(SelectorText.selector($0[.spec][.selector])) }])

  static let replicaSet = KindColumns(
    [
      .name,
      Column("Desired", .integer) { .number($0[.spec][.replicas].number) },
      Column("Current", .integer) { .number($0[.status][.replicas].number) },
      Column("Ready", .integer) { .number($0[.status][.readyReplicas].number) },
      .age,
    ] + Column.containers { $0[.spec][.template] } + [.selector])

  static let replicationController = KindColumns(
    [
      .name,
      Column("Desired", .integer) { .number($0[.spec][.replicas].number) },
      Column("Current", .integer) { .number($0[.status][.replicas].number) },
      Column("Ready", .integer) { .number($0[.status][.readyReplicas].number) },
      .age,
    ] + Column.containers { $0[.spec][.template] }
      + [.wide("Selector") { .text(SelectorText.labels($0[.spec][.selector])) }])

  static let daemonSet = KindColumns(
    [
      .name,
      Column("Desired", .integer) { .number($0[.status]["desiredNumberScheduled"].number) },
      Column("Current", .integer) { .number($0[.status]["currentNumberScheduled"].number) },
      Column("Ready", .integer) { .number($0[.status]["numberReady"].number) },
      Column("Up-to-date", .integer) { .number($0[.status]["updatedNumberScheduled"].number) },
      Column("Available", .integer) { .number($0[.status]["numberAvailable"].number) },
      Column("Node Selector") { .text(SelectorText.labels($0[.spec][.template][.spec][.nodeSelector])) },
      .age,
    ] + Column.containers { $0[.spec][.template] } + [.selector])

  static let controllerRevision = KindColumns([
    .name,
    Column("Controller") { .text(controller(of: $0.value)) },
    Column("Revision") { .number($0[.revision].number) },
    .age,
  ])

  /// `statefulset.apps/web`, or `<none>` for a revision nobody controls.
  private static func controller(of revision: Value) -> String {
    guard let owner = revision[.metadata][.ownerReferences].elements.first(where: { $0[.controller].isTrue })
    else { return "<none>" }
    let group = GroupVersion(owner[.apiVersion].text).group
    let kind = owner[.kind].text + (group.isEmpty ? "" : "." + group)
    return kind.lowercased() + "/" + owner[.name].text
  }

  static let podTemplate = KindColumns([
    .name,
    Column("Containers") { .text(joined($0[.template], .name)) },
    Column("Images") { .text(joined($0[.template], .image)) },
    Column("Pod Labels") { .text(SelectorText.labels($0[.template][.metadata][.labels])) },
  ])

  private static func joined(_ template: Value, _ key: Key) -> String {
    template[.spec][.containers].elements.map { $0[key].text }.joined(separator: ",")
  }

  /// The `scale` subresource of whatever has one.
  public static let scale = KindColumns([
    Column("Name") { $0.name },
    Column("Desired", .integer) { .number($0[.spec][.replicas].number) },
    Column("Available", .integer) { .number($0[.status][.replicas].number) },
    .age,
  ])
}
