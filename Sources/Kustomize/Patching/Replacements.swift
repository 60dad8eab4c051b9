// Replacements: values copied from one object into others.
import KubeObjects

struct Replacements {
  let root: KustomizationRoot
  let spec: KustomizationSpec

  func run(_ built: inout BuiltResources) throws(KustomizeError) {
    for entry in spec.value["replacements"].elements {
      for replacement in try replacements(entry) { try apply(replacement, &built) }
    }
  }

  /// The replacements of an entry, which may be the path of a file of them.
  private func replacements(_ entry: Value) throws(KustomizeError) -> [Value] {
    guard let path = entry["path"].string else { return [entry] }
    let bytes = try root.contents(path)
    do throws(YAMLError) {
      let value = try YAMLReader.read(bytes: bytes, wordsAreStrings: true)
      return value.array ?? [value]
    } catch {
      throw KustomizeError(error.message)
    }
  }

  private func apply(_ replacement: Value, _ built: inout BuiltResources) throws(KustomizeError) {
    let source = replacement["source"]
    let targets = replacement["targets"].elements
    if source.isNull || targets.isEmpty {
      throw KustomizeError("replacements must specify a source and at least one target")
    }
    let value = try value(of: source, built)
    for target in targets { try set(value, target, &built) }
  }

  // MARK: Source

  private func value(of source: Value, _ built: BuiltResources) throws(KustomizeError) -> Value {
    let found = built.items.filter { item in
      (item.past + [item.id]).contains { Self.isSelected($0, source) }
    }
    let text = Self.text(source)
    if found.isEmpty { throw KustomizeError("nothing selected by \(text)") }
    if found.count > 1 { throw KustomizeError("multiple matches for selector \(text)") }
    let path = source["fieldPath"].text.isEmpty ? "metadata.name" : source["fieldPath"].text
    guard let value = FieldPathText(path).values(in: found[0].object).first else {
      throw KustomizeError("fieldPath `\(path)` is missing for replacement source \(Self.idText(source))")
    }
    let delimiter = source["options"]["delimiter"].text
    if delimiter.isEmpty { return value }
    let parts = Self.parts(value.text, delimiter)
    let index = Int(source["options"]["index"].number)
    guard parts.indices.contains(index) else {
      throw KustomizeError("options.index \(index) is out of bounds for value \(value.text)")
    }
    return .string(parts[index])
  }

  private static func parts(_ text: String, _ delimiter: String) -> [String] {
    text.split(separator: delimiter, omittingEmptySubsequences: false).map(String.init)
  }

  private static func isSelected(_ id: ResourceID, _ selector: Value) -> Bool {
    func agrees(_ key: Key, _ value: String) -> Bool { selector[key].text.isEmpty || selector[key].text == value }
    return agrees("group", id.group) && agrees("version", id.version) && agrees("kind", id.kind)
      && agrees("name", id.name) && agrees("namespace", id.effectiveNamespace)
  }

  private static func text(_ source: Value) -> String {
    let id = idText(source)
    return source["fieldPath"].text.isEmpty ? id : "\(id):\(source["fieldPath"].text)"
  }

  private static func idText(_ source: Value) -> String {
    func part(_ key: Key, _ missing: String) -> String { source[key].text.isEmpty ? missing : source[key].text }
    return
      "\(part("kind", "[noKind]")).\(part("version", "[noVer]")).\(part("group", "[noGrp]"))/"
      + "\(part("name", "[noName]")).\(part("namespace", "[noNs]"))"
  }

  // MARK: Targets

  private func set(_ value: Value, _ target: Value, _ built: inout BuiltResources) throws(KustomizeError) {
    if target["select"].isNull { throw KustomizeError("target must specify resources to select") }
    for index in built.items.indices {
      let item = built.items[index]
      let ids = item.past + [item.id]
      guard ids.contains(where: { Self.isSelected($0, target["select"]) }),
        !target["reject"].elements.contains(where: { reject in ids.contains { Self.isSelected($0, reject) } })
      else { continue }
      let paths = target["fieldPaths"].elements.map(\.text)
      for path in paths.isEmpty ? ["metadata.name"] : paths {
        try set(value, path, target["options"], &built.items[index])
      }
    }
  }

