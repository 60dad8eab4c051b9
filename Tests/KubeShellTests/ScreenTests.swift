// What a terminal shows beside plain text: colours, names of rows, widths.
import KubeCommands
import Testing

@testable import KubeShell

@Suite struct ScreenTests {
  private static func shown(_ texts: [String], _ role: ScreenSink.Role = .output) -> (text: String, names: [String]) {
    let buffer = TextBuffer()
    let sink = ScreenSink(buffer, role, isPainted: true)
    for text in texts { sink.write(text) }
    let marked = buffer.text.replacing(/\u{1b}\[(\d+)m/) { "<\($0.output.1)>" }.replacing("<0>", with: "</>")
    return (marked, sink.takeNames())
  }

  @Test func cellsAreColouredByWhatTheySay() {
    let table = """
      NAME    READY   STATUS             RESTARTS      AGE
      web-0   1/1     Running            0             5s
      web-1   0/1     ImagePullBackOff   2 (5s ago)    5s
      web-2   0/1     Pending            0             5s

      """
    let (text, names) = Self.shown([table])
    let lines = text.split(separator: "\n")
    #expect(lines[0].hasPrefix("<1>NAME"))
    #expect(lines[1].contains("<32>1/1</>     <32>Running</>            0  "))
    #expect(lines[2].contains("<33>0/1</>     <31>ImagePullBackOff</>   <33>2 (5s ago)</>"))
    #expect(lines[3].contains("<33>Pending</>"))
    #expect(names == ["web-0", "web-1", "web-2"])
  }

  @Test(arguments: [
    ("statefulset.apps/web created", "<32>created</>"), ("service/nginx unchanged", "<2>unchanged</>"),
    ("statefulset.apps/web configured (dry run)", "<36>configured</> (dry run)"), ("pod/web-0 force deleted", "<31>force deleted</>"),
    ("Status:        Running", "<32>Running</>"), ("pod/web-0 condition met", "<36>condition met</>"),
  ])
  func reportsAreColoured(line: String, part: String) {
    #expect(Self.shown([line + "\n"]).text.contains(part))
  }

  @Test func whatProgramsReadIsLeftAlone() {
    for text in ["{\n  \"status\": \"Running\"\n}\n", "status:\n  phase: Running\n", "pod/web-0\n", "a created b\n"] {
      let buffer = TextBuffer()
      ScreenSink(buffer, .output, isPainted: true).write(text)
      #expect(buffer.text == text)
    }
  }

  @Test func rowsOfAWatchAreNamedOnce() {
    let (_, names) = Self.shown(["NAME    READY\nweb-0   0/1\n", "web-0   1/1\n", "web-1   0/1\n"])
    #expect(names == ["web-0", "web-1"])
  }

  @Test func errorsAreColoured() {
    #expect(Self.shown(["error: no\n"], .errors).text == "<31>error:</> no\n")
    #expect(Self.shown(["hint: x\n"], .errors).text == "<36>hint:</> x\n")
  }

  @Test func namesOfTheLastRowsAreVariables() {
    let text = Terminal.transcript(["get nodes", "echo $1 and $2", "get nodes nosuch", "echo $1"])
    #expect(text.contains("control-plane and worker-1\n"))
    #expect(text.contains("\ncontrol-plane\n"))
  }

  @Test(arguments: [("abc", 3), ("名字", 4), ("a名", 3), ("é", 1), ("👍", 2), ("", 0)])
  func widths(text: String, width: Int) { #expect(TextWidth.of(text) == width) }

  @Test func textIsCutByColumns() {
    #expect(TextWidth.prefix("名字x", columns: 3) == "名")
    #expect(TextWidth.prefix("abc", columns: 5) == "abc")
  }

  @Test func theLiveLineGivesWay() {
    let buffer = TextBuffer()
    let live = LiveLine(buffer) { 10 }
    let sink = ScreenSink(buffer, .output, isPainted: false, live: live)
    live.show("web  ████  2 of 3")
    sink.write("done\n")
    #expect(buffer.text == "\rweb  ████\u{1b}[K\r\u{1b}[Kdone\n")
  }

  @Test(arguments: [
    (ColorChoice.auto, true, false, [:], true), (.auto, false, false, [:], false), (.auto, true, true, [:], false),
    (.auto, true, false, ["NO_COLOR": "1"], false), (.auto, true, false, ["NO_COLOR": ""], true),
    (.auto, true, false, ["TERM": "dumb"], false), (.always, false, true, ["NO_COLOR": "1"], true), (.never, true, false, [:], false),
  ])
  func coloursAreAChoice(
    choice: ColorChoice, isTerminal: Bool, isStrict: Bool, environment: [String: String], painted: Bool
  ) {
    #expect(choice.isPainted(isTerminal: isTerminal, isStrict: isStrict, environment) == painted)
  }
}
