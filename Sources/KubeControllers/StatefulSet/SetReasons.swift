// Why a set is not further along, in sentences: each hold of the plan, with what would help.
import KubeKinds
import KubeObjects
import SimCore

/// Puts the holds of a plan into words.
struct SetReasons {
  let set: SetSpec
  /// The name of the revision that is wanted.
  let update: String
  let pod: (ObjectKey) -> Member?
  /// Whether a lost pod of an ordinal would be made from the new template.
  let comesBackNew: (Int) -> Bool
  let now: Instant

  /// The reasons for the set itself.
  func reasons(_ holds: [SetHold]) -> [Reason] { holds.compactMap { reason($0, set.key) } }

  /// The reasons of the holds that concern one pod, which may not exist yet.
  func reasons(_ holds: [SetHold], for key: ObjectKey) -> [Reason] {
    let isMissing = pod(key) == nil
    return holds.compactMap { hold in
      switch hold {
      case .onDelete(let pods), .paused(let pods), .partition(_, let pods):
        pods.contains(key) ? reason(hold, key) : nil
      case .updateWaits(let other): isOutdated(key) && other != key ? reason(hold, key) : nil
      case .claimStale(let other, _), .claimTerminating(let other, _):
        isMissing || other == key ? reason(hold, key) : nil
      case .podNotReady(key) where isOutdated(key): neverReplaced(key)
      case .podNotReady(let other), .podTerminating(let other), .podNotAvailable(let other, _),
        .podEnded(let other), .condemnedTerminating(let other):
        other != key && (isMissing || isOutdated(key) || isSurplus(key)) ? reason(hold, key) : nil
      case .condemnedUnhealthy(let other, _): other == key ? reason(hold, key) : nil
      case .setTerminating, .podCreated: isMissing ? reason(hold, key) : nil
      }
    }
  }

  private func isOutdated(_ key: ObjectKey) -> Bool { pod(key).map { $0.revision.text != update } ?? false }

  private func isSurplus(_ key: ObjectKey) -> Bool { pod(key).map { !set.covers($0.ordinal) } ?? false }

  private func reason(_ hold: SetHold, _ subject: ObjectKey) -> Reason? {
    switch hold {
    case .setTerminating: terminating(subject)
    case .podCreated: nil
    case .podEnded(let pod): ended(pod, subject)
    case .claimStale(_, let claim): staleClaim(claim, subject)
    case .claimTerminating(let pod, let claim): endingClaim(pod, claim, subject)
    case .podTerminating(let pod), .condemnedTerminating(let pod): ending(pod, subject)
    case .podNotReady(let pod): notReady(pod, subject)
    case .podNotAvailable(let pod, let until): notAvailable(pod, until, subject)
    case .condemnedUnhealthy(let pod, let first): unhealthy(pod, first, subject)
    case .onDelete(let pods): onDelete(pods, subject)
    case .partition(let partition, let pods): belowPartition(partition, pods, subject)
    case .paused(let pods): paused(pods, subject)
    case .updateWaits(let pod): updateWaits(pod, subject)
    }
  }
}

// MARK: Pods that are waited for

extension SetReasons {
  private func notReady(_ key: ObjectKey, _ subject: ObjectKey) -> Reason {
    var message =
      "pod \(key.name) is not ready, and an OrderedReady set creates, updates and deletes no other pod before it is"
    var remedies = [Remedy(command("describe pod \(key.name)"), "shows what keeps it from being ready")]
    if let member = pod(key), member.revision.text != update {
      message +=
        "; it is still at revision \(member.revision.text) while the template is at \(update), and a pod that is "
        + "not ready is never replaced, so changing the template back does not help"
      remedies.insert(replacement(member), at: 0)
    }
    return Reason(
      subject: subject, rule: "OrderedReady", message: message, waitsFor: [key], remedies: remedies)
  }

  /// The same, told of the pod that is waited for: nobody but its user takes it away.
  private func neverReplaced(_ key: ObjectKey) -> Reason? {
    guard let member = pod(key) else { return nil }
    return Reason(
      subject: key, rule: "OrderedReady",
      message: "the pod is at revision \(member.revision.text) while the template of StatefulSet \(set.name) is at "
        + "\(update); an OrderedReady set replaces no pod that is not ready, whatever its template",
      remedies: [replacement(member)])
  }

  private func replacement(_ member: Member) -> Remedy {
    let comesBack = comesBackNew(member.ordinal) ? "from the present template" : "at the current revision"
    let name = member.key.name
    return Remedy(command("delete pod \(name)"), "lets the set make \(name) anew, \(comesBack)")
  }

  private func notAvailable(_ key: ObjectKey, _ until: Instant, _ subject: ObjectKey) -> Reason {
    let rest = max(until - now, .zero)
    return Reason(
      subject: subject, rule: "MinReadySeconds",
      message: "pod \(key.name) is ready but has to stay so for \(set.minReady.goText) before the next pod is "
        + "touched; \(rest.goText) of that are left",
      waitsFor: [key],
      remedies: [
        Remedy(
          command("patch sts \(set.name) -p '{\"spec\":{\"minReadySeconds\":0}}'"), "waits for readiness only")
      ])
  }

