// Names of ReplicaSets and of revisions of DaemonSets, against those that a real control plane gave.
import KubeKinds
import KubeObjects
import Testing

@testable import KubeControllers

@Suite struct TemplateHashTests {
  private static func template(_ labels: Value, _ container: Value, node: String) -> Value {
    var container = container
    container["terminationMessagePath"] = "/dev/termination-log"
    container["terminationMessagePolicy"] = "File"
    container["imagePullPolicy"] = "IfNotPresent"
    if container[.resources].isNull { container[.resources] = [:] }
    return [
      .metadata: [.labels: labels],
      .spec: [
        .containers: [container], .restartPolicy: "Always", "terminationGracePeriodSeconds": 30,
        "dnsPolicy": "ClusterFirst", "securityContext": [:], "schedulerName": "default-scheduler",
        .nodeSelector: ["kubernetes.io/hostname": .string(node)],
      ],
    ]
  }

  @Test func aTemplateHasTheHashOfARealControlPlane() {
    let daemon = Self.template(["app": "watcher"], [.name: "agent", .image: "busybox:1.36"], node: "node-3")
    #expect(TemplateHash.text(daemon, collisions: 0) == "7ff86c4bb8")
    let web = Self.template(["app": "shop", "tier": "web"], [.name: "nginx", .image: "nginx:1.27"], node: "node-1")
    #expect(TemplateHash.text(web, collisions: 0) == "669f5b4fbf")
  }

  /// Some quantities remember how they were written, others don't.
  @Test func quantitiesAreHashedAsGoKeepsThem() {
    let resources: Value = [
      .requests: ["cpu": "500m", "memory": "128Mi"], .limits: ["memory": "256Mi"],
    ]
    let front = Self.template(
      ["app": "front"], [.name: "nginx", .image: "nginx:1.27", .resources: resources], node: "node-1")
    #expect(TemplateHash.text(front, collisions: 0) == "6f9dc65b76")
  }

  @Test func aCollisionGivesAnotherHash() {
    let template = Self.template(["app": "web"], [.name: "web", .image: "nginx:1.27"], node: "node-1")
    let hashes = (0...2).map { TemplateHash.text(template, collisions: $0) }
    #expect(Set(hashes).count == 3)
  }

  /// Structs within structs, pointers, numbers that may be texts.
  @Test func allIsWrittenWithItsType() {
    let probe: Value = ["httpGet": ["path": "/", "port": 80, "scheme": "HTTP"], "periodSeconds": 10]
    let text = String(decoding: GoSpew.bytes(probe, as: "core/v1.Probe"), as: UTF8.self)
    #expect(text.hasPrefix("(v1.Probe){ProbeHandler:(v1.ProbeHandler){Exec:(*v1.ExecAction)<nil> "))
    #expect(text.contains("HTTPGet:(*v1.HTTPGetAction){Path:(string)/ "))
    #expect(text.contains("Port:(intstr.IntOrString){Type:(intstr.Type)0 IntVal:(int32)80 StrVal:(string)} "))
    #expect(text.contains("GRPC:(*v1.GRPCAction)<nil>} InitialDelaySeconds:(int32)0 "))
    #expect(text.hasSuffix("TerminationGracePeriodSeconds:(*int64)<nil>}"))
  }
}
