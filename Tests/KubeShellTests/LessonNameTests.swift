// How lessons may be called.
import Testing

@testable import KubeShell

@Suite struct LessonNameTests {
  private static func lessons() throws -> [Lesson] {
    let text = "# Title\n\n> Goal\n\n## Step\n\n```check\nexpect x get ns\n```\n\n```answer\nget ns\n```\n"
    return try ["first-set", "identity", "scaling"].map { try Lesson(name: $0, text) }
  }

  @Test(arguments: [
    ("scaling", 2), ("3", 2), ("04-scaling", 2), ("04-scaling.zh", 2), ("1", 0), ("0", nil), ("4", nil), ("scal", nil),
  ])
  func lessonsAreFound(word: String, place: Int?) throws {
    #expect(LessonLibrary.place(of: word, in: try Self.lessons()) == place)
  }

  @Test func namesThatAreNearlyRight() throws {
    let lessons = try Self.lessons()
    #expect(LessonLibrary.refusal(of: "scalling", in: lessons) == "there is no lesson scalling; did you mean scaling?")
    #expect(
      LessonLibrary.refusal(of: "networks", in: lessons)
        == "there is no lesson networks; stsctl learn --list names them")
  }
}
