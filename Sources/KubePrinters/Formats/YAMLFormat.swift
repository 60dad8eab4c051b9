// `-o yaml`
import KubeObjects

/// Prints objects as YAML; documents after the first are parted from it.
struct YAMLPrinter: ObjectPrinter {
  let showsManagedFields: Bool
  private var hasPrinted = false

  init(showsManagedFields: Bool) { self.showsManagedFields = showsManagedFields }

  mutating func print(_ object: Value, to text: inout String) {
    if hasPrinted { text += "---\n" }
    hasPrinted = true
    text += YAMLWriter.write(showsManagedFields ? object : object.withoutManagedFields)
  }
}