  private func set(
    _ value: Value, _ path: String, _ options: Value, _ item: inout BuiltResource
  ) throws(KustomizeError) {
    let creates = options["create"].isTrue
    var count = 0
    var failure: KustomizeError?
    item.remember()
    FieldPathText(path).visit(&item.object, creates: creates) { old in
      count += 1
      do throws(KustomizeError) { old = try replaced(old, by: value, options) } catch { failure = error }
    }
    if let failure { throw failure }
    if count == 0 {
      throw KustomizeError(
        "unable to find field \(GoText.quoted(path)) in replacement target")
    }
  }

  private func replaced(_ old: Value, by value: Value, _ options: Value) throws(KustomizeError) -> Value {
    let delimiter = options["delimiter"].text
    if delimiter.isEmpty {
      if case .string = old, value.string == nil, value.object == nil, value.array == nil {
        return .string(JSONWriter.write(value))
      }
      return value
    }
    var parts = Self.parts(old.text, delimiter)
    let index = Int(options["index"].number)
    let text = value.string ?? JSONWriter.write(value)
    if index < 0 {
      parts.insert(text, at: 0)
    } else if index >= parts.count {
      parts.append(text)
    } else {
      parts[index] = text
    }
    return .string(parts.joined(separator: delimiter))
  }
}

/// A path of fields as replacements write it: `spec.template.spec.containers.[name=web].image`.
struct FieldPathText {
  private let steps: [String]

  init(_ text: String) {
    var steps: [String] = []
    var step = ""
    var depth = 0
    var isEscaped = false
    for letter in text {
      if isEscaped {
        step.append(letter)
        isEscaped = false
      } else if letter == "\\" {
        isEscaped = true
      } else if letter == ".", depth == 0 {
        steps.append(step)
        step = ""
      } else {
        if letter == "[" { depth += 1 } else if letter == "]" { depth -= 1 }
        step.append(letter)
      }
    }
    self.steps = (steps + [step]).filter { !$0.isEmpty }
  }

  func values(in object: Value) -> [Value] {
    var copy = object
    var found: [Value] = []
    visit(&copy, creates: false) { found.append($0) }
    return found
  }

  /// Lets `change` alter every value the path leads to.
  func visit(_ object: inout Value, creates: Bool, _ change: (inout Value) -> Void) {
    visit(&object, steps[...], creates, change)
  }

  private func visit(
    _ value: inout Value, _ steps: ArraySlice<String>, _ creates: Bool, _ change: (inout Value) -> Void
  ) {
    guard let step = steps.first else { return change(&value) }
    let rest = steps.dropFirst()
    if case .array(var elements) = value {
      for index in elements.indices where isMeant(elements[index], index, step) {
        visit(&elements[index], rest, creates, change)
      }
      value = .array(elements)
    } else if step == "*" {
      for key in value.fields.keys { visit(&value[key], rest, creates, change) }
    } else {
      let key = Key(step.hasPrefix("[") ? String(step.dropFirst().dropLast()) : step)
      guard value.fields[key] != nil || creates && (value.object != nil || value.isNull) else { return }
      var inner = value[key]
      visit(&inner, rest, creates, change)
      if !inner.isNull { value[key] = inner }
    }
  }

  private func isMeant(_ element: Value, _ index: Int, _ step: String) -> Bool {
    if step == "*" { return true }
    if let number = Int(step) { return number == index }
    guard step.hasPrefix("["), step.hasSuffix("]"), let equals = step.firstIndex(of: "=") else { return false }
    let key = String(step[step.index(after: step.startIndex)..<equals])
    let wanted = String(step[step.index(after: equals)...].dropLast())
    let value = key.isEmpty ? element : element[Key(key)]
    return (value.string ?? JSONWriter.write(value)) == wanted
  }
}
