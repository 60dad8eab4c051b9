// What a kustomization changes, in kustomize's order.
import KubeKinds
import KubeObjects

struct Transformers {
  let root: KustomizationRoot
  let spec: KustomizationSpec
  let builder: KustomizationBuilder
  let place: KustomizationPlace

  func run(_ built: inout BuiltResources) throws(KustomizeError) {
    try Patches(root: root, spec: spec, builder: builder).run(&built)
    try setNamespace(&built)
    addAffixes(&built)
    try label(&built)
    try annotate(&built)
    try Patches(root: root, spec: spec, builder: builder).runJSONPatches(&built)
    try setReplicas(&built)
    setImages(&built)
    try Replacements(root: root, spec: spec).run(&built)
    for name in used { built.note(Provenance(place, by: name)) }
  }

  /// What changes objects here by the names of kustomize's plugins, which look at all objects each.
  private var used: [String] {
    func count(_ key: Key) -> Int { spec.value[key].elements.count }
    func once(_ key: Key) -> Int {
      let value = spec.value[key]
      return value.text.isEmpty && value.fields.isEmpty && value.elements.isEmpty ? 0 : 1
    }
    // The labels that all kinds of fields get are one more plugin, even where there are none of them.
    let labels = count("labels") + once("commonLabels") > 0 ? count("labels") + 1 : 0
    let counts = [
      ("PatchStrategicMergeTransformer", once("patchesStrategicMerge")), ("PatchTransformer", count("patches")),
      ("NamespaceTransformer", once("namespace")), ("PrefixTransformer", once("namePrefix")),
      ("SuffixTransformer", once("nameSuffix")), ("LabelTransformer", labels),
      ("AnnotationsTransformer", once("commonAnnotations")), ("PatchJson6902Transformer", count("patchesJson6902")),
      ("ReplicaCountTransformer", count("replicas")), ("ImageTagTransformer", count("images")),
      ("ReplacementTransformer", once("replacements")),
    ]
    return counts.flatMap { Array(repeating: $0.0, count: $0.1) }
  }

  // MARK: Names

  private func setNamespace(_ built: inout BuiltResources) throws(KustomizeError) {
    let namespace = spec.value["namespace"].text
    if namespace.isEmpty { return }
    for index in built.items.indices {
      built.items[index].remember()
      let id = built.items[index].id
      if id.kind == "Namespace", id.group.isEmpty {
        built.items[index].object["metadata"]["name"] = .string(namespace)
      } else if !id.isClusterScoped {
        built.items[index].object["metadata"]["namespace"] = .string(namespace)
      }
      if ["RoleBinding", "ClusterRoleBinding"].contains(id.kind) {
        built.items[index].object["subjects"].modifyElements { subject in
          if subject["kind"].text == "ServiceAccount", subject["name"].text == "default" {
            subject["namespace"] = .string(namespace)
          }
        }
      }
    }
    try checkUnique(built)
  }

  private func checkUnique(_ built: BuiltResources) throws(KustomizeError) {
    for item in built.items {
      let same = built.items.filter { $0.id == item.id }
      if same.count < 2 { continue }
      let objects = same.map { JSONWriter.write($0.object) }.joined(separator: " ")
      throw KustomizeError("namespace transformation produces ID conflict: [\(objects)]")
    }
  }

  private func addAffixes(_ built: inout BuiltResources) {
    let prefix = spec.value["namePrefix"].text
    let suffix = spec.value["nameSuffix"].text
    if prefix.isEmpty, suffix.isEmpty { return }
    for index in built.items.indices {
      let id = built.items[index].id
      if ["CustomResourceDefinition", "APIService", "Namespace"].contains(id.kind) { continue }
      built.items[index].remember()
      if !prefix.isEmpty { built.items[index].prefixes.append(prefix) }
      if !suffix.isEmpty { built.items[index].suffixes.append(suffix) }
      built.items[index].object["metadata"]["name"] = .string(prefix + id.name + suffix)
    }
  }

  // MARK: Labels and annotations

