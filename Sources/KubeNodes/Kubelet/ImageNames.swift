// Names of images and containers, as a container runtime writes them into a status.
import KubeKinds
import KubeObjects

enum ImageNames {
  /// The full name of an image: `nginx` is `docker.io/library/nginx:latest`.
  static func normalized(_ image: String) -> String {
    let name = repository(image)
    let rest = image.utf8.dropFirst(bareRepository(image).utf8.count)
    return name + (rest.isEmpty ? ":latest" : String(Substring(rest)))
  }

  /// The full name without tag and digest: `docker.io/library/nginx`.
  static func repository(_ image: String) -> String {
    let name = bareRepository(image)
    guard let slash = name.firstIndex(of: "/") else { return "docker.io/library/\(name)" }
    let first = name[..<slash]
    let isHost = first.contains(".") || first.contains(":") || first == "localhost"
    return isHost ? name : "docker.io/\(name)"
  }

  /// What `status.imageID` says: the repository and the digest of what is stored there under this name.
  static func imageID(_ image: String) -> String {
    "\(repository(image))@sha256:\(Digest.hex(normalized(image)))"
  }

  /// The id of one instance of a container.
  static func containerID(podUID: String, container: String, instance: Int64) -> String {
    "containerd://\(Digest.hex("\(podUID)/\(container)/\(instance)"))"
  }

  /// Whether the text names an image at all (github.com/distribution/reference).
  static func isValid(_ image: String) -> Bool {
    guard !image.isEmpty, image.utf8.allSatisfy({ isAllowed($0) }) else { return false }
    let name = bareRepository(image)
    let path = name.split(separator: "/", omittingEmptySubsequences: false).dropFirst(hasHost(name) ? 1 : 0)
    guard !path.isEmpty else { return false }
    return path.allSatisfy { part in
      guard let first = part.utf8.first, let last = part.utf8.last else { return false }
      return isLowerOrDigit(first) && isLowerOrDigit(last)
        && part.utf8.allSatisfy { isLowerOrDigit($0) || isSeparator($0) }
    }
  }

  /// The name as written, without tag and digest.
  private static func bareRepository(_ image: String) -> String {
    let name = image.utf8.prefix { $0 != UInt8(ascii: "@") }
    guard let colon = name.lastIndex(of: UInt8(ascii: ":")), !name[colon...].contains(UInt8(ascii: "/"))
    else { return String(Substring(name)) }
    return String(Substring(name[..<colon]))
  }

  private static func hasHost(_ name: String) -> Bool {
    guard let slash = name.firstIndex(of: "/") else { return false }
    let first = name[..<slash]
    return first.contains(".") || first.contains(":") || first == "localhost"
  }

  private static func isLowerOrDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private static func isSeparator(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
  }

  private static func isAllowed(_ byte: UInt8) -> Bool {
    isLowerOrDigit(byte) || isSeparator(byte) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
      || byte == UInt8(ascii: "/") || byte == UInt8(ascii: ":") || byte == UInt8(ascii: "@")
  }
}
