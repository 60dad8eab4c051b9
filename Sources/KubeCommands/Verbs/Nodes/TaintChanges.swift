// Taints as they are typed, and what they make of the taints of a node.
import KubeKinds
import KubeObjects

/// One taint as typed; without an effect it stands for all of its key.
struct TypedTaint: Equatable {
  var key: String
  var value = ""
  var effect = ""

  init(_ text: String) throws(CommandError) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard parts.count < 3 else { throw .text("invalid taint spec: \(text)") }
    guard parts.count == 2 else {
      key = text
      try checkKey(text)
      return
    }
    guard ["NoSchedule", "PreferNoSchedule", "NoExecute"].contains(parts[1]) else {
      throw .text("invalid taint effect: \(parts[1]), unsupported taint effect")
    }
    effect = parts[1]
    let pair = parts[0].split(separator: "=", omittingEmptySubsequences: false).map(String.init)
    guard pair.count < 3 else { throw .text("invalid taint spec: \(text)") }
    key = pair[0]
    if pair.count == 2 { value = pair[1] }
    let faults = NameRules.labelValue(value)
    if !faults.isEmpty { throw .text("invalid taint spec: \(text), \(faults.joined(separator: "; "))") }
    try checkKey(text)
  }

  private func checkKey(_ text: String) throws(CommandError) {
    let faults = NameRules.qualifiedName(key)
    if !faults.isEmpty { throw .text("invalid taint spec: \(text), \(faults.joined(separator: "; "))") }
  }

  var object: Value {
    var taint: Value = ["effect": .string(effect), "key": .string(key)]
    if !value.isEmpty { taint[.value] = .string(value) }
    return taint
  }

  /// Whether a node's taint is meant.
  func matches(_ taint: Value) -> Bool {
    taint[.key].text == key && (effect.isEmpty || taint["effect"].text == effect)
  }

  var text: String { effect.isEmpty ? key : "\(key):\(effect)" }
}

/// The changes that a line asks for.
struct TaintChanges {
  var added: [TypedTaint] = []
  var removed: [TypedTaint] = []

  init(_ words: [String]) throws(CommandError) {
    for word in words {
      if word.hasSuffix("-") {
        removed.append(try TypedTaint(String(word.dropLast())))
        continue
      }
      let taint = try TypedTaint(word)
      if taint.effect.isEmpty { throw .text("invalid taint spec: \(word)") }
      if added.contains(where: { $0.key == taint.key && $0.effect == taint.effect }) {
        throw .text(
          "duplicated taints with the same key and effect: {\(taint.key) \(taint.value) \(taint.effect) <nil>}")
      }
      added.append(taint)
    }
  }

  func refuseConflicts() throws(CommandError) {
    let conflicts = added.flatMap { new in
      removed.filter { $0.key == new.key && ($0.effect.isEmpty || $0.effect == new.effect) }
    }
    if conflicts.isEmpty { return }
    throw .text(
      "can not both modify and remove the following taint(s) in the same command: "
        + conflicts.map { "\($0.key)=\($0.effect)" }.joined(separator: ", "))
  }

  /// The taints a node has afterwards, and the word for the change.
  func applied(to node: Value, overwrites: Bool) throws(CommandError) -> (taints: [Value], verb: String) {
    let old = node[.spec]["taints"].elements
    let present = added.filter { taint in old.contains(where: taint.matches) }
    if !overwrites, !present.isEmpty {
      throw .text(
        "node \(node[.metadata][.name].text) already has \(present.map(\.key).joined(separator: ",")) taint(s) with "
          + "same effect(s) and --overwrite is false")
    }
    var taints = added.map(\.object) + old.filter { taint in !added.contains { $0.matches(taint) } }
    let hasAdded = taints.count != old.count
    var hasRemoved = false
    let failures = FailureList()
    for taint in removed {
      let before = taints.count
      taints.removeAll(where: taint.matches)
      hasRemoved = taints.count < before
      if !hasRemoved { failures.add(CommandError.text("taint \(GoText.quoted(taint.text)) not found")) }
    }
    try failures.throwIfAny()
    if hasAdded && hasRemoved || overwrites { return (taints, "modified") }
    return (taints, hasAdded ? "tainted" : "untainted")
  }
}
