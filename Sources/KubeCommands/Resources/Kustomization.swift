// `-k`: the objects that a kustomization builds.

enum Kustomization {
  static func manifests(_ path: String, _ context: CommandContext) throws(CommandError) -> [UInt8] {
    throw .text("kustomizations can't be built yet")
  }
}
