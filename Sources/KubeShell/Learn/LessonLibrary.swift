// Where lessons are found, and which are done.
import KubeCommands

/// The lessons of a folder, in one language.
public struct LessonLibrary {
  private let files: any FileAccess
  private let folders: [String]
  private let language: LessonLanguage

  /// - Parameter folders: where lessons may be, the first one that is there counts.
  public init(_ files: any FileAccess, folders: [String], _ language: LessonLanguage) {
    self.files = files
    self.folders = folders
    self.language = language
  }

  /// The lessons in their order. One that has no text in the language is there in English.
  public func lessons() throws(FileError) -> [Lesson] {
    guard let folder = folders.first(where: files.exists) else {
      throw FileError(path: folders.last ?? "lessons", reason: "no lessons there; STSCTL_LESSONS can name their folder")
    }
    let names = (try files.entries(folder) ?? []).filter { $0.hasSuffix(".md") && $0.first?.isNumber == true }
    let plain = names.filter { $0.split(separator: ".").count == 2 }.sorted()
    var lessons: [Lesson] = []
    for name in plain {
      let own = String(name.dropLast(3)) + language.ending
      lessons.append(try lesson(folder + "/" + (names.contains(own) ? own : name)))
    }
    return lessons
  }

  /// The lesson in a file.
  public func lesson(_ path: String) throws(FileError) -> Lesson {
    let text = String(decoding: try files.read(path), as: UTF8.self)
    do throws(LessonError) {
      return try Lesson(name: Lesson.name(ofFile: path), text)
    } catch {
      throw FileError(path: path, reason: error.message)
    }
  }

  /// Where a lesson stands that is called by its name, by its number, or as its file is: `scaling`, `4`, `04-scaling`.
  public static func place(of word: String, in lessons: [Lesson]) -> Int? {
    if let number = Int(word) { return lessons.indices.contains(number - 1) ? number - 1 : nil }
    return lessons.firstIndex { $0.name == word || $0.name == Lesson.name(ofFile: word) }
  }

  /// What is said of a lesson that there is not.
  public static func refusal(of word: String, in lessons: [Lesson]) -> String {
    let meant = Likeness.best(Lesson.name(ofFile: word), among: lessons.map(\.name), limit: 1).first
    return "there is no lesson \(word); \(meant.map { "did you mean \($0)?" } ?? "stsctl learn --list names them")"
  }

  /// What `learn --list` prints.
  public static func listing(_ lessons: [Lesson], done: Set<String>) -> String {
    let width = lessons.map(\.name.count).max() ?? 0
    return lessons.enumerated().map { index, lesson in
      let name = lesson.name + String(repeating: " ", count: width - lesson.name.count)
      let number = (index < 9 ? " " : "") + "\(index + 1)"
      return "\(done.contains(lesson.name) ? "✓" : " ") \(number) \(name)  \(lesson.title)\n"
    }.joined()
  }
}
