// A saved cluster behind the network: what clients and other processes write lasts, however the server ends.
import Foundation
import Glibc
import Testing

@Suite(.serialized) struct ServingTests {
  @Test(arguments: [SIGTERM, SIGINT, SIGKILL]) func whatWasWrittenLasts(signal: Int32) throws {
    let machine = Machine()
    let server = try NetworkServer(machine, "kept")
    #expect(server.create(namespace: "posted").hasPrefix("HTTP/1.1 201 "))
    #expect(try machine.run("--state", "kept", "create", "ns", "told").output == "namespace/told created\n")
    #expect(server.ask("GET", "/api/v1/namespaces/told").hasPrefix("HTTP/1.1 200 "))
    Glibc.kill(server.process.process.processIdentifier, signal)
    let ended = server.process.wait()
    #expect(signal == SIGKILL || ended.status == 0)
    for name in ["posted", "told"] {
      #expect(try machine.run("--state", "kept", "get", "ns", name, "-o", "name").output == "namespace/\(name)\n")
    }
    let again = try NetworkServer(machine, "kept")
    #expect(again.ask("GET", "/api/v1/namespaces/posted").hasPrefix("HTTP/1.1 200 "))
    again.process.kill()
  }

  @Test func guestsSeeWhatClientsDo() throws {
    let machine = Machine()
    let server = try NetworkServer(machine, "shared")
    let watch = try machine.start(["--state", "shared", "get", "ns", "-w", "-o", "name"])
    #expect(watch.waits(for: "namespace/kube-system"))
    #expect(server.create(namespace: "seen").hasPrefix("HTTP/1.1 201 "))
    #expect(watch.waits(for: "namespace/seen"))
    let refused = try machine.run("--state", "shared", "reset", "--yes")
    #expect(refused.status != 0 && refused.errors.contains("end stsctl serve first"))
    let second = try machine.run("--state", "shared", "serve", "--port", "0", "--insecure-http")
    #expect(second.status == 2 && second.errors.contains("cluster `shared` is open in another stsctl"))
    Glibc.kill(server.process.process.processIdentifier, SIGTERM)
    #expect(server.process.wait().status == 0)
    // The one that watched goes on as the owner.
    #expect(try machine.run("--state", "shared", "create", "ns", "later").status == 0)
    #expect(watch.waits(for: "namespace/later"))
    watch.kill()
  }

  @Test func whatCannotBeServedIsRefused() throws {
    let machine = Machine()
    let missing = try machine.run("--cluster", "nosuch.yaml", "serve", "--port", "0")
    #expect(missing.status == 2 && missing.errors == "stsctl: nosuch.yaml: no such file or directory\n")
    let server = try NetworkServer(machine, "one")
    let taken = try machine.run("serve", "--insecure-http", "--port", "\(server.port)")
    #expect(taken.status == 2 && taken.errors.contains("can't listen on 127.0.0.1:\(server.port): "))
    server.process.kill()
    let nobody = try machine.run("serve", "--host", "192.0.2.1", "--port", "0")
    #expect(nobody.status == 2)
    #expect(nobody.errors == "stsctl: can't listen on 192.0.2.1:0: cannot assign requested address\n")
  }

  @Test func noFileIsLostToAKubeconfig() throws {
    let machine = Machine()
    let others = "apiVersion: v1\nkind: Config\nclusters:\n- {name: prod, cluster: {server: 'https://prod'}}\n"
    for (name, text, words) in [
      ("config", others, "it holds other clusters, which would be lost"),
      ("notes.txt", "milk, eggs\n", "it is no kubeconfig"),
    ] {
      try machine.write(name, text)
      let refused = try machine.run("serve", "--port", "0", "--write-kubeconfig", name)
      #expect(refused.status == 2 && refused.errors.hasPrefix("stsctl: \(name): \(words)"), "\(refused.errors)")
      #expect(try String(contentsOfFile: "\(machine.home)/place/\(name)", encoding: .utf8) == text)
    }
    let missing = try machine.run("serve", "--port", "0", "--write-kubeconfig", "nowhere/config")
    #expect(missing.status == 2 && missing.errors == "stsctl: nowhere/config: no such file or directory\n")
    #expect(try machine.run("serve", "--write-kubeconfig", "").errors.hasPrefix("stsctl: --write-kubeconfig needs a file"))
    // What a server wrote, another may replace; a name with a space is printed as shells read it.
    for _ in 0..<2 {
      let server = try machine.start(["serve", "--port", "0", "--write-kubeconfig", "my config"])
      #expect(server.waits(for: "export KUBECONFIG='my config'\n"))
      server.kill()
    }
  }

  @Test func aNamedClusterIsNamedInItsKubeconfig() throws {
    let machine = Machine()
    try machine.write("staging.yaml", "apiVersion: stsctl.dev/v1\nkind: ClusterConfig\nmetadata: {name: staging}\n")
    let arguments = ["--cluster", "staging.yaml", "--state", "one", "serve", "--port", "0", "--write-kubeconfig", "config"]
    let server = try machine.start(arguments)
    #expect(server.waits(for: "export KUBECONFIG=config\n"))
    #expect(try machine.run("--state", "one", "config", "current-context").output == "staging\n")
    server.kill()
    let text = try String(contentsOfFile: "\(machine.home)/place/config", encoding: .utf8)
    #expect(text.contains("current-context: staging\n") && !text.contains("stsctl"))
    // To another cluster that file holds a stranger.
    let refused = try machine.run("--state", "two", "serve", "--port", "0", "--write-kubeconfig", "config")
    #expect(refused.errors == "stsctl: config: it holds other clusters, which would be lost; name another file\n")
  }
}

/// A saved cluster that is served over plain HTTP.
private struct NetworkServer {
  let process: Started
  let port: UInt16

  init(_ machine: Machine, _ state: String) throws {
    process = try machine.start(["--state", state, "serve", "--insecure-http", "--port", "0"])
    #expect(process.waits(for: "KUBECONFIG"))
    let address = process.output.split(separator: "\n").first?.split(separator: ":").last ?? ""
    port = try #require(UInt16(address))
  }

  func create(namespace name: String) -> String {
    ask("POST", "/api/v1/namespaces", #"{"metadata":{"name":"\#(name)"}}"#)
  }

  /// Sends a request and returns all that comes back.
  func ask(_ method: String, _ path: String, _ body: String = "") -> String {
    let connection = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(connection) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let isOpen = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(connection, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
    guard isOpen else { return "no connection" }
    let request = "\(method) \(path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
      + "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
    _ = Array(request.utf8).withUnsafeBytes { send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
    var answer: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = read(connection, &chunk, chunk.count)
      if count <= 0 { break }
      answer += chunk[..<count]
    }
    return String(decoding: answer, as: UTF8.self)
  }
}
