// Building a kustomization: collecting its objects, changing them, and fixing what refers to them.
import KubeKinds
import KubeObjects

/// Builds directories that hold kustomizations (sigs.k8s.io/kustomize api/internal/target).
public struct KustomizationBuilder {
  private let files: any KustomizationFiles
  let schema: Schema
  let catalog: KindCatalog
  private let isRestricted: Bool

  /// - Parameter isRestricted: files outside of the directory of a kustomization are refused.
  public init(
    _ files: any KustomizationFiles, schema: Schema, catalog: KindCatalog, isRestricted: Bool = true
  ) {
    self.isRestricted = isRestricted
    self.files = files
    self.schema = schema
    self.catalog = catalog
  }

  /// What came of building: the objects, in the order in which they are to be created, and what is deprecated.
  public struct Result {
    public var objects: [Value]
    public var warnings: [String]
    /// The variables that nothing refers to, sorted.
    public var unusedVariables: [String] = []

    /// The objects as one text of YAML documents.
    public var yaml: String { objects.map { YAMLWriter.write($0) }.joined(separator: "---\n") }
  }

  /// Builds the kustomization in a directory.
  public func build(_ path: String) throws(KustomizeError) -> Result {
    if Path.isRemote(path) { throw .remote(path) }
    let directory = Path.joined(files.workingDirectory, path)
    if !files.isDirectory(directory) {
      if files.contents(directory) != nil {
        throw KustomizeError("must build at directory: '\(path)': file is not directory")
      }
      throw KustomizeError(
        "must build at directory: not a valid directory: evalsymlink failure on '\(path)' : lstat \(directory): no "
          + "such file or directory")
    }
    var target = KustomizationTarget(
      root: KustomizationRoot(files: files, directory: directory, isRestricted: isRestricted), builder: self,
      ancestors: [directory])
    var built = BuiltResources()
    let metadata: BuildMetadata
    do throws(KustomizeError) { metadata = BuildMetadata(try target.accumulate(into: &built)) } catch {
      throw KustomizeError(error.message, warnings: target.warnings)
    }
    for index in built.items.indices where built.items[index].needsHash {
      built.items[index].remember()
      let hash = ContentHash.hash(of: built.items[index].object)
      built.items[index].object["metadata"]["name"] = .string("\(built.items[index].id.name)-\(hash)")
    }
    try NameReferences.fix(&built)
    let unused = try Variables(target.variables).substitute(in: &built)
    metadata.write(into: &built)
    return Result(
      objects: try SortOrder.sorted(built.items, target.sortOptions), warnings: target.warnings,
      unusedVariables: unused)
  }
}

/// One kustomization on its way.
struct KustomizationTarget {
  let root: KustomizationRoot
  let builder: KustomizationBuilder
  /// The directories that lead here, so that none comes twice.
  let ancestors: [String]
  /// Where it is, seen from the one that is built.
  private var place: KustomizationPlace
  private(set) var warnings: [String] = []
  private(set) var sortOptions: Value = .null
  private(set) var variables: [Value] = []

  init(
    root: KustomizationRoot, builder: KustomizationBuilder, ancestors: [String],
    place: KustomizationPlace = KustomizationPlace()
  ) {
    self.root = root
    self.place = place
    self.builder = builder
    self.ancestors = ancestors
  }

  /// Adds the objects of the kustomization, changed as it says, and returns what it says. A component changes what is
  /// there already.
  @discardableResult
  mutating func accumulate(into built: inout BuiltResources) throws(KustomizeError) -> KustomizationSpec {
    let (name, bytes) = try root.kustomization()
    place.file = name
    let spec = try KustomizationSpec(bytes, name: name, in: root.directory)
    warnings += spec.warnings
    sortOptions = spec.value["sortOptions"]
    for path in spec.resources {
      do throws(KustomizeError) { try addResource(path, to: &built) } catch {
        throw error.during("accumulating resources")
      }
    }
    try Generators(root: root, spec: spec, place: place).run(&built)
    for path in spec.strings("components") {
      do throws(KustomizeError) { try addComponent(path, to: &built) } catch {
        throw error.during("accumulating components")
      }
    }
    try Transformers(root: root, spec: spec, builder: builder, place: place).run(&built)
    variables += spec.value["vars"].elements
    return spec
  }

  // MARK: Resources

  private mutating func addResource(_ path: String, to built: inout BuiltResources) throws(KustomizeError) {
    if Path.isRemote(path) {
      throw KustomizeError(
        "accumulation err='accumulating resources from '\(path)': \(KustomizeError.remote(path).message)'")
    }
    let full = Path.joined(root.directory, path)
    if root.files.isDirectory(full) { return try addDirectory(path, full, to: &built) }
    let bytes: [UInt8]
    do throws(KustomizeError) { bytes = try root.contents(path) } catch {
      throw missing(path, full, error)
    }
    let objects: [Value]
    do throws(KustomizeError) { objects = try ResourceFile.objects(bytes) } catch {
      if error.message.hasPrefix("MalformedYAMLError") {
        throw KustomizeError("accumulating resources from '\(path)': \(error.message) in File: \(path)")
      }
      throw KustomizeError(
        "accumulation err='accumulating resources from '\(path)': \(error.message)': "
          + "must build at directory: '\(full)': file is not directory")
    }
    for object in objects {
      do throws(KustomizeError) {
        try built.append(BuiltResource(object, from: Provenance(path: place.path(path))))
      } catch {
        throw KustomizeError(
          "accumulation err='merging resources from '\(path)': \(error.message)': must build at directory: '\(full)': "
            + "file is not directory")
      }
    }
  }

