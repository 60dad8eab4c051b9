// Earlier lines: numbers, events, what is kept and what is not.
import KubeCommands
import Testing

@testable import KubeShell

@Suite struct HistoryTests {
  @Test(arguments: ["get pods", "a\nb", "a\\nb", "ends\\", "名字"])
  func entriesAreLinesOfAFile(entry: String) {
    let text = HistoryText.line(for: entry)
    #expect(text.count { $0 == "\n" } == 1)
    #expect(HistoryText.entries("x\n" + text, limit: 1) == [entry])
  }

  private static let entries = ["get pods", "get sts", "describe pod web-0", "scale sts web --replicas=5"]

  @Test(arguments: [
    ("get pods", HistoryExpansion.unchanged), ("!!", .line("scale sts web --replicas=5")), ("!1", .line("get pods")),
    ("!-2", .line("describe pod web-0")), ("!get", .line("get sts")), ("!get -A", .line("get sts -A")),
    ("!describe | cat", .line("describe pod web-0 | cat")), ("^5^3", .line("scale sts web --replicas=3")),
    ("^5^3^ --dry-run=server", .line("scale sts web --replicas=3 --dry-run=server")),
    ("! false && echo a", .unchanged), ("echo a!b", .unchanged), ("echo '!!'", .unchanged), ("echo \"!1\"", .unchanged),
    ("get pods -o jsonpath='{[?(@.a!=1)]}'", .unchanged), ("echo \\!!", .unchanged), ("!ls -l", .local("ls -l")),
    ("!9", .failure("the history has no line 9")), ("!0", .failure("the history has no line 0")),
    ("^nope^x", .failure("`nope` is not in the last line")), ("^", .failure("write ^old^new to change the last line")),
    ("echo !nope", .failure("no line of the history begins with `nope`")),
  ])
  func eventsStandForEarlierLines(line: String, expected: HistoryExpansion) {
    #expect(HistoryExpansion(line, Self.entries) == expected)
  }

  @Test func anEmptyHistoryHasNoEvents() {
    #expect(HistoryExpansion("!!", []) == .failure("the history has no line !!"))
  }

  @Test(arguments: [
    ("create secret generic a --from-literal=k=v", "--from-literal"), ("config set-credentials a --token abc", "--token"),
    ("create configmap a --from-env-file=x", "--from-env-file"), ("set env sts/web MYSQL_PASSWORD=x", "MYSQL_PASSWORD"),
    ("cat <<E\nkind: Secret\nE", "a Secret"), ("echo eyJhbGciOi.eyJzdWIi.c2ln", "a token"), ("x=ghp_0123456789abcdef01", "a token"),
    ("echo '-----BEGIN RSA PRIVATE KEY-----'", "a private key"), ("apply -f - <<< '{\"stringData\":{}}'", "stringData"),
    ("echo AKIAIOSFODNN7EXAMPLE", "an access key"),
  ])
  func secretsAreNoticed(line: String, what: String) {
    #expect(SecretWords.secret(in: line) == what)
  }

  @Test(arguments: [
    "get secrets", "describe secret db", "create secret generic a --from-file=x", "get pods -l tier=db",
    "explain pod.spec.automountServiceAccountToken", "set image sts/web nginx=nginx:1.28", "get secret a -o jsonpath={.data}",
  ])
  func otherLinesAreKept(line: String) { #expect(SecretWords.secret(in: line) == nil) }

  @Test func secretsAreRecalledAndNotKept() {
    let line = "create secret generic a --from-literal=k=v --dry-run=client"
    let terminal = Terminal([.line("echo a"), .line(line), .line(" echo b"), .line("echo a"), .line("echo a"), .line("")])
    _ = terminal.shell.run()
    #expect(terminal.lines.recalled == ["echo a", line, " echo b", "echo a"])
    #expect(terminal.store.kept == ["echo a", "echo a"])
    #expect(terminal.errors.text.contains("hint: this line is not kept in the history file: --from-literal may be a secret\n"))
  }

  @Test func historyListsWithNumbers() {
    let terminal = Terminal([.line("history 2")], history: ["a", "b\nc"])
    _ = terminal.shell.run()
    #expect(terminal.output.text.hasPrefix("    2  b\n       c\n    3  history 2\n"))
    #expect(terminal.lines.recalled.prefix(2) == ["a", "b\nc"])
  }

  @Test func expandedLinesAreShownAndKept() {
    let terminal = Terminal([.line("!echo"), .line("^one^two"), .line("!nothing")], history: ["echo one"])
    _ = terminal.shell.run()
    #expect(terminal.output.text == "echo one\none\necho two\ntwo\n\n")
    #expect(terminal.store.kept == ["echo two"])
    #expect(terminal.errors.text == "stsctl: no line of the history begins with `nothing`\n")
  }
}
