// `expose` with several objects: what is found out about the first holds for the others.
import Testing

@testable import KubeCommands

@Suite struct ExposeVerbTests {
  private static let objects = """
    apiVersion: v1
    kind: Pod
    metadata: {name: one, labels: {app: one}}
    spec:
      containers: [{name: c, image: nginx, ports: [{containerPort: 53, protocol: UDP}]}]
    ---
    apiVersion: v1
    kind: Pod
    metadata: {name: two, labels: {app: two}}
    spec:
      containers: [{name: c, image: nginx, ports: [{containerPort: 80}, {containerPort: 81, protocol: UDP}]}]
    """

  /// The name, the selector, the label and the ports of each service, in the order in which the objects are named.
  private func services(_ words: String) -> [String] {
    let bench = Bench(["objects.yaml": Self.objects])
    bench.run("create -f objects.yaml")
    let printed = bench.run("expose \(words)")
    #expect(printed.status == 0, "\(printed.errors)")
    return bench.run(
      words: [
        "get", "services", "-o",
        "jsonpath={range .items[?(@.spec.selector)]}{.metadata.name} {.spec.selector.app} {.metadata.labels.app}"
          + "{range .spec.ports[*]} {.port}/{.protocol}{end}{\"\\n\"}{end}",
      ]
    ).output.split(separator: "\n").map(String.init)
  }

  @Test(arguments: [
    ("pod one", ["one one one 53/UDP"]),
    ("pod two", ["two two two 80/TCP 81/UDP"]),
    ("pod one two", ["one one one 53/UDP", "two one one 53/TCP"]),
    ("pod two one", ["one two two 80/TCP 81/TCP", "two two two 80/TCP 81/UDP"]),
    ("-f objects.yaml --port=81", ["one one one 81/TCP", "two one one 81/UDP"]),
    ("-f objects.yaml --selector=app=x -l app=y --protocol=SCTP", ["one x y 53/SCTP", "two x y 53/SCTP"]),
  ])
  func whatIsFoundOutStays(words: String, expected: [String]) {
    #expect(services(words) == expected)
  }
}
