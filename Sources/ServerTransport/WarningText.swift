// Warnings in the header `Warning`, as RFC 7234 and k8s.io/apimachinery pkg/util/net write them.

enum WarningText {
  /// `299 - "text"`; line breaks and other control characters have no place in a header.
  static func header(_ text: String) -> String {
    var result = "299 - \""
    for scalar in text.unicodeScalars {
      if scalar.value < 32 || scalar.value == 127 {
        result += " "
      } else {
        if scalar == "\"" || scalar == "\\" { result += "\\" }
        result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
