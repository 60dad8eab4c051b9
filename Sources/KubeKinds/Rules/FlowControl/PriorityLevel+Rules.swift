// What the API server does with PriorityLevelConfigurations (pkg/apis/flowcontrol/validation).
import KubeObjects

struct PriorityLevelRules: KindRules {
  var tracksGeneration: Bool { true }

  func applyDefaults(_ level: inout Value) {
    if level[.spec][.type] == "Exempt", level[.spec]["exempt"].isNull { level[.spec]["exempt"] = [:] }
    level[.spec].amend("exempt") { exempt in
      exempt.setDefault("nominalConcurrencyShares", 0)
      exempt.setDefault("lendablePercent", 0)
    }
    level[.spec].amend("limited") { limited in
      if limited["nominalConcurrencyShares"].isNull { limited["nominalConcurrencyShares"] = 30 }
      limited.setDefault("lendablePercent", 0)
      limited.amend("limitResponse") { response in
        response.amend("queuing") { queuing in
          for (key, number) in Self.queuing where queuing[key].number == 0 { queuing[key] = .int(number) }
        }
      }
    }
  }

  private static let queuing: [(Key, Int64)] = [("handSize", 8), ("queues", 64), ("queueLengthLimit", 50)]

  func validate(_ level: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.check(level[.metadata], isNamespaced: false, NameRules.dnsSubdomain, &findings)
    check(level, &findings)
    return findings.errors
  }

  func validateUpdate(_ level: Value, old: Value) -> [FieldError] {
    var findings = Findings()
    MetadataValidation.checkUpdate(level[.metadata], old: old[.metadata], &findings)
    check(level, &findings)
    return findings.errors
  }

  private func check(_ level: Value, _ findings: inout Findings) {
    let (spec, name, path) = (level[.spec], level[.metadata][.name].text, FieldPath("spec"))
    let type = spec[.type].text
    if (name == "exempt") != (type == "Exempt") {
      findings.invalid(path.child("type"), spec[.type], "type must be 'Exempt' if and only if name is 'exempt'")
    }
    switch type {
    case "Exempt":
      if !spec["limited"].isNull {
        findings.forbidden(path.child("limited"), "must be nil if the type is not Limited")
      }
      shares(spec["exempt"], at: path.child("exempt"), &findings)
      percent(spec["exempt"], at: path.child("exempt"), &findings)
    case "Limited":
      if !spec["exempt"].isNull {
        findings.forbidden(path.child("exempt"), "must be nil if the type is Limited")
      }
      limited(spec["limited"], at: path.child("limited"), &findings)
    default: findings.notSupported(path.child("type"), spec[.type], ["Exempt", "Limited"])
    }
    checkFixed(spec, name, at: path, &findings)
  }

  private func checkFixed(_ spec: Value, _ name: String, at path: FieldPath, _ findings: inout Findings) {
    guard let fixed = StandardFlows.fixedSpec(ofLevel: name) else { return }
    let isExempt = name == "exempt"
    if isExempt ? spec[.type] == fixed[.type] && spec["limited"].isNull : spec == fixed { return }
    findings.invalid(
      path, shown: GoDump.compact(spec, as: "flowcontrol/v1.PriorityLevelConfigurationSpec"),
      "spec of '\(name)'\(isExempt ? " except the 'spec.exempt' field" : "") must equal the fixed value")
  }

  // MARK: Limits

  private func limited(_ limited: Value, at path: FieldPath, _ findings: inout Findings) {
    if limited.isNull { return findings.required(path, "must not be empty when type is Limited") }
    shares(limited, at: path, &findings)
    response(limited["limitResponse"], at: path.child("limitResponse"), &findings)
    percent(limited, at: path, &findings)
    if let most = limited["borrowingLimitPercent"].int, most < 0 {
      findings.invalid(
        path.child("borrowingLimitPercent"), .int(most), "if specified, must be a non-negative integer")
    }
  }

  private func shares(_ level: Value, at path: FieldPath, _ findings: inout Findings) {
    guard let shares = level["nominalConcurrencyShares"].int, shares < 0 else { return }
    findings.invalid(path.child("nominalConcurrencyShares"), .int(shares), "must be a non-negative integer")
  }

  private func percent(_ level: Value, at path: FieldPath, _ findings: inout Findings) {
    guard let percent = level["lendablePercent"].int, !(0...100).contains(percent) else { return }
    findings.invalid(path.child("lendablePercent"), .int(percent), "must be between 0 and 100")
  }

  private func response(_ response: Value, at path: FieldPath, _ findings: inout Findings) {
    let (queuing, queuingPath) = (response["queuing"], path.child("queuing"))
    switch response[.type].text {
    case "Reject":
      if queuing.isNull { return }
      findings.forbidden(queuingPath, "must be nil if limited.limitResponse.type is not Limited")
    case "Queue":
      if queuing.isNull {
        findings.required(queuingPath, "must not be empty if limited.limitResponse.type is Limited")
      } else {
        checkQueues(queuing, at: queuingPath, &findings)
      }
    default: findings.notSupported(path.child("type"), response[.type], ["Queue", "Reject"])
    }
  }

  private static let mostQueues: Int64 = 10_000_000

  private func checkQueues(_ queuing: Value, at path: FieldPath, _ findings: inout Findings) {
    let (length, queues, hand) = (queuing["queueLengthLimit"], queuing["queues"].number, queuing["handSize"].number)
    if length.number <= 0 { findings.invalid(path.child("queueLengthLimit"), length, "must be positive") }
    if queues <= 0 {
      findings.invalid(path.child("queues"), .int(queues), "must be positive")
    } else if queues > Self.mostQueues {
      findings.invalid(path.child("queues"), .int(queues), "must not be greater than \(Self.mostQueues)")
    }
    if let complaint = complaint(hand: hand, of: queues) {
      findings.invalid(path.child("handSize"), .int(hand), complaint)
    }
  }

  private func complaint(hand: Int64, of queues: Int64) -> String? {
    if hand <= 0 { return "must be positive" }
    if hand > queues { return "should not be greater than queues (\(queues))" }
    // Each card of a hand takes as many bits of a hash as there are bits in the number of queues; 60 there are.
    var hands: Int64 = 1
    for _ in 0..<hand {
      let (product, isTooLarge) = hands.multipliedReportingOverflow(by: queues)
      if isTooLarge || product > 1 << 60 {
        return "required entropy bits of deckSize \(queues) and handSize \(hand) should not be greater than 60"
      }
      hands = product
      if queues == 1 { break }
    }
    return nil
  }
}
