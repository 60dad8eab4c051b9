// What a container is told of its resources.
import KubeKinds
import KubeObjects

/// The resource of a container that one of its environment variables shows.
enum ContainerResource {
  /// The amount in units of the divisor, rounded up; processors are counted in thousandths before.
  static func value(of reference: Value, in container: Value) -> String {
    let parts = reference["resource"].text.split(separator: ".", maxSplits: 1)
    guard parts.count == 2, parts[0] == "limits" || parts[0] == "requests" else { return "" }
    let amounts = container[.resources][parts[0] == "limits" ? .limits : .requests]
    let amount = Quantity(value: amounts[Key(parts[1])]) ?? .zero
    var divisor = Quantity(value: reference["divisor"]) ?? .zero
    if divisor.isZero { divisor = Quantity(nanos: 1_000_000_000) }
    func count(_ quantity: Quantity) -> Double { Double(parts[1] == "cpu" ? quantity.millis : quantity.wholes) }
    return String(Int64((count(amount) / count(divisor)).rounded(.up)))
  }
}
