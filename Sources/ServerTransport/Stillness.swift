// Moments in which no time passes, so that whoever waits for an object to go sees it go.
import ClusterServer

/// Lets clients begin to watch an object that they were just shown on its way out.
///
/// kubectl up to 1.35 waits for what it deleted in three requests: it gets the object and compares its uid, lists it,
/// and watches from that version. When the object goes and is made again between the first two, kubectl takes the new
/// one for the old and waits for ever (kubernetes/kubernetes#135562). Controllers of a real cluster need some
/// milliseconds to make a pod again, so that the list is empty; those of this one need none. So the cluster stands
/// still until the watch has begun, for a moment at most; then its time goes on where it would have been.
///
/// All times are of the clock outside, in nanoseconds.
struct Stillness {
  /// How long one client may take.
  static let patience: Int64 = 200_000_000
  /// How long many clients may take, one after the other.
  static let limit: Int64 = 500_000_000

  /// Until when it is waited for the watch of an object, by the object's path.
  private var awaited: [String: Int64] = [:]
  private var began: Int64 = 0

  /// How long it lasts still.
  func remaining(at now: Int64) -> Int64 { max(0, (awaited.values.max() ?? now) - now) }

  /// Notes what a request that has been answered shows.
  mutating func follow(_ request: APIRequest, _ outcome: Outcome, at now: Int64) {
    switch outcome {
    case .answer(let answer): if request.method == "GET", answer.showsDeletion { expect(String(request.path), now) }
    case .watch: if let path = Self.watched(by: request) { awaited[path] = nil }
    }
  }

  private mutating func expect(_ path: String, _ now: Int64) {
    if remaining(at: now) == 0 {
      awaited = [:]
      began = now
    }
    awaited[path] = min(now + Self.patience, began + Self.limit)
  }

  /// Ends it at once: somebody moves time on purpose.
  mutating func end() { awaited = [:] }

  /// The path of the one object that a watch is of.
  private static func watched(by request: APIRequest) -> String? {
    let words = request.queryValue("fieldSelector")?.split(separator: "=") ?? []
    return words.count == 2 && words[0] == "metadata.name" ? "\(request.path)/\(words[1])" : nil
  }
}
