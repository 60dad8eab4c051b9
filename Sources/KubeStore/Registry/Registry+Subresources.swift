// Which parts of objects can be read and written apart, and what is posted to them.
import KubeKinds
import KubeObjects

extension Registry {
  /// Reads an object, or a subresource of it.
  public func get(
    _ kind: Kind, namespace: String, name: String, subresource: Kind.Subresource?
  ) throws(APIStatus) -> Value {
    try checkOffered(subresource, by: kind)
    let object = try get(kind, namespace: namespace, name: name)
    switch subresource {
    case .scale: return scale(of: object, kind)
    case nil, .status, .ephemeralcontainers, .resize: return object
    default: throw .methodNotAllowed(kind.groupResource, "get")
    }
  }

  /// Creates an object, or posts something to a subresource of one: an eviction, a binding.
  @discardableResult
  public func create(
    _ kind: Kind, namespace: String, name: String?, _ object: Value, subresource: Kind.Subresource?,
    _ options: WriteOptions = WriteOptions()
  ) throws(APIStatus) -> Written {
    guard let subresource else { return try create(kind, namespace: namespace, object, options) }
    try checkOffered(subresource, by: kind)
    let key = key(kind, namespace, name ?? "")
    switch subresource {
    case .binding: return try bind(key, object, options)
    case .eviction: return try evict(key, object, options)
    default: throw .methodNotAllowed(kind.groupResource, "create")
    }
  }

  /// The server knows no path for a subresource that a kind does not have.
  func checkOffered(_ subresource: Kind.Subresource?, by kind: Kind) throws(APIStatus) {
    guard let subresource, !kind.offers(subresource) else { return }
    throw APIStatus(
      code: 404, reason: .notFound, message: "the server could not find the requested resource")
  }
}
