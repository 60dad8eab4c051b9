// The few words of a POSIX shell that scripts of kubectl commands need: texts, files, variables, the end.
import KubeCommands

extension ShellWord {
  static let echo = ShellWord(
    name: "echo", synopsis: "[-n] [TEXT...]", summary: "Print a line of text",
    details: "Prints its arguments with one space between them and a newline at the end, which -n leaves out.",
    example: "echo the first pod is up"
  ) { session, arguments in
    let isBare = arguments.first == "-n"
    let text = arguments.dropFirst(isBare ? 1 : 0).joined(separator: " ")
    session.context.output.write(isBare ? text : text + "\n")
    return 0
  }

  static let printf = ShellWord(
    name: "printf", synopsis: "FORMAT [ARGUMENT...]", summary: "Print text by a format",
    details: """
      Prints FORMAT with its escapes (\\n, \\t, \\\\, \\101) replaced and its %s, %b, %c, %d, %u, %o, %x and %% filled \
      in from the arguments, by the usual flags, widths and precisions (%-8s, %03d); the format is used again while \
      arguments are left.
      """,
    example: #"printf '%s\n' web-0 web-1"#
  ) { session, arguments in
    guard let format = arguments.first else {
      session.fail("printf: a format is missing")
      return 1
    }
    var printer = PrintfFormat(arguments: arguments.dropFirst())
    session.context.output.write(printer.print(format))
    for fault in printer.faults { session.fail("printf: \(fault)") }
    return printer.faults.isEmpty ? 0 : 1
  }

  static let cat = ShellWord(
    name: "cat", synopsis: "[FILE...]", summary: "Print files or what is piped in",
    details: "Prints the files one after the other; - and no file at all stand for what is piped in.",
    example: "cat <<EOF | kubectl apply -f -"
  ) { session, arguments in
    var status: Int32 = 0
    for path in arguments.isEmpty ? ["-"] : arguments {
      do throws(FileError) {
        let bytes = path == "-" ? session.context.input : try session.context.files.read(path)
        session.context.output.write(String(decoding: bytes, as: UTF8.self))
      } catch {
        session.fail("cat: \(path): \(error.reason)")
        status = 1
      }
    }
    return status
  }

  static let export = ShellWord(
    name: "export", synopsis: "NAME[=VALUE]...", summary: "Set variables",
    details: "Sets variables for the rest of the script, for kubectl's commands too (KUBE_EDITOR).",
    example: "export NAMESPACE=demo"
  ) { session, arguments in
    for argument in arguments {
      let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard ShellParser.isName(parts[0]) else {
        session.fail("export: `\(argument)` is no name")
        return 1
      }
      if parts.count > 1 { session.variables[parts[0]] = parts[1] }
      session.context.environment[parts[0]] = session.variables[parts[0]]
    }
    return 0
  }

  static let exit = ShellWord(
    name: "exit", synopsis: "[STATUS]", summary: "End the script or the shell",
    details: "Ends with STATUS, or with the status of the last command.",
    example: "exit 0"
  ) { session, arguments throws(Departure) in
    guard let first = arguments.first else { throw .exit(session.status) }
    guard let status = Int32(first), (0...255).contains(status) else {
      session.fail("exit: `\(first)` is no exit status")
      throw .exit(2)
    }
    throw .exit(status)
  }

  static let `true` = ShellWord(
    name: "true", synopsis: "", summary: "Succeed", details: "Does nothing, with exit status 0.",
    example: "kubectl delete pod web-0 || true"
  ) { _, _ in 0 }

  static let `false` = ShellWord(
    name: "false", synopsis: "", summary: "Fail", details: "Does nothing, with exit status 1.", example: "false || true"
  ) { _, _ in 1 }

  static let colon = ShellWord(
    name: ":", synopsis: "[TEXT...]", summary: "Do nothing",
    details: "Does nothing, with exit status 0; its arguments are expanded.", example: ": ${REPLICAS:=3}"
  ) { _, _ in 0 }
}
