// What the API server does with NetworkPolicies, Ingresses and their classes.
import KubeObjects

struct NetworkPolicyRules: KindRules {
  var tracksGeneration: Bool { true }

  /// A policy rules what comes in, and what goes out when it says something of that.
  func applyDefaults(_ policy: inout Value) {
    policy.amend(.spec) { spec in
      let goesOut = !spec[.egress].elements.isEmpty
      spec.setDefault(.policyTypes, goesOut ? ["Ingress", "Egress"] : ["Ingress"])
    }
  }
}

struct IngressRules: KindRules {
  var tracksGeneration: Bool { true }
}

struct IngressClassRules: KindRules {
  var tracksGeneration: Bool { true }

  func prepareForCreate(_ ingressClass: inout Value) {}

  func prepareForUpdate(_ ingressClass: inout Value, old: Value) {}
}
