// `kubectl annotate`
import KubeKinds
import KubeObjects

enum Annotate {
  static let command = MetadataVerb(
    name: "annotate", noun: "annotation", field: .annotations, usage: "KEY_1=VAL_1 ... KEY_N=VAL_N",
    help: CommandHelp(
      "Change the annotations of objects",
      """
      Sets annotations with KEY=VALUE and removes them with KEY-.

      Annotations hold any text, for people and programs that look after an object; selectors don't see them. An \
      annotation that has another value already is only changed with --overwrite.
      """,
      examples: [
        Example("Say why a revision was made", "kubectl annotate sts web kubernetes.io/change-cause='bigger cache'"),
        Example("Change an annotation that is there", "kubectl annotate --overwrite sts web note='by ops'"),
        Example("Remove an annotation", "kubectl annotate sts web note-"),
      ]),
    parse: AnnotationText.pairs, refuseOverwrites: AnnotationText.refuseOverwrites,
    fileExample: "rsrc", listsWithoutFormat: false, verb: { _, _ in "annotated" }
  ).command
}

/// What is particular to annotations.
enum AnnotationText {
  static func pairs(_ words: [String]) throws(CommandError) -> MetadataPairs {
    let pairs = try MetadataPairs(pairs: words, what: "annotation")
    let both = pairs.removed.filter { key in pairs.added.contains { $0.key == key } }
    if !both.isEmpty {
      throw .text(
        "can not both modify and remove the following annotation(s) in the same command: "
          + both.joined(separator: ", "))
    }
    return pairs
  }

  /// Why a revision was made may be said anew without being asked.
  static func refuseOverwrites(_ pairs: MetadataPairs, _ present: Value) throws(CommandError) {
    let declared = pairs.added.sorted { $0.key < $1.key }.compactMap { key, value -> String? in
      guard let old = present[Key(key)].string, old != value, Key(key) != ChangeCause.key else { return nil }
      return "'\(key)' already has a value (\(old))"
    }
    if declared.isEmpty { return }
    throw .text(
      "--overwrite is false but found the following declared annotation(s): \(declared.joined(separator: "; "))")
  }
}
