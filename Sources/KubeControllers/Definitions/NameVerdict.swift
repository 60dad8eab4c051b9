// Which of the names that a custom resource definition asks for it gets: none that another of its group has
// (apiextensions-apiserver pkg/controller/status/naming_controller.go).
import KubeKinds
import KubeObjects
import KubeStore
import SimCore

/// The names a definition gets, and what stands in the way of the others.
struct NameVerdict {
  private(set) var accepted: Value
  private var condition = DefinitionCondition(
    type: "NamesAccepted", isTrue: true, reason: "NoConflicts", message: "no conflicts found")

  init(_ definition: Value, others: [Value]) {
    let wanted = definition[.spec]["names"]
    let taken = others.map { $0[.status]["acceptedNames"] }
    let resources = Set(
      taken.flatMap { [$0["plural"].text, $0["singular"].text] + $0["shortNames"].elements.map(\.text) })
    let kinds = Set(taken.flatMap { [$0[.kind].text, $0["listKind"].text] })
    accepted = definition[.status]["acceptedNames"]
    accept("plural", of: wanted, unless: resources, "PluralConflict")
    accept("singular", of: wanted, unless: resources, "SingularConflict")
    acceptShortNames(of: wanted, unless: resources)
    accept(.kind, of: wanted, unless: kinds, "KindConflict")
    accept("listKind", of: wanted, unless: kinds, "ListKindConflict")
    accepted.set("categories", wanted.fields["categories"])
  }

  private mutating func accept(_ key: Key, of wanted: Value, unless taken: Set<String>, _ reason: String) {
    let name = wanted[key].text
    if taken.contains(name) { refuse(name, reason) } else { accepted[key] = wanted[key] }
  }

  private mutating func acceptShortNames(of wanted: Value, unless taken: Set<String>) {
    let names = wanted["shortNames"].elements.map(\.text)
    if let name = names.first(where: taken.contains) { return refuse(name, "ShortNamesConflict") }
    accepted.set("shortNames", wanted.fields["shortNames"])
  }

  private mutating func refuse(_ name: String, _ reason: String) {
    condition = DefinitionCondition(
      type: "NamesAccepted", isTrue: false, reason: reason, message: "\(GoText.quoted(name)) is already in use")
  }

  /// Writes names and conditions into a definition. Once established, a definition stays so.
  func write(into definition: inout Value, now: Instant) {
    definition[.status]["acceptedNames"] = accepted
    condition.write(into: &definition, now: now)
    let isEstablished =
      definition[.status][.conditions].first(where: .type, is: "Established")?[.status] == "True"
    if isEstablished { return }
    let established =
      condition.isTrue
      ? DefinitionCondition(
        type: "Established", isTrue: true, reason: "InitialNamesAccepted",
        message: "the initial names have been accepted")
      : DefinitionCondition(
        type: "Established", isTrue: false, reason: "NotAccepted", message: "not all names are accepted")
    established.write(into: &definition, now: now)
  }
}
