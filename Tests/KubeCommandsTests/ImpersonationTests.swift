// What others may do (`--as`): the answers of roles and bindings, and the refusals.
import ClusterSim
import KubeCommands
import Testing

@Suite struct ImpersonationTests {
  private static let forbidden = "Error from server (Forbidden): "

  @Test(arguments: [
    (
      "get pods --as ann",
      "pods is forbidden: User \"ann\" cannot list resource \"pods\" in API group \"\" in the namespace \"default\""
    ),
    (
      "get sts web --as ann",
      "statefulsets.apps \"web\" is forbidden: User \"ann\" cannot get resource \"statefulsets\" in API group "
        + "\"apps\" in the namespace \"default\""
    ),
    (
      "get nodes --as ann",
      "nodes is forbidden: User \"ann\" cannot list resource \"nodes\" in API group \"\" at the cluster scope"
    ),
    (
      "get pods -A --as system:serviceaccount:shop:robot",
      "pods is forbidden: User \"system:serviceaccount:shop:robot\" cannot list resource \"pods\" in API group \"\" "
        + "at the cluster scope"
    ),
    (
      "get ns default --as ann",
      "namespaces \"default\" is forbidden: User \"ann\" cannot get resource \"namespaces\" in API group \"\" in the "
        + "namespace \"default\""
    ),
  ])
  func refusals(_ line: String, _ message: String) {
    let bench = Bench()
    #expect(bench.run(line).errors == Self.forbidden + message + "\n")
  }

  @Test func attributesAreShown() {
    let bench = Bench()
    let line = "auth whoami --as ann --as-uid 7 --as-user-extra Team=a --as-user-extra team=b --as-user-extra z=1=2"
    #expect(
      bench.run(line).output == """
        ATTRIBUTE     VALUE
        Username      ann
        UID           7
        Groups        [system:authenticated]
        Extra: team   [a b]
        Extra: z      [1=2]

        """)
    #expect(bench.run(line + " -o jsonpath={.status.userInfo.extra}").output == #"{"team":["a","b"],"z":["1=2"]}"#)
  }

  @Test func bindingsLetIn() {
    let bench = Bench()
    #expect(bench.run("auth can-i list pods --as ann").output == "no\n")
    _ = bench.run("create rolebinding look --clusterrole=view --user=ann")
    #expect(bench.run("auth can-i list pods --as ann").output == "yes\n")
    #expect(bench.run("auth can-i list secrets --as ann").output == "no\n")
    let nothing = "No resources found in default namespace.\n"
    #expect(bench.run("get pods --as ann").errors == nothing)
    #expect(bench.run("get pods --as bob --as-group system:masters").errors == nothing)
  }

  @Test func rulesAreListedOneByOne() {
    let lines = Bench().run("auth can-i --list --as ann").output.split(separator: "\n").map {
      $0.split(separator: " ").joined(separator: " ")
    }
    #expect(
      Array(lines.prefix(6)) == [
        "Resources Non-Resource URLs Resource Names Verbs",
        "selfsubjectreviews.authentication.k8s.io [] [] [create]",
        "selfsubjectaccessreviews.authorization.k8s.io [] [] [create]",
        "selfsubjectrulesreviews.authorization.k8s.io [] [] [create]", "[/api/*] [] [get]", "[/api] [] [get]",
      ])
  }
}
