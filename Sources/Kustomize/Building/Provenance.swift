// Where objects of a kustomization come from and what changed them, as `buildMetadata` has it written into them.
import KubeObjects

/// One kustomization, as seen from the one that is built.
struct KustomizationPlace: Equatable {
  /// Its directory, relative to the one that is built: empty for that one itself.
  private(set) var directory = ""
  /// The name of its file.
  var file = ""

  /// What a path in it is called from above.
  func path(_ name: String) -> String { Path.cleaned(directory.isEmpty ? name : "\(directory)/\(name)") }

  /// A kustomization that this one names.
  func inner(_ path: String) -> KustomizationPlace { KustomizationPlace(directory: self.path(path), file: "") }
}

/// Where an object comes from, or what changed it.
struct Provenance: Equatable {
  private let lines: [String]

  /// Out of a file.
  init(path: String) { lines = ["path: \(path)"] }

  /// Made or changed by what a kustomization says.
  init(_ place: KustomizationPlace, by transformer: String) {
    lines = [
      "configuredIn: \(place.path(place.file))", "configuredBy:", "  apiVersion: builtin", "  kind: \(transformer)",
    ]
  }

  var text: String { lines.joined(separator: "\n") + "\n" }

  /// The text as an element of a list.
  var element: String { "- " + lines.joined(separator: "\n  ") + "\n" }
}

/// What `buildMetadata` of the kustomization that is built asks for; that of the ones within counts for nothing.
struct BuildMetadata {
  private let options: [Value]

  init(_ kustomization: KustomizationSpec) { options = kustomization.value["buildMetadata"].elements }

  /// Writes it into objects that are otherwise finished.
  func write(into built: inout BuiltResources) {
    for index in built.items.indices {
      let item = built.items[index]
      if options.contains("managedByLabel") {
        built.items[index].object["metadata"]["labels"]["app.kubernetes.io/managed-by"] = "kustomize-(devel)"
      }
      if options.contains("originAnnotations"), let origin = item.origin {
        built.items[index].annotate("config.kubernetes.io/origin", origin.text)
      }
      if options.contains("transformerAnnotations"), !item.changes.isEmpty {
        built.items[index].annotate(
          "alpha.config.kubernetes.io/transformations", item.changes.map(\.element).joined())
      }
    }
  }
}

extension BuiltResource {
  fileprivate mutating func annotate(_ key: Key, _ text: String) {
    object["metadata"]["annotations"][key] = .string(text)
  }
}
