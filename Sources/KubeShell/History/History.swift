// What was typed: numbered entries, of which those without secrets are kept in a file that several shells share.

/// Where entries outlive the shell.
public protocol HistoryStore: AnyObject {
  /// The entries that others have added since this was last asked, oldest first; at first all of them.
  func news() -> [String]
  func append(_ entry: String)
}

/// The history of one shell.
public final class History {
  /// Why an entry is recalled but not kept.
  public enum Omission: Equatable, Sendable {
    /// It begins with a space, which is how one asks for that.
    case asked
    /// What in it may be a secret: `--from-literal`.
    case secret(String)
  }

  private let store: (any HistoryStore)?
  public private(set) var entries: [String] = []

  public init(_ store: (any HistoryStore)? = nil) {
    self.store = store
    takeNews()
  }

  /// Reads what other shells have added. Returns the new entries.
  @discardableResult
  public func takeNews() -> [String] {
    let news = store?.news() ?? []
    entries += news
    return news
  }

  /// Adds what was typed. Blank lines and repetitions are no entries: the answer is `nil` then.
  ///
  /// An entry that may hold a secret is only in memory, and the answer says why.
  public func add(_ entry: String) -> (isNew: Bool, omission: Omission?) {
    guard entry.contains(where: { !$0.isWhitespace }), entry != entries.last else { return (false, nil) }
    entries.append(entry)
    if entry.hasPrefix(" ") { return (true, .asked) }
    if let secret = SecretWords.secret(in: entry) { return (true, .secret(secret)) }
    store?.append(entry)
    return (true, nil)
  }

  /// The last entries with their numbers, as `history` prints them.
  func listing(_ count: Int?) -> String {
    let first = max(0, entries.count - (count ?? entries.count))
    return entries.indices[first...].map { index in
      let number = String(index + 1)
      let lines = entries[index].split(separator: "\n", omittingEmptySubsequences: false)
      return String(repeating: " ", count: max(0, 5 - number.count)) + number + "  "
        + lines.joined(separator: "\n       ") + "\n"
    }.joined()
  }
}
