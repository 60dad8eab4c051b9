// Patches: which objects they mean, and what they do to them.
import KubeKinds
import KubeObjects

struct Patches {
  let root: KustomizationRoot
  let spec: KustomizationSpec
  let builder: KustomizationBuilder

  /// `patchesStrategicMerge` and `patches`.
  func run(_ built: inout BuiltResources) throws(KustomizeError) {
    for entry in spec.strings("patchesStrategicMerge") {
      for patch in try strategic(entry) { try applyToNamed(patch, .null, &built) }
    }
    for entry in spec.value["patches"].elements { try run(entry, &built) }
  }

  /// `patchesJson6902`
  func runJSONPatches(_ built: inout BuiltResources) throws(KustomizeError) {
    for entry in spec.value["patchesJson6902"].elements {
      let text = try text(of: entry)
      guard case .operations(let patch) = PatchText.read(text) else { throw unreadable(entry) }
      let target = entry["target"]
      let matches = built.items.indices.filter { index in
        (built.items[index].past + [built.items[index].id]).contains {
          $0.kind == target["kind"].text && $0.group == target["group"].text && $0.name == target["name"].text
        }
      }
      guard let index = matches.first else {
        let id = "\(target["kind"].text).\(target["version"].text).\(target["group"].text)/\(target["name"].text)"
        throw KustomizeError("unable to find target for patch \(id)")
      }
      try apply(patch, to: &built.items[index])
    }
  }

  private func run(_ entry: Value, _ built: inout BuiltResources) throws(KustomizeError) {
    let hasText = !entry["patch"].text.isEmpty
    let hasPath = !entry["path"].text.isEmpty
    if hasText == hasPath {
      let fault = hasText ? "patch and path can't be set at the same time" : "must specify one of patch and path in"
      throw KustomizeError("\(fault)\n\(YAMLWriter.write(entry))")
    }
    switch PatchText.read(try text(of: entry)) {
    case nil: throw unreadable(entry)
    case .operations(let patch):
      if entry["target"].isNull { throw KustomizeError("must specify a target for JSON patch \(shown(entry))") }
      let selector = try TargetSelector(entry["target"])
      for index in built.items.indices where try selector.matches(built.items[index]) {
        try apply(patch, to: &built.items[index])
      }
    case .objects(let patches):
      for patch in patches {
        if entry["target"].isNull {
          try applyToNamed(patch, entry["options"], &built)
        } else {
          try applyToSelected(patch, entry, &built)
        }
      }
    }
  }

  private func unreadable(_ entry: Value) -> KustomizeError {
    KustomizeError(
      "trouble configuring builtin PatchTransformer with config: `\n\(YAMLWriter.write(entry))`: unable to parse SM or "
        + "JSON patch from \(shown(entry))")
  }

  private func shown(_ entry: Value) -> String {
    entry["path"].text.isEmpty ? "[patch: \(GoText.quoted(entry["patch"].text))]" : "[path: \"\(entry["path"].text)\"]"
  }

  private func text(of entry: Value) throws(KustomizeError) -> String {
    if !entry["patch"].text.isEmpty { return entry["patch"].text }
    do throws(KustomizeError) {
      return String(decoding: try root.contents(entry["path"].text), as: UTF8.self)
    } catch {
      throw KustomizeError("failed to get the patch file from path(\(entry["path"].text)): \(error.message)")
    }
  }

  /// The patches of an entry that is a path, or a patch itself.
  private func strategic(_ entry: String) throws(KustomizeError) -> [Value] {
    if !entry.contains("\n"), root.files.contents(Path.joined(root.directory, entry)) != nil {
      return try ResourceFile.objects(try root.contents(entry))
    }
    guard entry.contains(":") else { return try ResourceFile.objects(try root.contents(entry)) }
    return try ResourceFile.objects(Array(entry.utf8))
  }

  // MARK: Applying

  private func applyToNamed(
    _ patch: Value, _ options: Value, _ built: inout BuiltResources
  ) throws(KustomizeError) {
    let id = ResourceID(patch)
    let matches = built.items.indices.filter { built.items[$0].isCalled(id) }
    guard let index = matches.first else {
      throw KustomizeError(
        "no resource matches strategic merge patch \(GoText.quoted(id.text)): no matches for Id \(id.text); failed to "
          + "find unique target for patch \(id.text)")
    }
    if matches.count > 1 {
      throw KustomizeError("multiple matches for Id \(id.text); failed to find unique target for patch \(id.text)")
    }
    try merge(patch, options, into: index, &built)
  }

  private func applyToSelected(
    _ patch: Value, _ entry: Value, _ built: inout BuiltResources
  ) throws(KustomizeError) {
    let selector = try TargetSelector(entry["target"])
    var index = 0
    while index < built.items.count {
      let count = built.items.count
      if try selector.matches(built.items[index]) { try merge(patch, entry["options"], into: index, &built) }
      if built.items.count == count { index += 1 }
    }
  }

