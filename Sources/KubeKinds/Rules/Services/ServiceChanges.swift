// What a change of a service keeps of what the cluster had handed out, and what it gives back
// (pkg/registry/core/service/strategy.go and storage).
import KubeObjects

enum ServiceChanges {
  /// Makes `clusterIP` and `clusterIPs` say the same.
  static func settleAddresses(_ service: inout Value, old: Value?) {
    let address = service[.spec][.clusterIP].text
    let list = service[.spec][.clusterIPs].elements
    guard let old else {
      if !address.isEmpty, list.isEmpty { service[.spec][.clusterIPs] = [.string(address)] }
      return
    }
    let changedAddress = address != old[.spec][.clusterIP].text
    let changedList = list != old[.spec][.clusterIPs].elements
    if changedAddress, !changedList {
      service[.spec].set(.clusterIPs, address.isEmpty ? nil : .array([.string(address)] + list.dropFirst()))
    } else if changedList, !changedAddress {
      service[.spec].set(.clusterIP, list.first)
    }
  }

  /// Puts back addresses and node ports that the new version does not name.
  static func keepAllocated(_ service: inout Value, old: Value) {
    if needsAddress(old), needsAddress(service) {
      service[.spec].setDefault(.clusterIP, old[.spec][.clusterIP])
      if service[.spec][.clusterIP] == old[.spec][.clusterIP] {
        service[.spec].setDefault(.clusterIPs, old[.spec][.clusterIPs])
      }
    }
    if needsNodePorts(old), needsNodePorts(service) { keepNodePorts(&service, old) }
    if needsHealthCheck(old), needsHealthCheck(service), !old[.spec][.healthCheckNodePort].isNull {
      service[.spec].setDefault(.healthCheckNodePort, old[.spec][.healthCheckNodePort])
    }
    for key in [Key.ipFamilies, .ipFamilyPolicy] where needsAddress(service) && !old[.spec][key].isNull {
      service[.spec].setDefault(key, old[.spec][key])
    }
  }

  private static func keepNodePorts(_ service: inout Value, _ old: Value) {
    let before = old[.spec][.ports].elements
    let asked = Set(service[.spec][.ports].elements.compactMap { $0[.nodePort].int })
    let used = asked.intersection(before.compactMap { $0[.nodePort].int })
    service[.spec].amendElements(.ports) { port in
      guard port[.nodePort].number == 0,
        let number = before.last(where: { $0[.name].text == port[.name].text })?[.nodePort].int, !used.contains(number)
      else { return }
      port[.nodePort] = .int(number)
    }
  }

  /// Takes out what the new type has no use for and the author did not touch.
  static func dropUnused(_ service: inout Value, old: Value) {
    if needsAddress(old), !needsAddress(service) {
      drop([.clusterIP, .clusterIPs, .ipFamilies, .ipFamilyPolicy], &service, old)
    }
    if needsNodePorts(old), !needsNodePorts(service), nodePorts(service) == nodePorts(old) {
      service[.spec].amendElements(.ports) { $0.remove(.nodePort) }
    }
    if needsHealthCheck(old), !needsHealthCheck(service) { drop([.healthCheckNodePort], &service, old) }
    if type(old) == "LoadBalancer", type(service) != "LoadBalancer" {
      drop([.allocateLoadBalancerNodePorts, .loadBalancerClass], &service, old)
    }
    if isOpenToTheOutside(old), !isOpenToTheOutside(service) { drop([.externalTrafficPolicy], &service, old) }
    if type(old) != "ExternalName", type(service) == "ExternalName" {
      drop([.internalTrafficPolicy], &service, old)
    }
  }

  private static func drop(_ keys: [Key], _ service: inout Value, _ old: Value) {
    for key in keys where service[.spec][key] == old[.spec][key] { service[.spec].remove(key) }
  }

  private static func nodePorts(_ service: Value) -> [Int64] {
    service[.spec][.ports].elements.map { $0[.nodePort].number }
  }

  private static func type(_ service: Value) -> String { service[.spec][.type].text }

  private static func needsAddress(_ service: Value) -> Bool { type(service) != "ExternalName" }

  private static func needsNodePorts(_ service: Value) -> Bool {
    type(service) == "NodePort"
      || (type(service) == "LoadBalancer" && service[.spec][.allocateLoadBalancerNodePorts].bool ?? true)
  }

  static func needsHealthCheck(_ service: Value) -> Bool {
    type(service) == "LoadBalancer" && service[.spec][.externalTrafficPolicy].text == "Local"
  }

  static func isOpenToTheOutside(_ service: Value) -> Bool {
    let type = type(service)
    return type == "NodePort" || type == "LoadBalancer"
      || (type == "ClusterIP" && !service[.spec][.externalIPs].elements.isEmpty)
  }
}
