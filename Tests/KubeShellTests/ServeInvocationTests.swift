// What may be said to `stsctl serve`.
import KubeShell
import Testing

@Suite struct ServeInvocationTests {
  @Test func optionsStandBeforeAndAfter() throws {
    let invocation = try Invocation(arguments: [
      "stsctl", "--strict", "--cluster", "c.yaml", "serve", "--port", "0", "--write-kubeconfig=k", "--speed", "60",
    ])
    #expect(invocation.task == .serve && invocation.isStrict && invocation.clusterFile == "c.yaml")
    #expect(invocation.serving.port == 0 && invocation.serving.kubeConfigFile == "k" && invocation.speed == 60)
    #expect(invocation.serving.host == "127.0.0.1" && !invocation.serving.isPlain)
    #expect(try Invocation(arguments: ["stsctl", "serve", "--help"]).task == .serveHelp)
    #expect(try Invocation(arguments: ["kubectl", "serve"]).task == .command(["serve"]))
  }

  @Test(arguments: [
    ["--port", "70000"], ["--port"], ["--nosuch"], ["pods"], ["--insecure-http", "--host", "0.0.0.0"], ["--echo"],
    ["--file", "x"], ["--host", ""],
  ])
  func whatMakesNoSenseIsRefused(arguments: [String]) {
    #expect(throws: InvocationError.self) { try Invocation(arguments: ["stsctl", "serve"] + arguments) }
  }
}
