// Kinds that the API server still serves, but warns of.

extension Kind {
  /// The warning that comes with every answer about this kind; `nil` for kinds that are here to stay.
  public var deprecation: String? {
    if let custom { return custom.deprecation }
    guard group.isEmpty else { return nil }
    switch name {
    case "Endpoints": return "v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice"
    case "ComponentStatus": return "v1 ComponentStatus is deprecated in v1.19+"
    default: return nil
    }
  }
}
