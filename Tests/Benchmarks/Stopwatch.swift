// Time on the wall, for measuring.
import Glibc

enum Stopwatch {
  static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// The median of the seconds that a piece of work takes.
  static func median(of runs: Int, _ work: () -> Void) -> Double {
    let times = (0..<runs).map { _ in
      let start = now()
      work()
      return now() - start
    }
    return times.sorted()[runs / 2]
  }
}
