// `autoscale`: what its flags say of how much pods should use, and the older version that it falls back to.
import Testing

@testable import KubeCommands

@Suite struct AutoscaleVerbTests {
  private func bench() -> Bench {
    let bench = Bench()
    bench.run("create deployment front --image=nginx")
    return bench
  }

  @Test(arguments: [
    ("--cpu=70%", "cpu Utilization 70"), ("--cpu=500m", "cpu AverageValue 500m"),
    ("--cpu=500", "cpu AverageValue 500m"),
    ("--memory=200", "memory AverageValue 200Mi"), ("--memory=0.5", "memory AverageValue 512Ki"),
    ("--memory=1Gi", "memory AverageValue 1Gi"), ("--cpu-percent=80", "cpu Utilization 80"), ("--cpu-percent=0", ""),
    ("--cpu=70% --memory=1Gi", "cpu Utilization 70;memory AverageValue 1Gi"),
  ])
  func usageIsAShareOrAnAmount(flags: String, metrics: String) {
    let bench = bench()
    let printed = bench.run(
      words: ["autoscale", "deployment/front", "--max=3", "--dry-run=client"]
        + flags.split(separator: " ").map(String.init)
        + [
          "-o",
          "jsonpath={range .spec.metrics[*].resource}{.name} {.target.type} "
            + "{.target.averageUtilization}{.target.averageValue};{end}",
        ])
    #expect(printed.status == 0, "\(printed.errors)")
    #expect(printed.output == (metrics.isEmpty ? "" : metrics + ";"))
  }

  @Test(arguments: [
    ("--cpu=x%", "invalid percentage value: x"), ("--cpu=-1%", "invalid percentage value: -1"),
    ("--cpu=x", "invalid resource cpu value: x"), ("--memory=x", "invalid resource memory value: x"),
    ("--cpu=1% --cpu-percent=1", "--cpu-percent and --cpu are mutually exclusive"),
  ])
  func whatIsNoUsageIsRefusedBeforeAnythingIsLookedUp(flags: String, words: String) {
    let printed = bench().run("autoscale deployment nosuch --max=3 \(flags)")
    #expect(printed.errors.split(separator: "\n").last.map(String.init) == "error: \(words)")
    #expect(printed.status == 1)
  }

  private static let incompatible =
    "error: failed to create autoscaling/v2 HPA and the configuration is incompatible with autoscaling/v1: "

  /// The older version can say a share of CPU and nothing else; what it says comes from the deprecated flag.
  @Test(arguments: [
    ("--cpu=50%", #"Error from server (AlreadyExists): horizontalpodautoscalers.autoscaling "front" already exists"#),
    ("", incompatible + "empty input"), ("--cpu-percent=50", incompatible + "empty input"),
    ("--cpu=500m", incompatible + "%!w(<nil>)"), ("--cpu=50% --memory=1Gi", incompatible + "%!w(<nil>)"),
  ])
  func theOlderVersionIsTriedWhereItCanSayTheSame(flags: String, words: String) {
    let bench = bench()
    bench.run("autoscale deployment front --max=3")
    let printed = bench.run("autoscale deployment front --max=3 \(flags)")
    #expect(printed.errors.split(separator: "\n").last.map(String.init) == words)
  }

  @Test func aShareOfNothingIsLeftToTheOlderVersion() {
    let bench = bench()
    #expect(bench.run("autoscale deployment front --max=3 --cpu=0%").output.hasSuffix("/front autoscaled\n"))
    #expect(bench.run("get hpa front -o jsonpath={.spec.metrics}").output == "")
  }
}