  private func missing(_ path: String, _ full: String, _ error: KustomizeError) -> KustomizeError {
    let reason =
      root.files.contents(full) != nil
      ? "must build at directory: '\(full)': file is not directory"
      : "must build at directory: not a valid directory: evalsymlink failure on '\(full)' : lstat \(full): "
        + "no such file or directory"
    return KustomizeError("accumulation err='accumulating resources from '\(path)': \(error.message)': \(reason)")
  }

  private mutating func addDirectory(
    _ path: String, _ full: String, to built: inout BuiltResources
  ) throws(KustomizeError) {
    if let visited = ancestors.last(where: { Path.isBelow($0, full) }) {
      throw KustomizeError(
        "accumulation err='accumulating resources from '\(path)': '\(full)' must resolve to a file': "
          + "cycle detected: candidate root '\(full)' contains visited root '\(visited)'")
    }
    var inner = KustomizationTarget(
      root: root.inner(full), builder: builder, ancestors: ancestors + [full], place: place.inner(path))
    var objects = BuiltResources()
    do throws(KustomizeError) {
      try inner.accumulate(into: &objects)
    } catch {
      throw KustomizeError(
        "accumulation err='accumulating resources from '\(path)': '\(full)' must resolve to a file': "
          + "recursed accumulation of path '\(full)': \(error.message)")
    }
    warnings += inner.warnings
    variables += inner.variables
    do throws(KustomizeError) { try built.append(contentsOf: objects) } catch {
      throw KustomizeError(
        "accumulation err='accumulating resources from '\(path)': '\(full)' must resolve to a file': recursed merging "
          + "from path '\(full)': \(error.message)")
    }
  }

  private mutating func addComponent(_ path: String, to built: inout BuiltResources) throws(KustomizeError) {
    let full = Path.joined(root.directory, path)
    guard root.files.isDirectory(full) else {
      throw KustomizeError(
        "loader.New \"evalsymlink failure on '\(full)' : lstat \(full): no such file or directory\"")
    }
    var inner = KustomizationTarget(
      root: root.inner(full), builder: builder, ancestors: ancestors + [full], place: place.inner(path))
    let (name, bytes) = try inner.root.kustomization()
    guard try KustomizationSpec(bytes, name: name, in: full).isComponent else {
      throw KustomizeError(
        "accumulateDirectory: \"expected kind 'Component' for path '\(full)' but got 'Kustomization'\"")
    }
    do throws(KustomizeError) {
      try inner.accumulate(into: &built)
    } catch {
      throw KustomizeError("accumulateDirectory: \"recursed accumulation of path '\(full)': \(error.message)\"")
    }
    warnings += inner.warnings
  }
}

/// A file of objects.
enum ResourceFile {
  static func objects(_ bytes: [UInt8]) throws(KustomizeError) -> [Value] {
    var reader = ManifestReader(bytes: bytes, wordsAreStrings: true)
    var objects: [Value] = []
    while let document = try next(&reader) { objects += try flattened(document) }
    return objects
  }

  private static func next(_ reader: inout ManifestReader) throws(KustomizeError) -> Value? {
    do throws(ManifestError) {
      return try reader.next()?.value
    } catch {
      let prefix = "error converting YAML to JSON: "
      let reason = error.message.hasPrefix(prefix) ? String(error.message.dropFirst(prefix.count)) : error.message
      throw KustomizeError("MalformedYAMLError: \(reason.replacing("yaml: line 1: ", with: "yaml: "))")
    }
  }

  private static func flattened(_ object: Value) throws(KustomizeError) -> [Value] {
    guard object.object != nil else {
      throw KustomizeError("Object 'Kind' is missing in '\(JSONWriter.write(object))'")
    }
    if object["kind"].text.hasSuffix("List"), let items = object["items"].array {
      var found: [Value] = []
      for item in items { found += try flattened(item) }
      return found
    }
    if object["kind"].text.isEmpty { throw KustomizeError("missing kind in object \(goText(object))") }
    if object["metadata"]["name"].text.isEmpty {
      throw KustomizeError("missing metadata.name in object \(goText(object))")
    }
    return [object]
  }

  /// Go's `%v` of what kustomize knows of an object.
  private static func goText(_ object: Value) -> String {
    let metadata = object["metadata"]
    func map(_ key: Key) -> String { GoText.sprint(.object(metadata[key].fields)) }
    return "{{\(object["apiVersion"].text) \(object["kind"].text)} {{\(metadata["name"].text) "
      + "\(metadata["namespace"].text)} \(map("labels")) \(map("annotations"))}}"
  }
}
