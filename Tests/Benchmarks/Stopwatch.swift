// Time on the wall and time of the processor, for measuring.
import Glibc

/// How long something took, in seconds.
struct Duration {
  /// On the wall, which other programs make longer.
  var wall: Double
  /// Of the processor, for this program or its children.
  var processor: Double
}

enum Stopwatch {
  /// Measures a piece of work in this process.
  static func measure(_ work: () -> Void) -> Duration {
    let start = (now(), processor(__rusage_who_t(RUSAGE_SELF.rawValue)))
    work()
    return Duration(wall: now() - start.0, processor: processor(__rusage_who_t(RUSAGE_SELF.rawValue)) - start.1)
  }

  /// Measures work of child processes, several times; the medians.
  static func median(of runs: Int, _ work: () -> Void) -> Duration {
    let durations = (0..<runs).map { _ in
      let start = (now(), processor(__rusage_who_t(RUSAGE_CHILDREN.rawValue)))
      work()
      return Duration(wall: now() - start.0, processor: processor(__rusage_who_t(RUSAGE_CHILDREN.rawValue)) - start.1)
    }
    return Duration(
      wall: durations.map(\.wall).sorted()[runs / 2], processor: durations.map(\.processor).sorted()[runs / 2])
  }

  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  private static func processor(_ who: __rusage_who_t) -> Double {
    var usage = rusage()
    getrusage(who, &usage)
    return seconds(usage.ru_utime) + seconds(usage.ru_stime)
  }

  private static func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
}
