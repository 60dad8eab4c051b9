// Lessons and documents: reading them, their answers, what differs.
import ClusterSim
import KubeCommands
import StsctlTesting
import Testing

@testable import KubeShell

@Suite struct LessonTests {
  private static let text = """
    # A title

    > To do
    > something.

    Words.

    ```setup
    kubectl create namespace shop
    ```

    ## Reading

    Only text.

    ## Do it

    ```console
    $ ns shop
    ```

    ```hint
    ns NAME
    ```

    ```hint
    ns shop
    ```

    ```check
    expect shop -- ns
    ```

    ```answer
    ns shop
    ```

    ## The end

    Good.
    """

  @Test func aLessonIsRead() throws {
    let lesson = try Lesson(name: "a", Self.text)
    #expect(lesson.title == "A title" && lesson.goal == "To do something.")
    #expect(lesson.setup == ["kubectl create namespace shop"])
    #expect(lesson.steps.map(\.title) == ["Do it"] && lesson.steps[0].hints == ["ns NAME", "ns shop"])
    #expect(lesson.steps[0].shown.contains(.text("Only text.")) && lesson.conclusion.contains(.text("Good.")))
    #expect(Lesson.name(ofFile: "/x/03-canary.zh.md") == "canary")
  }

  @Test(arguments: [("", "title"), ("# A", "goal"), ("# A\n\n> b", "check"), ("# A\n\n> b\n\n## c\n\n```check\ntrue\n```", "no answer")])
  func wrongLessonsAreRefused(text: String, part: String) {
    #expect { try Lesson(name: "a", text) } throws: { ($0 as? LessonError)?.message.contains(part) == true }
  }

  private static func learn(_ lines: [String], _ language: LessonLanguage = .english) throws -> (Terminal, Guide) {
    let terminal = Terminal(lines.map { .line($0) })
    let guide = Guide(try Lesson(name: "a", Self.text), in: terminal.session, language, columns: 80, isPainted: false)
    terminal.bench.guide = guide
    _ = terminal.shell.run()
    return (terminal, guide)
  }

  @Test func aLessonIsDoneWhenTheClusterShowsIt() throws {
    let (terminal, guide) = try Self.learn(["hint", "hint", "answer", "echo $?", "ns shop", "echo after"])
    #expect(guide.isDone && !guide.wantsNext)
    let text = terminal.output.text
    #expect(text.hasPrefix("A title\n\nGoal: To do something.\n"))
    #expect(text.contains("ns NAME\n\nns NAME\n\nns shop\n") && text.contains("    ns shop\n0\n") && text.contains("✓ Done.\n\nThe end\n"))
    #expect(text.hasSuffix("after\n\n"))
  }

  @Test func stepsCanBeSkippedAndLessonsFollow() throws {
    let (terminal, guide) = try Self.learn(["step", "skip", "next", "echo never"], .chinese)
    #expect(guide.isDone && guide.wantsNext)
    #expect(terminal.output.text.contains("第 1 步（共 1 步）：Do it\n") && !terminal.output.text.contains("never"))
  }

  private static let lessons = ProjectFiles.files(in: "examples/lessons", ending: ".md")

  @Test func thereAreThirteenInTwoLanguages() {
    #expect(Self.lessons.count { $0.hasSuffix(".zh.md") } >= 13)
    #expect(Self.lessons.count { !$0.hasSuffix(".zh.md") } == Self.lessons.count { $0.hasSuffix(".zh.md") })
  }

  @Test(arguments: lessons)
  func answersDoWhatChecksLookFor(path: String) throws {
    let stage = Stage(configuration: .standard)
    let text = try #require(ProjectFiles.text(path))
    #expect(DocumentTest(stage.session, name: path).run(text), "\(stage.errors.text)")
  }

  @Test(arguments: [
    (["a"], ["a"], true), (["a", "..."], ["a", "b", "c"], true), (["...", "c"], ["a", "b", "c"], true), (["..."], [], true),
    (["a", "...", "d"], ["a", "d"], true), (["a", "b"], ["a"], false), (["web-0  <any>  Running"], ["web-0   1/1     Running"], true),
    (["<any>s"], ["5m"], false), (["a   b"], ["a b"], true), (["x<any>y<any>z"], ["x1y2z"], true), (["ab<any>b"], ["ab"], false),
  ])
  func outputsAreCompared(shown: [String], printed: [String], matches: Bool) {
    #expect(ShownOutput(shown).matches(printed) == matches)
  }

  @Test(arguments: [
    ("```console\n$ echo a\na\n$ echo b\n```", true, "x.md: 2 commands, all as shown\n"),
    ("```console\n$ echo a\nb\n```", false, "x.md:2: not as shown: echo a\n  a\n"),
    ("```sh\necho a\nfalse\n```", false, "x.md:3: exit status 1: false\n"),
    ("```sh notest\nfalse\n```", true, "x.md: 0 commands, all as shown\n"),
    ("```console\n$ get pods\nNo resources found in default namespace.\n```", true, "1 command,"),
    ("```yaml file=a.yaml\nx: y\n```\n\n```console\n$ cat a.yaml\nx: y\n```", true, "1 command,"),
    ("```console\n$ cat <<E\n> a\n> E\na\n```", true, "1 command,"), ("```text\nfalse\n```", true, "0 commands"),
  ])
  func documentsAreRun(text: String, isRight: Bool, printed: String) {
    let stage = Stage()
    #expect(DocumentTest(stage.session, name: "x.md").run(text) == isRight)
    #expect((stage.output.text + stage.errors.text).contains(printed), "\(stage.output.text + stage.errors.text)")
  }

  @Test func scratchFilesHideNothing() throws {
    let files = ScratchFiles(over: MemoryFiles(["a.yaml": "old", "d/b.yaml": "b"]))
    files.write("./a.yaml", Array("new".utf8))
    files.write("e/c.yaml", [])
    #expect(String(decoding: try files.read("a.yaml"), as: UTF8.self) == "new")
    #expect(try files.entries(".") == ["a.yaml", "d", "e"])
    #expect(try files.entries("e") == ["c.yaml"] && files.entries("a.yaml") == nil)
    #expect(files.exists("e/c.yaml") && !files.exists("nosuch"))
  }

  @Test(arguments: [(["LANG": "zh_CN.UTF-8"], "zh"), (["LANG": "zh_CN", "LC_ALL": "C"], "en"), ([:], "en")])
  func languages(environment: [String: String], code: String) {
    #expect(LessonLanguage(environment).rawValue == code)
  }
}