  private func label(_ built: inout BuiltResources) throws(KustomizeError) {
    let common = spec.value["commonLabels"].fields
    let all = FieldSpecs.metadataLabels + FieldSpecs.templateLabels + FieldSpecs.selectors
    try add(common, at: all, to: &built)
    for label in spec.value["labels"].elements {
      var fields = FieldSpecs.metadataLabels
      if label["includeSelectors"].isTrue {
        fields = all
      } else if label["includeTemplates"].isTrue {
        fields += FieldSpecs.templateLabels
      }
      fields += label["fields"].elements.map { field in
        FieldSpec(
          field["path"].text, kind: field["kind"].string, group: field["group"].string,
          creates: field["create"].isTrue)
      }
      try add(label["pairs"].fields, at: fields, to: &built)
    }
  }

  private func annotate(_ built: inout BuiltResources) throws(KustomizeError) {
    try add(spec.value["commonAnnotations"].fields, at: FieldSpecs.annotations, to: &built)
  }

  private func add(
    _ pairs: Object, at fields: [FieldSpec], to built: inout BuiltResources
  ) throws(KustomizeError) {
    if pairs.isEmpty { return }
    for index in built.items.indices {
      let id = built.items[index].id
      for field in fields where field.applies(to: id) {
        try field.visit(&built.items[index].object) { value in
          for (key, text) in pairs { value[key] = text }
        }
      }
    }
  }

  // MARK: Counts and images

  private func setReplicas(_ built: inout BuiltResources) throws(KustomizeError) {
    for replica in spec.value["replicas"].elements {
      let name = replica["name"].text
      var isFound = false
      for index in built.items.indices {
        let item = built.items[index]
        guard (item.past + [item.id]).contains(where: { $0.name == name }) else { continue }
        for field in FieldSpecs.replicas where field.applies(to: item.id) {
          isFound = true
          try field.visit(&built.items[index].object) { $0 = .int(replica["count"].number) }
        }
      }
      if !isFound {
        throw KustomizeError(
          "resource with name \(name) does not match a config with the following GVK [Deployment.[noVer].[noGrp] "
            + "StatefulSet.[noVer].[noGrp] ReplicaSet.[noVer].[noGrp] ReplicationController.[noVer].[noGrp]]")
      }
    }
  }

  private func setImages(_ built: inout BuiltResources) {
    for image in spec.value["images"].elements {
      let change = ImageChange(image)
      for index in built.items.indices where built.items[index].id.kind != "CustomResourceDefinition" {
        change.apply(to: &built.items[index].object)
      }
    }
  }
}

/// Another name, tag or digest for an image.
private struct ImageChange {
  private let image: Value

  init(_ image: Value) { self.image = image }

  /// Changes the images of all lists of containers in a tree.
  func apply(to value: inout Value) {
    switch value {
    case .array: value.modifyElements { apply(to: &$0) }
    case .object(let fields):
      for (key, inner) in fields {
        var changed = inner
        if key == "containers" || key == "initContainers" {
          changed.modifyElements { container in
            if let text = container["image"].string { container["image"] = .string(self.changed(text)) }
          }
        }
        apply(to: &changed)
        if changed != inner { value[key] = changed }
      }
    default: return
    }
  }

  private func changed(_ text: String) -> String {
    let name = image["name"].text
    let parts = Self.split(text)
    guard parts.name == name else { return text }
    let newName = image["newName"].text.isEmpty ? name : image["newName"].text
    let tag = Self.scalar(image["newTag"])
    let digest = image["digest"].text
    if !tag.isEmpty, !digest.isEmpty { return "\(newName):\(tag)@\(digest)" }
    if !digest.isEmpty { return "\(newName)@\(digest)" }
    if !tag.isEmpty { return "\(newName):\(tag)\(image["tagSuffix"].text)" }
    return newName + parts.rest + image["tagSuffix"].text
  }

  private static func scalar(_ value: Value) -> String {
    switch value {
    case .string(let text): text
    case .null: ""
    default: JSONWriter.write(value)
    }
  }

  /// The name of an image, and its tag and digest as they were written.
  private static func split(_ text: String) -> (name: String, rest: String) {
    if let at = text.firstIndex(of: "@") {
      let (name, tag) = split(String(text[..<at]))
      return (name, tag + text[at...])
    }
    let slash = text.lastIndex(of: "/") ?? text.startIndex
    guard let colon = text[slash...].lastIndex(of: ":") else { return (text, "") }
    return (String(text[..<colon]), String(text[colon...]))
  }
}
