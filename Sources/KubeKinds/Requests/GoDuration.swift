// Why a text is no duration, in the words of Go's `time.ParseDuration`.
import KubeObjects
import SimCore

public enum GoDuration {
  /// What is wrong with a text that `TimeSpan(goText:)` can't read.
  public static func fault(in text: String) -> String {
    var rest = text[...]
    if rest.first == "-" || rest.first == "+" { rest.removeFirst() }
    while !rest.isEmpty {
      let number = rest.prefix { $0.isASCII && $0.isNumber || $0 == "." }
      guard number.contains(where: \.isNumber), number.filter({ $0 == "." }).count < 2 else { break }
      rest.removeFirst(number.count)
      let unit = rest.prefix { !($0.isASCII && $0.isNumber) && $0 != "." }
      if unit.isEmpty { return "time: missing unit in duration \(GoText.quoted(text))" }
      if TimeSpan(goText: "1\(unit)") == nil {
        return "time: unknown unit \(GoText.quoted(String(unit))) in duration \(GoText.quoted(text))"
      }
      rest.removeFirst(unit.count)
    }
    return "time: invalid duration \(GoText.quoted(text))"
  }
}