  private func ending(_ key: ObjectKey, _ subject: ObjectKey) -> Reason {
    Reason(
      subject: subject, rule: "PodTerminating",
      message: "pod \(key.name) is terminating, and its place is not taken before it is gone", waitsFor: [key],
      remedies: [
        Remedy(
          command("delete pod \(key.name) --grace-period=0 --force"),
          "gives it up at once; two pods of one identity may then run for a while")
      ])
  }

  private func ended(_ key: ObjectKey, _ subject: ObjectKey) -> Reason {
    Reason(
      subject: subject, rule: "PodEnded",
      message: "pod \(key.name) has failed or succeeded; it is deleted and made anew once it is gone",
      waitsFor: [key])
  }

  private func unhealthy(_ key: ObjectKey, _ first: ObjectKey, _ subject: ObjectKey) -> Reason {
    Reason(
      subject: subject, rule: "ScaleDown",
      message: "pod \(key.name) is to go but is not healthy, and neither is the lower \(first.name); of several "
        + "unhealthy pods an OrderedReady set deletes none",
      waitsFor: [key, first],
      remedies: [Remedy(command("delete pod \(key.name)"), "lets scaling down go on")])
  }

  private func terminating(_ subject: ObjectKey) -> Reason {
    Reason(
      subject: subject, rule: "SetTerminating",
      message: "StatefulSet \(set.name) is being deleted and only reports its status any more",
      waitsFor: subject == set.key ? [] : [set.key],
      remedies: [
        Remedy(command("get sts \(set.name) -o jsonpath='{.metadata.finalizers}'"), "shows what holds its deletion")
      ])
  }
}

// MARK: Claims

extension SetReasons {
  private func staleClaim(_ claim: ObjectKey, _ subject: ObjectKey) -> Reason {
    Reason(
      subject: subject, rule: "StaleClaim",
      message: "claim \(claim.name) belongs to an earlier pod of that name and is deleted with it "
        + "(whenScaled: Delete); the new pod waits for a claim of its own",
      waitsFor: [claim])
  }

  private func endingClaim(_ pod: ObjectKey, _ claim: ObjectKey, _ subject: ObjectKey) -> Reason {
    Reason(
      subject: subject, rule: "ClaimTerminating",
      message: "claim \(claim.name) is being deleted, so pod \(pod.name) can't be made before it is gone",
      waitsFor: [claim],
      remedies: [
        Remedy(command("get pvc \(claim.name) -o jsonpath='{.metadata.finalizers}'"), "shows what holds its deletion")
      ])
  }
}

// MARK: Old pods that stay

extension SetReasons {
  /// One of the pods waits for nothing but its own end, whatever becomes of the others.
  private func onDelete(_ pods: [ObjectKey], _ subject: ObjectKey) -> Reason {
    let pods = pods.contains(subject) ? [subject] : pods
    return Reason(
      subject: subject, rule: "OnDelete",
      message: "\(names(pods)) not at revision \(update); updateStrategy OnDelete replaces a pod only after "
        + "somebody deleted it",
      waitsFor: pods.filter { $0 != subject }, remedies: pods.prefix(1).map { remedy($0) })
  }

  private func belowPartition(_ partition: Int, _ pods: [ObjectKey], _ subject: ObjectKey) -> Reason {
    Reason(
      subject: subject, rule: "Partition",
      message: "\(names(pods)) not at revision \(update); partition \(partition) keeps the first \(partition) "
        + "members at the old revision",
      remedies: [
        Remedy(
          command(
            "patch sts \(set.name) -p '{\"spec\":{\"updateStrategy\":{\"rollingUpdate\":{\"partition\":0}}}}'"),
          "rolls the new revision out to all members")
      ])
  }

  private func paused(_ pods: [ObjectKey], _ subject: ObjectKey) -> Reason {
    Reason(
      subject: subject, rule: "Paused",
      message: "\(names(pods)) not at revision \(update); the rollout is paused",
      remedies: [Remedy(command("rollout resume sts/\(set.name)"), "lets the rollout go on")])
  }

  private func updateWaits(_ key: ObjectKey, _ subject: ObjectKey) -> Reason {
    Reason(
      subject: subject, rule: "RollingUpdate",
      message: "the rolling update replaces one pod at a time, from the highest ordinal down, and waits until "
        + "\(key.name) is available at revision \(update)",
      waitsFor: [key])
  }

  private func remedy(_ key: ObjectKey) -> Remedy {
    Remedy(command("delete pod \(key.name)"), "lets the set make \(key.name) anew from the present template")
  }

  private func names(_ pods: [ObjectKey]) -> String {
    let shown = pods.prefix(3).map(\.name).joined(separator: ", ")
    let rest = pods.count > 3 ? " and \(pods.count - 3) more" : ""
    return pods.count == 1 ? "pod \(shown) is" : "pods \(shown)\(rest) are"
  }

  private func command(_ words: String) -> String {
    "kubectl \(words)" + (set.namespace == "default" ? "" : " -n \(set.namespace)")
  }
}
