// Kinds without a description of their own: all their fields, under names made out of the fields' names.
import KubeKinds
import KubeObjects

extension Describer {
  static let generic = Describer { object, out in
    out.metadata(object)
    FieldTree.write(object.value, level: 0, path: [], to: &out)
  }
}

private enum FieldTree {
  /// What was said already, or nobody asks for.
  private static let skipped: [[Key]] = [
    [.metadata, .managedFields], [.metadata, .name], [.metadata, .namespace], [.metadata, .labels],
    [.metadata, .annotations],
  ]

  static func write(_ value: Value, level: Int, path: [Key], to out: inout DescribeText) {
    for field in value.fields {
      let path = path + [field.key]
      if skipped.contains(path) { continue }
      let title = FieldTitle.title(field.key.text)
      switch field.value {
      case .object:
        out.line(level, "\(title):")
        write(field.value, level: level + 1, path: path, to: &out)
      case .array(let elements):
        out.line(level, "\(title):")
        for element in elements { write(element: element, level: level + 1, path: path, to: &out) }
      default: out.field(level, title, GoText.sprint(field.value))
      }
    }
  }

  private static func write(element: Value, level: Int, path: [Key], to out: inout DescribeText) {
    if case .object = element {
      write(element, level: level, path: path, to: &out)
    } else {
      out.line(level, GoText.sprint(element))
    }
  }
}

/// The title of a field: `terminationGracePeriodSeconds` is `Termination Grace Period Seconds`.
enum FieldTitle {
  private static let acronyms: Set<String> = ["API", "URL", "UID", "GUID"]

  /// Names with anything but letters and dashes stay as they are.
  static func title(_ field: String) -> String {
    guard field.unicodeScalars.allSatisfy({ $0.properties.isAlphabetic || $0 == "-" }) else { return field }
    return merged(words(field)).map(titled).joined(separator: " ")
  }

  private static func titled(_ word: String) -> String {
    let upper = word.uppercased()
    if acronyms.contains(upper) { return upper }
    return word == word.lowercased() ? word.prefix(1).uppercased() + word.dropFirst() : word
  }

  private enum Letters {
    case lower, upper, other
  }

  private static func letters(_ character: Character) -> Letters {
    character.isLowercase ? .lower : character.isUppercase ? .upper : .other
  }

  /// The words of a camel-cased name; the last capital before small letters begins a word.
  private static func words(_ name: String) -> [String] {
    var words: [String] = []
    var last: Letters?
    for character in name {
      let letters = letters(character)
      if letters == last { words[words.count - 1].append(character) } else { words.append(String(character)) }
      last = letters
    }
    for index in words.indices.dropLast() where words[index].allSatisfy(\.isUppercase) {
      guard words[index + 1].first?.isLowercase == true, let capital = words[index].popLast() else { continue }
      words[index + 1] = String(capital) + words[index + 1]
    }
    return words.filter { !$0.isEmpty }
  }

  /// Acronyms stay with the word after them: `HTTPCode`.
  private static func merged(_ words: [String]) -> [String] {
    var merged: [String] = []
    var index = 0
    while index < words.count {
      let word = words[index]
      let isAcronym = word.count >= 2 && word.allSatisfy { !$0.isLetter || $0.isUppercase }
      if isAcronym, index + 1 < words.count, words[index + 1].first?.isUppercase == true {
        merged.append(word + words[index + 1])
        index += 2
      } else {
        merged.append(word)
        index += 1
      }
    }
    return merged
  }
}
