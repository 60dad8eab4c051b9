// `kubectl wait`: what is refused at once, and how several failures are told.
import Testing

@testable import KubeCommands

@Suite struct WaitVerbTests {
  private static let files = [
    "one.yaml": "{apiVersion: v1, kind: ConfigMap, metadata: {name: one}}\n",
    "three.yaml": """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: one}
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: there}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: two}

      """,
  ]

  private static func missing(_ words: String...) -> String {
    words.map { "Error from server (NotFound): \($0) not found\n" }.joined()
  }

  @Test(arguments: [
    ("wait pod/a pod/b --for=create --timeout=1s", missing("pods \"a\"", "pods \"b\"")),
    ("wait pod/a --for=create --timeout=1s", "error: timed out waiting for the condition\n"),
    ("wait -f one.yaml --for=create --timeout=1s", missing("configmaps \"one\"")),
    ("wait -f one.yaml --for=delete", ""),
    ("wait -f three.yaml --for=condition=Ready --timeout=1s",
      "timed out waiting for the condition on configmaps/there\n"
        + "[configmaps \"one\" not found, services \"two\" not found]\n"),
    ("wait pod/a --local --for=condition=Ready",
      """
      error: you must specify resources by --filename when --local is set.
      Example resource specifications include:
         '-f rsrc.yaml'
         '--filename=rsrc.json'

      """),
  ])
  func failures(_ line: String, _ errors: String) {
    let bench = Bench(Self.files)
    bench.run("create configmap there")
    #expect(bench.run(line).errors == errors)
  }
}
