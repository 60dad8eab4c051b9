// The options of `stsctl serve`, one row each, as those of stsctl itself.
import SimCore

/// How a cluster is served to other programs.
public struct ServeOptions: Equatable, Sendable {
  /// The address to listen at.
  public var host = "127.0.0.1"
  /// The port to listen at; 0 for one that is free.
  public var port = 6443
  /// The file for the kubeconfig; `nil` for the usual place.
  public var kubeConfigFile: String?
  /// Plain HTTP instead of TLS.
  public var isPlain = false

  public init() {}

  /// Whether only this machine can reach the address.
  public var isLoopback: Bool { host == "localhost" || host == "::1" || host.hasPrefix("127.") }
}

public enum ServeOptionCatalog {
  /// The options of `serve` alone, in the order of the manual. Options of stsctl that make the cluster are taken too.
  public static let options: [InvocationOption] = [
    InvocationOption(
      "--port", value: "N", "The port to listen at: 6443 unless given, 0 for one that is free."
    ) { invocation, value throws(InvocationError) in
      guard let port = UInt16(value) else { throw InvocationError("--port \(value): a number up to 65535 is needed") }
      invocation.serving.port = Int(port)
    },
    InvocationOption(
      "--host", value: "ADDRESS",
      "The address to listen at: 127.0.0.1 unless given, which only programs on this machine can reach. With 0.0.0.0 "
        + "other machines reach it, too, and the certificate names all addresses of this one."
    ) { invocation, value throws(InvocationError) in
      if value.isEmpty { throw InvocationError("--host needs an address") }
      invocation.serving.host = value
    },
    InvocationOption(
      "--write-kubeconfig", value: "FILE", of: .file,
      "Write the kubeconfig to FILE, which only you can read. A file with other clusters in it is left alone, and the "
        + "server does not start. Without this it goes to stsctl/kubeconfig in the state directory (see ENVIRONMENT in "
        + "stsctl(1))."
    ) { invocation, value throws(InvocationError) in
      if value.isEmpty { throw InvocationError("--write-kubeconfig needs a file") }
      invocation.serving.kubeConfigFile = value
    },
    InvocationOption(
      "--insecure-http", "Answer plain HTTP instead of HTTPS. Only allowed on an address of this machine."
    ) { invocation, _ in invocation.serving.isPlain = true },
  ]

  /// Options of stsctl that mean nothing to a server.
  private static let refused = ["--file", "--keep-going", "--echo", "--transcript", "--settle", "--pace"]

  /// Everything that may follow `serve`.
  static let all = options + InvocationOptionCatalog.options.filter { !$0.isHidden && !refused.contains($0.name) }

  static func option(_ argument: String) -> InvocationOption? {
    let name = argument.split(separator: "=", maxSplits: 1).first.map(String.init) ?? argument
    return all.first { $0.name == name || $0.shortName == argument }
  }
}

extension Invocation {
  /// Reads what follows `serve`.
  mutating func readServe(_ arguments: ArraySlice<String>) throws(InvocationError) {
    task = .serve
    var rest = arguments
    while let argument = rest.popFirst() {
      if argument == "--help" || argument == "-h" {
        task = .serveHelp
        return
      }
      guard let option = ServeOptionCatalog.option(argument) else {
        throw InvocationError("serve: \(argument) is no option of it")
      }
      try option.read(argument, &rest, &self)
    }
    if serving.isPlain, !serving.isLoopback {
      throw InvocationError("serve: --insecure-http is only allowed on an address of this machine, such as 127.0.0.1")
    }
  }
}
