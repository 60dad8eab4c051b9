// `stsctl serve`: a cluster behind the Kubernetes API, until somebody ends it.
import ClusterAPI
import ClusterSim
import ClusterState
import Glibc
import KubeCommands
import KubeObjects
import KubeShell
import ServerTransport
import SimCore

/// One run of the server.
struct Serving {
  let program: Program

  /// Serves until SIGINT or SIGTERM comes; returns the exit status.
  func run(_ invocation: Invocation) throws -> Int32 {
    let signals = EndingSignals()
    let token = try RandomBytes.hex(count: 16)
    let options = ServerOptions(host: invocation.serving.host, port: invocation.serving.port,
      token: invocation.serving.isPlain ? nil : token) { line in
      Descriptor.write(Array("stsctl serve: \(line)\n".utf8), to: 2)
    }
    let reception = try Reception(program, invocation, signals)
    let name = reception.served.clusterName
    let file = try kubeConfigFile(invocation, name)
    let server = try APIServer.start(options, speed: invocation.speed, wallTime: WallClock.wallTime) {
      reception.served
    }
    let address = "\(server.authority == nil ? "http" : "https")://\(hostText(invocation.serving.host)):\(server.port)"
    let config = OwnKubeConfig(name, server: address, authority: server.authority, token: token)
    try PrivateFile.write(file, Array(YAMLWriter.write(config.value).utf8))
    program.output.write("Serving the Kubernetes API at \(address)\n  export KUBECONFIG=\(Self.quoted(file))\n")
    if !invocation.serving.isLoopback { warnOfOthers() }
    program.output.flush()
    try reception.run(server.keeper, until: signals)
    server.stop()
    return 0
  }

  private func hostText(_ host: String) -> String { host.contains(":") ? "[\(host)]" : host }

  /// A word as shells read it.
  private static func quoted(_ word: String) -> String {
    if word.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) || "/._-+=:,@%".contains($0) }) { return word }
    let parts = word.split(separator: "'", omittingEmptySubsequences: false)
    return "'" + parts.joined(separator: #"'\''"#) + "'"
  }

  /// Whoever serves to a network should know what keeps others out.
  private func warnOfOthers() {
    program.errors.write(
      "stsctl serve: other machines can reach this address; whoever has the token in the kubeconfig is let in\n")
  }

  /// Where the kubeconfig goes.
  /// - Throws: where there is no place for it, or other clusters in it.
  private func kubeConfigFile(_ invocation: Invocation, _ name: String) throws -> String {
    if let file = invocation.serving.kubeConfigFile {
      try checkReplaceable(file, name)
      return file
    }
    guard let folder = StateFolder(environment: program.environment) else {
      throw InvocationError("serve: there is no home for a kubeconfig; say where it goes with --write-kubeconfig FILE")
    }
    folder.make()
    return folder.path + "/kubeconfig"
  }

  /// Refuses to write over what is not this cluster's own: a file with other clusters in it would be gone.
  private func checkReplaceable(_ file: String, _ name: String) throws(FileError) {
    guard let bytes = try? DiskFiles().read(file), !bytes.isEmpty else { return }
    let config = (try? YAMLReader.read(bytes: bytes)) ?? .null
    guard !OwnKubeConfig.mayReplace(config, name) else { return }
    throw FileError(
      path: file,
      reason: config["kind"] == "Config"
        ? "it holds other clusters, which would be lost; name another file"
        : "it is no kubeconfig, and would be lost; name another file")
  }
}
