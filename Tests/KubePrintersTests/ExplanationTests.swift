// `explain`: what the schema says of kinds and fields, and how it is laid out.
import KubeKinds
import Testing

@testable import KubePrinters

@Suite struct ExplanationTests {
  private func kind(_ apiVersion: String, _ name: String) throws -> Kind {
    try #require(KindCatalog.kubernetes.kind(apiVersion: apiVersion, name: name))
  }

  /// The lines of an explanation that say what there is, without sentences.
  private func structure(
    _ kind: Kind, _ path: String, recursive: Bool = false, _ layout: ExplanationLayout = .plain
  ) -> String {
    let words = path.split(separator: ".").map(String.init)
    let (text, _) = Explanation.explain(
      kind, path: words, schema: .kubernetes, isRecursive: recursive, layout: layout)
    return text.split(separator: "\n").filter { $0.contains("\t<") || $0.contains("enum:") }.joined(separator: "\n")
  }

  @Test func aFieldWithAnEnumeration() throws {
    let (text, failure) = Explanation.explain(
      try kind("apps/v1", "StatefulSet"), path: ["spec", "podManagementPolicy"], schema: .kubernetes,
      isRecursive: false, layout: .plain)
    #expect(failure == nil)
    #expect(
      text.hasPrefix(
        """
        GROUP:      apps
        KIND:       StatefulSet
        VERSION:    v1

        FIELD: podManagementPolicy <string>
        ENUM:
            OrderedReady
            Parallel

        DESCRIPTION:
            OrderedReady
        """))
    #expect(text.hasSuffix("OrderedReady.\n    \n\n"))
  }

  @Test func fieldsWithTheirTypes() throws {
    #expect(
      structure(try kind("v1", "PersistentVolumeClaim"), "spec.resources", recursive: true)
        == "  limits\t<map[string]Quantity>\n  requests\t<map[string]Quantity>")
    #expect(
      structure(try kind("apps/v1", "StatefulSet"), "spec.updateStrategy", recursive: true)
        == """
          \u{20} rollingUpdate\t<RollingUpdateStatefulSetStrategy>
              maxUnavailable\t<IntOrString>
              partition\t<integer>
            type\t<string>
            enum: OnDelete, RollingUpdate
          """)
    #expect(
      structure(try kind("v1", "Pod"), "spec.containers.ports")
        == """
          \u{20} containerPort\t<integer> -required-
            hostIP\t<string>
            hostPort\t<integer>
            name\t<string>
            protocol\t<string>
            enum: SCTP, TCP, UDP
          """)
  }

  @Test func theOlderLayoutHasNoNamesOfTypes() throws {
    #expect(
      structure(try kind("v1", "PersistentVolumeClaim"), "spec.resources", .openAPIv2)
        == "   limits\t<map[string]string>\n   requests\t<map[string]string>")
    let (text, _) = Explanation.explain(
      try kind("v1", "Pod"), path: ["spec", "containers"], schema: .kubernetes, isRecursive: true, layout: .openAPIv2)
    #expect(text.hasPrefix("KIND:     Pod\nVERSION:  v1\n\nRESOURCE: containers <[]Object>\n\nDESCRIPTION:\n     "))
    #expect(text.contains("\nFIELDS:\n   args\t<[]string>\n"))
  }

  @Test(arguments: [["nosuch"], ["spec", "replicas", "nosuch"], ["spec", "nothing", "nosuch"]])
  func theLastFieldIsNamed(_ path: [String]) throws {
    let (text, failure) = Explanation.explain(
      try kind("apps/v1", "StatefulSet"), path: path, schema: .kubernetes, isRecursive: false, layout: .plain)
    #expect(text == "GROUP:      apps\nKIND:       StatefulSet\nVERSION:    v1\n\n")
    #expect(failure == PrintError("field \"nosuch\" does not exist"))
  }

  /// Types that hold themselves come to an end.
  @Test(arguments: KindCatalog.kubernetes.kinds)
  func everyKindCanBeExplained(_ kind: Kind) {
    for layout in ExplanationLayout.allCases {
      let (text, failure) = Explanation.explain(
        kind, path: [], schema: .kubernetes, isRecursive: true, layout: layout)
      #expect(failure == nil)
      #expect(text.contains("metadata\t<"))
    }
  }

  /// What people ask for has a sentence of its own.
  @Test(arguments: [
    "apps/v1.StatefulSetSpec", "apps/v1.StatefulSetStatus", "apps/v1.StatefulSetUpdateStrategy",
    "apps/v1.RollingUpdateStatefulSetStrategy", "apps/v1.StatefulSetOrdinals", "apps/v1.DeploymentSpec",
    "apps/v1.StatefulSetPersistentVolumeClaimRetentionPolicy", "core/v1.Container", "core/v1.Probe", "core/v1.EnvVar",
    "core/v1.PersistentVolumeClaimSpec", "core/v1.ServiceSpec", "core/v1.ServicePort", "core/v1.ConfigMap",
    "meta/v1.ObjectMeta", "storage/v1.StorageClass", "policy/v1.PodDisruptionBudgetSpec", "batch/v1.JobSpec",
  ])
  func fieldsAreDescribed(_ name: String) throws {
    let type = try #require(Schema.kubernetes.types[name])
    #expect(!Descriptions.type(type).isEmpty)
    #expect(type.fields.filter { Descriptions.field($0, of: type).isEmpty }.map(\.name) == [])
  }

  /// No sentence is about a type or a field that does not exist.
  @Test func descriptionsBelongToFields() {
    let types = Dictionary(grouping: Schema.kubernetes.types.values, by: \.shortName)
    let homeless = Descriptions.sentences.keys.filter { subject in
      let words = subject.split(separator: ".").map(String.init)
      if words[0] == "*" { return false }
      guard let owners = types[words[0]] else { return true }
      return words.count > 1 && !owners.contains { $0.fields.contains { $0.name == words[1] } }
    }
    #expect(homeless.sorted() == [])
  }
}
