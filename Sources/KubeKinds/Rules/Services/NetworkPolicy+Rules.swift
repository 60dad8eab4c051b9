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

  func validate(_ policy: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.check(policy[.metadata], NameRules.dnsSubdomain, &findings)
    NetworkValidation.policy(policy[.spec], &findings)
    return findings.errors
  }
}

struct IngressRules: KindRules {
  var tracksGeneration: Bool { true }

  func validateStatusUpdate(_ ingress: Value, old: Value) -> [FieldError] {
    StatusValidation.balancer(ingress, old: old, mayHaveNone: false)
  }

  func validate(_ ingress: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.check(ingress[.metadata], NameRules.dnsSubdomain, &findings)
    NetworkValidation.ingress(ingress[.spec], &findings)
    let annotation: Key = "kubernetes.io/ingress.class"
    let className = ingress[.spec][.ingressClassName].string
    if let name = ingress[.metadata][.annotations][annotation].string, let className, name != className {
      findings.invalid(
        FieldPath("annotations").child(annotation.text), .string(name),
        "must match `ingressClassName` when both are specified")
    }
    return findings.errors
  }

  func validateUpdate(_ ingress: Value, old: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.checkUpdate(ingress[.metadata], old: old[.metadata], &findings)
    NetworkValidation.ingress(ingress[.spec], &findings)
    return findings.errors
  }
}
