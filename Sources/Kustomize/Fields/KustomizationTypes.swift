// What the fields of kustomizations hold (sigs.k8s.io/kustomize/api/types), and what is said of fields that hold
// something else: the words of Go's JSON.
import KubeObjects

/// Reads a kustomization as its types say.
struct KustomizationTypes {
  private(set) var fault: String?

  /// A kustomization whose fields have the names that the types give them: capitals make no difference.
  mutating func read(_ value: Value) -> Value { read(value, "Kustomization", of: nil, at: "") }

  /// A struct a line: its name, then its fields. `[]` before a type is a list of it, `{}` a map to it, and a name
  /// before a colon is what Go calls a type that is a string.
  private static let structs: [String: [String: String]] = {
    let lines = """
      Kustomization kind string apiVersion string metadata ObjectMeta openapi {}string namePrefix string \
      nameSuffix string namespace string commonLabels {}string labels []Label commonAnnotations {}string \
      patchesStrategicMerge []PatchStrategicMerge:string patchesJson6902 []Patch patches []Patch images []Image \
      imageTags []Image replacements []ReplacementField replicas []Replica vars []Var sortOptions SortOptions \
      resources []string components []string crds []string bases []string configMapGenerator []ConfigMapArgs \
      secretGenerator []SecretArgs helmGlobals HelmGlobals helmCharts any helmChartInflationGenerator any \
      generatorOptions GeneratorOptions configurations []string generators []string transformers []string \
      validators []string buildMetadata []string
      ObjectMeta name string namespace string labels {}string annotations {}string
      Label pairs {}string includeSelectors bool includeTemplates bool fields []FieldSpec
      FieldSpec group string version string kind string path string create bool
      Patch path string patch string target Selector options {}bool
      Selector group string version string kind string name string namespace string annotationSelector string \
      labelSelector string
      Image name string newName string tagSuffix string newTag string digest string
      Replica name string count int64
      ReplacementField source SourceSelector sourceValue string targets []TargetSelector path string
      SourceSelector group string version string kind string name string namespace string fieldPath string \
      options FieldOptions
      TargetSelector select Selector reject []Selector fieldPaths []string options FieldOptions
      FieldOptions delimiter string index int encoding string create bool
      Var name string objref Target fieldref FieldSelector
      Target apiVersion string group string version string kind string name string namespace string
      FieldSelector fieldPath string
      SortOptions order SortOrder:string legacySortOptions LegacySortOptions
      LegacySortOptions orderFirst []string orderLast []string
      ConfigMapArgs namespace string name string behavior string literals []string files []string envs []string \
      env string options GeneratorOptions
      SecretArgs namespace string name string behavior string literals []string files []string envs []string \
      env string options GeneratorOptions type string
      GeneratorOptions labels {}string annotations {}string disableNameSuffixHash bool immutable bool
      HelmGlobals chartHome string configHome string
      """
    let words = lines.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
    return Dictionary(
      uniqueKeysWithValues: words.map { words in
        let fields = stride(from: 1, to: words.count, by: 2).map { (words[$0], words[$0 + 1]) }
        return (words[0], Dictionary(uniqueKeysWithValues: fields))
      })
  }()

  /// - Parameters:
  ///   - owner: the struct whose field it is; `nil` at the top.
  ///   - path: the names of the fields on the way to it.
  private mutating func read(_ value: Value, _ type: String, of owner: String?, at path: String) -> Value {
    if value.isNull || type == "any" { return value }
    if type.hasPrefix("[]") {
      guard let elements = value.array else { return refuse(value, type, owner, path) }
      let element = String(type.dropFirst(2))
      return .array(elements.map { read($0, element, of: owner, at: path) })
    }
    if type.hasPrefix("{}") {
      guard var object = value.object else { return refuse(value, type, owner, path) }
      for (key, entry) in object { object[key] = read(entry, String(type.dropFirst(2)), of: owner, at: path) }
      return .object(object)
    }
    if let fields = Self.structs[type] { return read(value, type, fields, of: owner, at: path) }
    return isScalar(value, type) ? value : refuse(value, type, owner, path)
  }

  private mutating func read(
    _ value: Value, _ type: String, _ fields: [String: String], of owner: String?, at path: String
  ) -> Value {
    guard let object = value.object else { return refuse(value, type, owner, path) }
    var result = Object()
    for (key, entry) in object {
      let name = fields[key.text] == nil ? fields.keys.first { $0.lowercased() == key.text.lowercased() } : key.text
      guard let name, let inner = fields[name] else {
        note("unknown field \(GoText.quoted(key.text))")
        continue
      }
      result[Key(name)] = read(entry, inner, of: type, at: path.isEmpty ? name : "\(path).\(name)")
    }
    return .object(result)
  }

  private func isScalar(_ value: Value, _ type: String) -> Bool {
    switch type {
    case "bool": value.bool != nil
    case "int", "int64": value.int != nil
    default: value.string != nil
    }
  }

  /// Go's JSON goes on, and tells of the first fault.
  private mutating func note(_ text: String) { if fault == nil { fault = text } }

  private mutating func refuse(_ value: Value, _ type: String, _ owner: String?, _ path: String) -> Value {
    var kind = value.jsonKind
    if type.hasPrefix("int"), case .double = value { kind += " \(JSONWriter.write(value))" }
    let place = owner.map { "struct field \($0).\(path)" } ?? "value"
    note("cannot unmarshal \(kind) into Go \(place) of type \(Self.goName(type))")
    return value
  }

  private static func goName(_ type: String) -> String {
    if type.hasPrefix("[]") { return "[]" + goName(String(type.dropFirst(2))) }
    if type.hasPrefix("{}") { return "map[string]" + goName(String(type.dropFirst(2))) }
    let name = type.prefix { $0 != ":" }
    return ["string", "bool", "int", "int64"].contains(name) ? String(name) : "types.\(name)"
  }
}
