// What commands see of the control plane's parts, and of the ranges and addresses of services.
import ClusterSim
import KubeObjects
import SimCore
import Testing

@testable import KubeCommands

@Suite struct ServiceRangeTests {
  private static let range = "apiVersion: networking.k8s.io/v1\nkind: ServiceCIDR\nmetadata: {name: extra}\n"
    + "spec: {cidrs: [10.100.0.0/24]}\n"

  private func bench() -> Bench {
    let bench = Bench(["range.yaml": Self.range])
    bench.run("apply -f range.yaml")
    return bench
  }

  @Test func partsOfTheControlPlaneAreHealthy() {
    let bench = Bench()
    let warning = "Warning: v1 ComponentStatus is deprecated in v1.19+\n"
    #expect(
      bench.run("get cs")
        == Printed(
          """
          NAME                 STATUS    MESSAGE   ERROR
          scheduler            Healthy   ok        \n\
          controller-manager   Healthy   ok        \n\
          etcd-0               Healthy   ok        \n
          """, errors: warning))
    #expect(bench.run("get componentstatus etcd-0 -o jsonpath={.conditions[0].message}").output == "ok")
    #expect(bench.run("get cs foo").errors == "Error from server: Component not found: foo\n")
    #expect(bench.run("get cs --field-selector metadata.name=scheduler -o name").output == "componentstatus/scheduler\n")
    #expect(bench.run("delete cs etcd-0").status == 1)
  }

  @Test func everyAddressOfAServiceHasAnObject() {
    let bench = Bench()
    #expect(bench.run("get ip").output == "NAME        PARENTREF\n10.96.0.1   services/default/kubernetes\n")
    bench.run("create service clusterip web --tcp=80 --clusterip=10.96.7.7")
    #expect(bench.run("get ip 10.96.7.7 -o jsonpath={.spec.parentRef}").output.contains("\"name\":\"web\""))
    // What the cluster needs comes back, what somebody else made stays, and both are taken.
    bench.run("delete ip 10.96.7.7")
    #expect(bench.run("get ip 10.96.7.7 --no-headers").output == "10.96.7.7   services/default/web\n")
    let own = "{apiVersion: networking.k8s.io/v1, kind: IPAddress, metadata: {name: 10.96.8.8}, "
      + "spec: {parentRef: {resource: things, group: x.io, name: a}}}"
    #expect(bench.run("create -f -", input: own).output == "ipaddress.networking.k8s.io/10.96.8.8 created\n")
    #expect(
      bench.run("create service clusterip two --tcp=80 --clusterip=10.96.8.8").errors.hasSuffix(
        "failed to allocate IP 10.96.8.8: provided IP is already allocated\n"))
    bench.run("delete svc web")
    #expect(bench.run("get ip 10.96.7.7").status == 1)
    #expect(bench.run("get ip 10.96.8.8 --no-headers").output == "10.96.8.8   things.x.io/a\n")
  }

  @Test func aServiceGivesItsAddressBackWhenItNeedsNone() {
    let bench = Bench()
    bench.run("create service clusterip web --tcp=80 --clusterip=10.96.7.7")
    let patch = #"{"spec":{"type":"ExternalName","externalName":"a.io","clusterIP":"","clusterIPs":null}}"#
    #expect(bench.run(words: ["patch", "svc", "web", "-p", patch]).status == 0)
    #expect(bench.run("get ip 10.96.7.7").status == 1)
  }

  @Test func rangesAreAddedAndProtected() throws {
    let bench = bench()
    #expect(bench.run("get servicecidr -o jsonpath={.items[*].status.conditions[0].status}").output == "True True")
    #expect(bench.run("create service clusterip far --tcp=80 --clusterip=10.100.0.9").status == 0)
    for address in ["10.100.0.0", "10.100.0.255", "10.100.1.9"] {
      #expect(bench.run("create service clusterip no --tcp=80 --clusterip=\(address)").status == 1)
    }
    bench.run("delete servicecidr extra --wait=false")
    try bench.cluster.sleep(.seconds(30))
    #expect(
      bench.run("get servicecidr extra -o jsonpath={.status.conditions[0].reason}").output == "Terminating")
    bench.run("delete svc far")
    #expect(bench.run("get servicecidr -o name").output == "servicecidr.networking.k8s.io/kubernetes\n")
  }

  /// A range goes although it is used, when another has its addresses.
  @Test func aRangeInsideAnotherIsNotNeeded() throws {
    let bench = bench()
    bench.run("create service clusterip far --tcp=80 --clusterip=10.100.0.9")
    bench.run("create -f -", input: Self.range.replacing("extra", with: "wide").replacing("0.0/24", with: "0.0/16"))
    bench.run("delete servicecidr extra --wait=false")
    try bench.cluster.sleep(.seconds(11))
    #expect(bench.run("get servicecidr -o jsonpath={.items[*].metadata.name}").output == "kubernetes wide")
  }
}
