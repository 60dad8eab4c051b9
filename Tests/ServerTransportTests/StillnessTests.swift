// Clients that wait for a pod to go, and the pod that is made in its place at the same instant.
import ClusterAPI
import KubeKinds
import KubeObjects
import SimCore
import Testing

@testable import ServerTransport

/// A set of one pod that has just been deleted, one millisecond before it goes.
private struct LeavingPod {
  let cluster = KeptCluster()
  let uid: String
  static let path = KeptCluster.pods + "/web-0"
  static let list = KeptCluster.pods + "?fieldSelector=metadata.name%3Dweb-0&limit=500&resourceVersion=0"

  init() {
    cluster.ask("POST", "/apis/apps/v1/namespaces/default/statefulsets", Self.set)
    let first = Self.delete(in: cluster)
    let began = cluster.keeping.cluster.now
    while Self.listed(in: cluster) == first, let next = cluster.keeping.cluster.nextInstant {
      cluster.pass(next - cluster.keeping.cluster.now)
    }
    let end = cluster.keeping.cluster.now
    uid = Self.delete(in: cluster)
    cluster.pass(end - began - .milliseconds(1))
  }

  /// Deletes the pod when it has run for a while; returns its uid.
  private static func delete(in cluster: KeptCluster) -> String {
    cluster.pass(.seconds(60))
    return cluster.ask("DELETE", path)[.metadata][.uid].text
  }

  private static func listed(in cluster: KeptCluster) -> String {
    cluster.ask("GET", list)[.items].elements.first?[.metadata][.uid].text ?? ""
  }

  var listed: String { Self.listed(in: cluster) }

  var version: String { cluster.ask("GET", Self.list)[.metadata][.resourceVersion].text }

  /// What kubectl asks for first.
  func get() -> String { cluster.ask("GET", Self.path)[.metadata][.uid].text }

  func pass(_ milliseconds: Int64) { cluster.pass(.milliseconds(milliseconds)) }

  private static let set: Value = [
    "apiVersion": "apps/v1", "kind": "StatefulSet", "metadata": ["name": "web"],
    "spec": [
      "serviceName": "web", "replicas": 1, "selector": ["matchLabels": ["app": "web"]],
      "template": [
        "metadata": ["labels": ["app": "web"]], "spec": ["containers": [["name": "main", "image": "nginx:1.27"]]],
      ],
    ],
  ]
}

@Suite struct StillnessTests {
  @Test func timePassesForWhoeverDoesNotAsk() {
    let pod = LeavingPod()
    #expect(pod.uid == pod.listed && !pod.uid.isEmpty)
    pod.pass(2)
    #expect(pod.uid != pod.listed && !pod.listed.isEmpty)
  }

  /// kubectl gets, lists and watches, and must see the pod go that it got.
  @Test(arguments: [2, 50, 150] as [Int64])
  func whoeverGetsAPodOnItsWayOutCanWatchItGo(delay: Int64) {
    let pod = LeavingPod()
    #expect(pod.get() == pod.uid)
    pod.pass(delay)
    let list = pod.cluster.ask("GET", LeavingPod.list)
    #expect(list[.items].elements.map { $0[.metadata][.uid].text } == [pod.uid])
    let version = list[.metadata][.resourceVersion].text
    let seen = pod.cluster.watch(
      "\(KeptCluster.pods)?watch=true&fieldSelector=metadata.name%3Dweb-0&resourceVersion=\(version)")
    pod.pass(0)
    #expect(seen.all.contains("DELETED \(pod.uid)"))
    #expect(seen.all.contains("ADDED \(pod.listed)"))
  }

  @Test func timeGoesOnWhenNobodyWatches() {
    let pod = LeavingPod()
    let everything = pod.cluster.watch(KeptCluster.pods + "?watch=true&resourceVersion=\(pod.version)")
    _ = pod.get()
    pod.pass(199)
    #expect(pod.listed == pod.uid)
    pod.pass(2)
    #expect(everything.all.contains("DELETED \(pod.uid)"))
  }

  @Test func manyWhoAskHoldTimeForAMomentOnly() {
    let pod = LeavingPod()
    var asked = 0
    while pod.get() == pod.uid, asked < 100 {
      pod.pass(100)
      asked += 1
    }
    #expect(asked == 5)
  }

  @Test(arguments: ["GET /stsctl/clock", "POST /stsctl/advance?by=1s"])
  func whoeverMovesTimeEndsIt(request: String) {
    let pod = LeavingPod()
    _ = pod.get()
    pod.pass(2)
    let words = request.split(separator: " ").map(String.init)
    pod.cluster.ask(words[0], words[1])
    #expect(pod.listed != pod.uid)
  }

  @Test func aWatchOfAnotherPodChangesNothing() {
    let pod = LeavingPod()
    _ = pod.get()
    pod.cluster.watch(KeptCluster.pods + "?watch=true&fieldSelector=metadata.name%3Dother")
    pod.pass(2)
    #expect(pod.listed == pod.uid)
  }
}
