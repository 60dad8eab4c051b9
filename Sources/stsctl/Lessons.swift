// Lessons at the terminal: where they are installed, which are done, one after the other.
import Glibc
import KubeCommands
import KubeShell

struct Lessons {
  let files: DiskFiles
  let environment: [String: String]

  var language: LessonLanguage { LessonLanguage(environment) }

  var library: LessonLibrary { LessonLibrary(files, folders: folders, language) }

  /// The lessons, for completion.
  func candidates() -> [Candidate] { ((try? library.lessons()) ?? []).map { Candidate($0.name, $0.title) } }

  /// Beside the program where it is installed, or in the tree that it was built in.
  private var folders: [String] {
    let named = environment["STSCTL_LESSONS"].map { [$0] } ?? []
    var folder = Self.program
    var folders: [String] = []
    for depth in 0..<5 {
      folder = String(folder[..<(folder.lastIndex(of: "/") ?? folder.startIndex)])
      if depth == 1 { folders.append(folder + "/share/stsctl/lessons") }
      folders.append(folder + "/examples/lessons")
    }
    return named + folders
  }

  private static var program: String {
    var buffer = [UInt8](repeating: 0, count: 4_096)
    let count = readlink("/proc/self/exe", &buffer, buffer.count)
    return String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
  }

  // MARK: Progress

  private var folder: StateFolder? { StateFolder(environment: environment) }
  private var progressFile: String? { folder.map { $0.path + "/lessons" } }

  func done() -> Set<String> {
    guard let file = progressFile, files.exists(file), let bytes = try? files.read(file) else { return [] }
    return Set(String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init))
  }

  func markDone(_ name: String) throws(FileError) {
    guard let folder, let file = progressFile else { return }
    folder.make()
    let names = done().union([name]).sorted()
    try files.write(file, Array(names.map { $0 + "\n" }.joined().utf8))
  }

  func reset() throws(FileError) {
    guard let file = progressFile, files.exists(file) else { return }
    try files.write(file, [])
  }
}

extension Program {
  /// `learn`: lists, resets, or opens a lesson and those after it.
  func learn(_ words: [String], _ invocation: Invocation) throws -> Int32 {
    let lessons = Lessons(files: files, environment: environment)
    if words == ["--reset"] {
      try lessons.reset()
      return 0
    }
    if words.count == 1, words[0].hasSuffix(".md") {
      return try teach(lessons.library.lesson(words[0]), lessons, invocation).status
    }
    let all = try lessons.library.lessons()
    if words == ["--list"] {
      output.write(LessonLibrary.listing(all, done: lessons.done()))
      return 0
    }
    if words.count > 1 || words.first?.hasPrefix("-") == true {
      throw InvocationError("learn: one lesson, --list or --reset is needed")
    }
    guard let start = words.first.map({ LessonLibrary.place(of: $0, in: all) }) ?? next(in: all, lessons) else {
      throw InvocationError("learn: \(LessonLibrary.refusal(of: words[0], in: all))")
    }
    var status: Int32 = 0
    for lesson in all[start...] {
      let (lessonStatus, goesOn) = try teach(lesson, lessons, invocation)
      status = lessonStatus
      if !goesOn { break }
    }
    return status
  }

  /// The first lesson that is not done; the first of all when all are.
  private func next(in all: [Lesson], _ lessons: Lessons) -> Int? {
    let done = lessons.done()
    return all.firstIndex { !done.contains($0.name) } ?? all.indices.first
  }

  private func teach(
    _ lesson: Lesson, _ lessons: Lessons, _ invocation: Invocation
  ) throws -> (status: Int32, goesOn: Bool) {
    guard isatty(0) != 0, isatty(1) != 0 else { throw InvocationError("learn: a terminal is needed") }
    let shell = try shell(invocation, keepsHistory: false)
    let bench = shell.bench
    let guide = Guide(
      lesson, in: shell.session, lessons.language, columns: bench.lines.size.columns, isPainted: bench.isPainted)
    shell.session.freshName = lesson.name
    bench.guide = guide
    let status = shell.run()
    if guide.isDone { try lessons.markDone(lesson.name) }
    return (status, guide.wantsNext)
  }
}
