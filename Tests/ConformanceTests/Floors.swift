// How many steps of each scenario must be answered as recorded: a file of numbers that only rise.
import Foundation

enum Floors {
  static let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Floors.txt")

  /// The floor of every scenario, by name.
  static let all: [String: Int] = {
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    let pairs = text.split(separator: "\n").compactMap { line -> (String, Int)? in
      let words = line.split(separator: " ")
      return words.count == 2 ? Int(words[1]).map { (String(words[0]), $0) } : nil
    }
    return Dictionary(pairs, uniquingKeysWith: max)
  }()

  /// Writes floors that have risen to what was reached, where the environment asks for it (`make floors`).
  static func raise(to reached: [String: Int]) throws {
    let lines = reached.map { "\($0.key) \(max($0.value, all[$0.key] ?? 0))\n" }.sorted()
    try lines.joined().write(to: file, atomically: true, encoding: .utf8)
  }
}
