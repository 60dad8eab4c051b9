// `kubectl kuberc` and what its sub-commands share.
import KubeKinds
import KubeObjects

enum KubeRC {
  static let command = Command(
    "kuberc", usage: "SUBCOMMAND",
    CommandHelp(
      "Manage kuberc configuration files",
      """
      Shows and changes a file of preferences: options that commands have unless others are given, and commands of \
      one's own.

      It is the file of --kuberc, or else of the variable KUBERC, or else ~/.kube/kuberc. With KUBERC=off there are no \
      preferences.
      """,
      examples: [
        Example("Show the preferences", "kubectl kuberc view"),
        Example(
          "Let get print wide tables", "kubectl kuberc set --section defaults --command get --option output=wide"),
        Example(
          "Make a command of one's own",
          "kubectl kuberc set --section aliases --name getn --command get --prependarg nodes --option output=wide"),
      ]),
    arguments: .command, subcommands: [KubeRCSet.command, KubeRCView.command], .helpOnErrorsAndFail)

  /// The file that a command is about.
  static func file(_ line: CommandLine, _ context: CommandContext) throws(CommandError) -> PreferenceFile {
    do throws(PreferenceFault) {
      if let file = try PreferenceFile.locate(line[GlobalFlags.kuberc], in: context) { return file }
    } catch {
      throw .text(error.message)
    }
    throw .text("KUBERC is disabled via KUBERC=off environment variable")
  }

  /// What a file says, in the form of the newest version; `nil` where there is none.
  static func load(_ file: PreferenceFile, _ context: CommandContext) throws(CommandError) -> Value? {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try context.files.read(file.path)
    } catch {
      if error.reason == PreferenceFile.missing { return nil }
      throw .text("error reading kuberc file: open \(file.path): \(error.reason)")
    }
    let value: Value
    do throws(YAMLError) {
      value = try YAMLReader.read(bytes: bytes)
    } catch {
      throw .text("error parsing kuberc file: error converting YAML to JSON: \(error.message)")
    }
    do throws(PreferenceFault) {
      var reader = PreferenceReader()
      return try reader.kept(value, PreferenceVersion(rawValue: value[.apiVersion].text) ?? .beta)
    } catch {
      throw .text("error parsing kuberc file: error unmarshaling JSON: while decoding JSON: \(error.message)")
    }
  }

  static func save(_ value: Value, _ file: PreferenceFile, _ context: CommandContext) throws(CommandError) {
    if let end = file.path.lastIndex(of: "/") {
      let folder = String(file.path[..<end])
      do throws(FileError) { try context.files.makeFolder(folder) } catch {
        throw .text("failed to create directory \(folder): mkdir \(error.path): \(error.reason)")
      }
    }
    do throws(FileError) {
      try context.files.write(file.path, YAMLWriter.bytes(value))
    } catch {
      throw .text("failed to write kuberc file: open \(file.path): \(error.reason)")
    }
    context.output.write("Updated \(file.path)\n")
  }

  /// Preferences that say nothing.
  static let empty: Value = [
    "apiVersion": .string(PreferenceVersion.beta.rawValue), "kind": .string(PreferenceVersion.kind),
    "aliases": .null, "defaults": .null,
  ]
}