  /// Merges a patch into an object, which keeps its name and kind unless the options say otherwise.
  private func merge(
    _ patch: Value, _ options: Value, into index: Int, _ built: inout BuiltResources
  ) throws(KustomizeError) {
    let old = built.items[index].object
    let id = built.items[index].id
    if patch["$patch"].text == "delete" {
      built.items.remove(at: index)
      return
    }
    let type = builder.catalog.kind(apiVersion: old["apiVersion"].text, name: id.kind)?.schemaType
    let merge = PatchMerge(schema: builder.schema)
    guard var object = merge.merged(old, patch, type.map { .type($0) } ?? .any) else {
      built.items.remove(at: index)
      return
    }
    built.items[index].remember()
    if !options["allowNameChange"].isTrue { object["metadata"]["name"] = old["metadata"]["name"] }
    if !options["allowKindChange"].isTrue {
      object["kind"] = old["kind"]
      object["apiVersion"] = old["apiVersion"]
    }
    object["metadata"].set("namespace", old["metadata"].fields["namespace"])
    built.items[index].object = object
  }

  private func apply(_ patch: JSONPatch, to resource: inout BuiltResource) throws(KustomizeError) {
    var object = resource.object
    do throws(PatchError) {
      for operation in patch.operations {
        if operation.op == "add", let path = operation.path { Self.makeParents(of: path, in: &object) }
        object = try JSONPatch([operation]).apply(to: object)
      }
    } catch {
      throw KustomizeError(error.message)
    }
    resource.remember()
    resource.object = object
  }

  /// Makes what is missing on the way to a path that is added.
  private static func makeParents(of path: String, in object: inout Value) {
    let steps = path.split(separator: "/" as Character).map { step in
      String(step).replacing("~1", with: "/").replacing("~0", with: "~")
    }
    makeParents(steps[...], in: &object)
  }

  private static func makeParents(_ steps: ArraySlice<String>, in value: inout Value) {
    guard let step = steps.first, let next = steps.dropFirst().first else { return }
    if case .array(let elements) = value {
      guard let index = Int(step), elements.indices.contains(index) else { return }
      makeParents(steps.dropFirst(), in: &value[index: index])
    } else if value.object != nil {
      let key = Key(step)
      if value[key].isNull { value[key] = next == "-" || next == "0" ? [] : [:] }
      makeParents(steps.dropFirst(), in: &value[key])
    }
  }
}

/// A patch as it was written: operations, or objects to be merged.
enum PatchText {
  case operations(JSONPatch)
  case objects([Value])

  /// `nil` when it is neither. What begins with a bracket must be JSON.
  static func read(_ text: String) -> PatchText? {
    let isJSON = text.first { !$0.isWhitespace } == "["
    let value =
      isJSON
      ? try? JSONReader.read(text) : try? YAMLReader.read(bytes: Array(text.utf8), wordsAreStrings: true)
    if let value, value.array != nil { return (try? JSONPatch(value)).map { .operations($0) } }
    guard let objects = try? ResourceFile.objects(Array(text.utf8)), !objects.isEmpty else { return nil }
    return .objects(objects)
  }
}

/// Which objects a patch or a replacement means. Names and kinds are patterns that must match as a whole.
struct TargetSelector {
  private let target: Value
  private let labels: LabelSelector?
  private let annotations: LabelSelector?

  init(_ target: Value) throws(KustomizeError) {
    self.target = target
    labels = try Self.selector(target["labelSelector"].text)
    annotations = try Self.selector(target["annotationSelector"].text)
  }

  private static func selector(_ text: String) throws(KustomizeError) -> LabelSelector? {
    if text.isEmpty { return nil }
    guard let selector = try? LabelSelector(parsing: text) else {
      throw KustomizeError("unable to parse requirement: \(text)")
    }
    return selector
  }

  func matches(_ item: BuiltResource) throws(KustomizeError) -> Bool {
    let id = item.id
    for (key, value) in [("group", id.group), ("version", id.version), ("kind", id.kind)] as [(Key, String)] {
      if !(try Self.isMatch(target[key].text, value)) { return false }
    }
    var isNamed = false
    for called in [item.original, id] {
      let hasName = try Self.isMatch(target["name"].text, called.name)
      let hasNamespace = try Self.isMatch(target["namespace"].text, called.effectiveNamespace)
      if hasName, hasNamespace { isNamed = true }
    }
    guard isNamed else { return false }
    if let labels, !labels.matches(item.object["metadata"]["labels"]) { return false }
    if let annotations, !annotations.matches(item.object["metadata"]["annotations"]) { return false }
    return true
  }

  private static func isMatch(_ pattern: String, _ text: String) throws(KustomizeError) -> Bool {
    if pattern.isEmpty || pattern == text { return true }
    do { return try Regex(pattern).wholeMatch(in: text) != nil } catch {
      throw KustomizeError("error parsing regexp: \(pattern)")
    }
  }
}
