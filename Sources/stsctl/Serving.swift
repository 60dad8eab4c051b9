// `stsctl serve`: a cluster behind the Kubernetes API, until somebody ends it.
import ClusterAPI
import ClusterSim
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
    let server = try APIServer.start(options, speed: invocation.speed, wallTime: WallClock.wallTime) {
      reception.served
    }
    let address = "\(server.authority == nil ? "http" : "https")://\(hostText(invocation.serving.host)):\(server.port)"
    let config = KubeConfigText(server: address, token: token, authority: server.authority)
    let file = try writeKubeConfig(config, invocation)
    program.output.write("Serving the Kubernetes API at \(address)\n  export KUBECONFIG=\(file)\n")
    program.output.flush()
    try reception.run(server.keeper, until: signals)
    server.stop()
    return 0
  }

  private func hostText(_ host: String) -> String { host.contains(":") ? "[\(host)]" : host }

  private func writeKubeConfig(_ config: KubeConfigText, _ invocation: Invocation) throws -> String {
    if let file = invocation.serving.kubeConfigFile {
      try PrivateFile.write(file, Array(config.text.utf8))
      return file
    }
    guard let folder = StateFolder(environment: program.environment) else {
      throw InvocationError("serve: there is no home for a kubeconfig; say where it goes with --write-kubeconfig FILE")
    }
    folder.make()
    let file = folder.path + "/kubeconfig"
    try PrivateFile.write(file, Array(config.text.utf8))
    return file
  }
}

/// The kubeconfig of a served cluster.
struct KubeConfigText {
  let server: String
  let token: String
  /// The certificate to trust, as PEM; `nil` for plain HTTP.
  let authority: String?

  var text: String {
    var cluster: Value = ["server": .string(server)]
    if let authority { cluster["certificate-authority-data"] = .string(Base64.encode(Array(authority.utf8))) }
    return YAMLWriter.write([
      "apiVersion": "v1", "kind": "Config", "current-context": "stsctl",
      "clusters": [["name": "stsctl", "cluster": cluster]],
      "contexts": [["name": "stsctl", "context": ["cluster": "stsctl", "user": "admin"]]],
      "users": [["name": "admin", "user": ["token": .string(token)]]],
    ])
  }
}
