// Words of the interactive shell that change how the cluster follows the time outside.
import KubeCommands
import SimCore

extension ShellWord {
  static let speed = ShellWord(
    name: "speed", synopsis: "[N]", summary: "Let cluster time run faster or slower",
    details: """
      Lets N seconds pass in the cluster in every second outside; 1 is the usual speed. Without N it prints the speed. \
      A cluster that was paused goes on.
      """,
    example: "speed 10"
  ) { session, arguments in
    guard let clock = session.shellClock(for: "speed") else { return 1 }
    guard let first = arguments.first else {
      session.context.output.write(clock.isPaused ? "paused\n" : "\(clock.speed.shortText)\n")
      return 0
    }
    guard arguments.count == 1, let speed = Double(first.drop { $0 == "x" }), speed > 0, speed <= 1e6 else {
      session.fail("speed: a number above 0 is needed, such as 10")
      return 1
    }
    clock.speed = speed
    clock.isPaused = false
    return 0
  }

  static let pause = ShellWord(
    name: "pause", synopsis: "", summary: "Stop the cluster's clock",
    details: """
      Stops the cluster's clock while nothing waits: what you look at stays as it is. Commands that wait, and advance, \
      still let time pass. resume and speed let it go on.
      """,
    example: "pause"
  ) { session, arguments in
    guard session.takesNone(arguments, "pause"), let clock = session.shellClock(for: "pause") else { return 1 }
    clock.isPaused = true
    return 0
  }

  static let resume = ShellWord(
    name: "resume", synopsis: "", summary: "Let the cluster's clock go on",
    details: "Lets the cluster's clock go on after pause.", example: "resume"
  ) { session, arguments in
    guard session.takesNone(arguments, "resume"), let clock = session.shellClock(for: "resume") else { return 1 }
    clock.isPaused = false
    return 0
  }
}

extension Session {
  fileprivate func shellClock(for word: String) -> (any ShellClock)? {
    if clock == nil { fail("\(word): only the interactive shell follows a clock") }
    return clock
  }
}

extension Double {
  /// `10`, `0.5`
  fileprivate var shortText: String { self == rounded() && abs(self) < 1e15 ? String(Int64(self)) : String(self) }
}
