// `kubectl label`
import KubeKinds
import KubeObjects

enum Label {
  static let command = MetadataVerb(
    name: "label", noun: "label", field: .labels, usage: "KEY_1=VAL_1 ... KEY_N=VAL_N",
    help: CommandHelp(
      "Change the labels of objects",
      """
      Sets labels with KEY=VALUE and removes them with KEY-.

      A key and a value begin with a letter or a digit and may have letters, digits, '-', '_' and '.', 63 characters \
      at most; a key may have a DNS prefix before a slash. A label that has another value already is only changed with \
      --overwrite.
      """,
      examples: [
        Example("Label a set", "kubectl label sts web tier=db"),
        Example("Change a label that is there", "kubectl label --overwrite pods web-0 tier=cache"),
        Example("Label all pods of the namespace", "kubectl label pods --all shade=dark"),
        Example("Remove a label", "kubectl label pods web-0 canary-"),
      ]),
    parse: LabelText.pairs, refuseOverwrites: LabelText.refuseOverwrites, fileExample: "pod",
    listsWithoutFormat: true, verb: LabelText.verb
  ).command
}

/// What is particular to labels.
enum LabelText {
  static func pairs(_ words: [String]) throws(CommandError) -> MetadataPairs {
    var pairs = MetadataPairs()
    for word in words {
      let parts = word.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
      if parts.count > 2 { throw .text("invalid label spec: \(word)") }
      if parts.count == 2 {
        let faults = NameRules.labelValue(parts[1])
        guard faults.isEmpty else {
          throw .text("invalid label value: \(GoText.quoted(word)): \(faults.joined(separator: ";"))")
        }
        pairs.put(parts[0], parts[1])
      } else if word.hasSuffix("-") {
        pairs.removed.append(String(word.dropLast()))
      } else {
        throw .text("unknown label spec: \(word)")
      }
    }
    if pairs.added.contains(where: { pairs.removed.contains($0.key) }) {
      throw .text("can not both modify and remove a label in the same command")
    }
    return pairs
  }

  static func refuseOverwrites(_ pairs: MetadataPairs, _ present: Value) throws(CommandError) {
    let failures = FailureList()
    for (key, value) in pairs.added.sorted(by: { $0.key < $1.key }) {
      guard let old = present[Key(key)].string, old != value else { continue }
      failures.add(CommandError.text("'\(key)' already has a value (\(old)), and --overwrite is false"))
    }
    try failures.throwIfAny()
  }

  static func verb(_ pairs: MetadataPairs, hasChanged: Bool) -> String {
    if !hasChanged { return "not labeled" }
    if pairs.removed.isEmpty { return "labeled" }
    return pairs.added.isEmpty ? "unlabeled" : "modified"
  }
}
