// Where in objects of which kinds something is to be changed.
import KubeObjects

/// A path in objects of some kinds: `spec/template/metadata/labels`. Lists on the way mean each of their elements.
struct FieldSpec {
  var group: String?
  var kind: String?
  var path: [Key]
  /// Makes what is missing of the path.
  var creates = false

  init(_ path: String, kind: String? = nil, group: String? = nil, creates: Bool = false) {
    self.path = path.split(separator: "/").map { Key($0) }
    self.kind = kind
    self.group = group
    self.creates = creates
  }

  init(keys: [Key], kind: String) {
    path = keys
    self.kind = kind
  }

  func applies(to id: ResourceID) -> Bool {
    (kind == nil || kind == id.kind) && (group == nil || group == id.group)
  }

  /// Lets `change` alter what stands at the path, wherever it leads to.
  func visit(
    _ object: inout Value, _ change: (inout Value) throws(KustomizeError) -> Void
  ) throws(KustomizeError) {
    try visit(&object, path[...], change)
  }

  private func visit(
    _ value: inout Value, _ path: ArraySlice<Key>, _ change: (inout Value) throws(KustomizeError) -> Void
  ) throws(KustomizeError) {
    if case .array(var elements) = value, !path.isEmpty {
      for index in elements.indices { try visit(&elements[index], path, change) }
      value = .array(elements)
      return
    }
    guard let key = path.first else { return try change(&value) }
    guard value.object != nil || value.isNull && creates else { return }
    let old = value.fields[key]
    if old?.isNull ?? true, !creates { return }
    var inner = old ?? .null
    try visit(&inner, path.dropFirst(), change)
    if !inner.isNull { value[key] = inner }
  }
}
