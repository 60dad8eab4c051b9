// Tables of `get`: one after another for the kinds asked for.
import ClusterAPI
import KubeKinds
import KubeObjects
import KubePrinters

extension GetCommand {
  /// How the tables of this line look.
  func tableOptions(showsKind: Bool) -> TableOptions {
    var options = TableOptions()
    options.isWide = line[Get.output] == "wide"
    options.hidesHeaders = line[Get.noHeaders]
    options.showsNamespace = line[SelectionFlags.allNamespaces]
    options.showsKind = showsKind || line[Get.showKind]
    options.labelColumns = line[Get.labelColumns]
    options.showsLabels = line[Get.showLabels]
    return options
  }

  /// The columns in which the objects of a group are printed.
  func columns(of group: ObjectGroup) -> KindColumns {
    if !line[Get.serverPrint] { return .age }
    return group.printsAsScale ? .scale : ColumnCatalog.columns(of: group.kind)
  }

  func printTable() throws {
    let (groups, failures) = try groups()
    var writer = TableWriter(tableOptions(showsKind: groups.contains { $0.kind !== groups[0].kind }))
    if groups.count > 1 { try refuseSorting() }
    var last: Kind?
    for group in groups {
      if last !== group.kind { writer.begin(group.kind, columns(of: group)) }
      last = group.kind
      for object in try sortedForTable(group) { writer.add(object, now: context.api.now) }
    }
    let text = writer.take()
    context.output.write(text)
    if text.isEmpty, failures.isEmpty, !ignoresNotFound { sayNothingFound(groups) }
    if namesObjects { try failures.throwJoinedIfAny() } else { try failures.throwListIfAny() }
  }

  /// Whether objects are named one by one: what a list or a file fails for is a list of failures, even of one.
  private var namesObjects: Bool { line.arguments.count > 1 || line.arguments.contains { $0.contains("/") } }

  /// Several tables can't be sorted: to kubectl a table is one object, and has no such field.
  private func refuseSorting() throws(CommandError) {
    let field = line[Get.sortBy]
    if field.isEmpty { return }
    let path: String
    do throws(PrintError) { path = try RelaxedPath.normalised(field) } catch { throw .text(error.message) }
    throw .text("couldn't find any field with path \(GoText.quoted(path)) in the list of objects")
  }

  /// The rows in the order asked for. What can't be sorted is not shown at all, as kubectl does not say why.
  private func sortedForTable(_ group: ObjectGroup) throws(CommandError) -> [Value] {
    let field = line[Get.sortBy]
    if field.isEmpty || group.objects.count < 2 { return group.objects }
    do throws(PrintError) {
      return try ObjectSorter(field, isTable: true).sorted(group.objects)
    } catch {
      if error.isFatal { throw KlogLine.fatal(error.message, in: context, at: "sorter.go:375") }
      return []
    }
  }

  func sayNothingFound(_ groups: [ObjectGroup]) {
    let isNamespaced = !line[SelectionFlags.allNamespaces] && groups.allSatisfy(\.kind.isNamespaced)
    let place = isNamespaced ? " in \(line.namespace(in: context)) namespace." : ""
    context.errors.write("No resources found\(place)\n")
  }
}
