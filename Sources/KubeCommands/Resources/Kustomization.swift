// `-k`: the objects that a kustomization builds.
import ClusterAPI
import KubeObjects
import Kustomize

enum Kustomization {
  /// The objects of the kustomization in a directory, as documents of YAML.
  static func manifests(_ path: String, _ context: CommandContext) throws(CommandError) -> [UInt8] {
    Array(try built(path, context).yaml.utf8)
  }

  /// Builds the kustomization in a directory, and says what of it is out of date.
  static func built(
    _ path: String, _ context: CommandContext, isRestricted: Bool = true
  ) throws(CommandError) -> KustomizationBuilder.Result {
    let builder = KustomizationBuilder(
      CommandFiles(context), schema: context.api.schema, catalog: context.api.catalog,
      isRestricted: isRestricted)
    do throws(KustomizeError) {
      let result = try builder.build(path)
      for warning in result.warnings { context.errors.write(warning + "\n") }
      if !result.unusedVariables.isEmpty {
        let names = result.unusedVariables.joined(separator: ",")
        KlogLine.note("well-defined vars that were never replaced: \(names)", in: context)
      }
      return result
    } catch {
      for warning in error.warnings { context.errors.write(warning + "\n") }
      throw .text(error.message)
    }
  }
}

/// The files of a command as kustomizations see them: by absolute paths.
private struct CommandFiles: KustomizationFiles {
  private let files: any FileAccess
  let workingDirectory: String

  init(_ context: CommandContext) {
    files = context.files
    workingDirectory = context.environment["PWD"] ?? "/"
  }

  /// The path as the command's files know it: beginning in the working directory.
  private func local(_ path: String) -> String {
    if path == workingDirectory { return "." }
    let prefix = workingDirectory == "/" ? "/" : workingDirectory + "/"
    return path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : path
  }

  func contents(_ path: String) -> [UInt8]? { isDirectory(path) ? nil : try? files.read(local(path)) }

  func isDirectory(_ path: String) -> Bool { ((try? files.entries(local(path))) ?? nil) != nil }
}
