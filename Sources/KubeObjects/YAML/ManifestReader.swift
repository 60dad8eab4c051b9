// Reads files of manifests as kubectl does: documents of YAML between `---` lines, or JSON values one after the other.

/// Why a file of manifests can't be read, in kubectl's words: what follows `error: error parsing FILE: `.
public struct ManifestError: Error, Equatable, Sendable {
  public var message: String

  public init(_ message: String) { self.message = message }
}

/// One document of a file of manifests.
public struct ManifestDocument: Equatable, Sendable {
  public var value: Value
  /// The document as JSON text, which some of kubectl's messages quote: as it was written, or made from the YAML.
  public var json: String
}

/// A reader of the documents of one file or of standard input.
///
/// What begins with `{` is read as JSON first. When that fails before a second value was read, the rest is read as
/// YAML; when that fails too, the error is the one of JSON. (k8s.io/apimachinery pkg/util/yaml `YAMLOrJSONDecoder`.)
public struct ManifestReader: Sendable {
  private let bytes: [UInt8]
  private let wordsAreStrings: Bool
  private var position = 0
  private var readsJSON: Bool
  private var isBroken = false
  /// How many documents have been read.
  private var count = 0

  public init(_ text: some StringProtocol) { self.init(bytes: Array(text.utf8)) }

  /// A reader of the bytes of a file: a byte order mark is taken off, UTF-16 is understood after one, and bytes that
  /// are no UTF-8 are replaced.
  /// - Parameter wordsAreStrings: YAML is read as version 1.2, without `yes` and `no`.
  public init(bytes: [UInt8], wordsAreStrings: Bool = false) {
    self.wordsAreStrings = wordsAreStrings
    let text = TextEncoding.utf8(bytes)
    readsJSON = text.first { !Self.isSpace($0) } == UInt8(ascii: "{")
    self.bytes = text
  }

  /// The next document that is not empty, or `nil` at the end. After an error there is no next document.
  public mutating func next() throws(ManifestError) -> ManifestDocument? {
    while !isBroken {
      do throws(ManifestError) {
        guard let document = try readsJSON ? nextJSON() : nextYAML() else { return nil }
        count += 1
        if !document.value.isNull { return document }
      } catch {
        isBroken = true
        throw error
      }
    }
    return nil
  }

  /// All documents of a text, for callers that take a file as a whole.
  public static func all(_ text: some StringProtocol) throws(ManifestError) -> [ManifestDocument] {
    var reader = ManifestReader(text)
    var documents: [ManifestDocument] = []
    while let document = try reader.next() { documents.append(document) }
    return documents
  }

  static func isSpace(_ byte: UInt8) -> Bool { byte == 32 || (byte >= 9 && byte <= 13) }
}

// MARK: JSON

extension ManifestReader {
  private mutating func nextJSON() throws(ManifestError) -> ManifestDocument? {
    let start = position
    do throws(JSONError) {
      guard let (value, range) = try JSONReader.readNext(bytes, from: position) else { return nil }
      position = range.upperBound
      return ManifestDocument(value: value, json: String(decoding: bytes[range], as: UTF8.self))
    } catch {
      let failure = ManifestError(Self.message(error))
      guard count < 2 else { throw failure }
      position = start
      readsJSON = false
      guard skipToYAML() else { throw failure }
      do throws(ManifestError) { return try nextYAML() } catch { throw failure }
    }
  }

  private static func message(_ error: JSONError) -> String {
    error.isEarlyEnd ? "unexpected EOF" : "json: offset \(error.offset): \(error.message)"
  }

  /// Skips white space up to the next line. False when there are not even four bytes left, which kubectl takes for
  /// the end.
  private mutating func skipToYAML() -> Bool {
    while bytes.count - position >= 4 {
      guard Self.isSpace(bytes[position]) else { return true }
      position += 1
      if bytes[position - 1] == 10 { return true }
    }
    return false
  }
}

// MARK: YAML

extension ManifestReader {
  private mutating func nextYAML() throws(ManifestError) -> ManifestDocument? {
    guard let text = try nextChunk() else { return nil }
    do throws(YAMLError) {
      let value = try YAMLReader.read(bytes: text, wordsAreStrings: wordsAreStrings)
      return ManifestDocument(value: value, json: JSONWriter.write(value))
    } catch {
      throw ManifestError("error converting YAML to JSON: \(error.message)")
    }
  }

  /// The lines up to the next separator, each with its end. A separator before any line belongs to the document, so
  /// that lines are counted as kubectl counts them.
  private mutating func nextChunk() throws(ManifestError) -> [UInt8]? {
    var chunk: [UInt8] = []
    while position < bytes.count {
      let line = nextLine()
      if line.starts(with: "---".utf8) {
        try checkSeparator(line.dropFirst(3))
        if !chunk.isEmpty { return chunk }
      }
      chunk.append(contentsOf: line)
      chunk.append(10)
    }
    return chunk.isEmpty ? nil : chunk
  }

  /// The next line without its end, and moves behind it.
  private mutating func nextLine() -> ArraySlice<UInt8> {
    let rest = bytes[position...]
    guard let end = rest.firstIndex(of: 10) else {
      position = bytes.count
      return rest
    }
    position = end + 1
    let line = rest[..<end]
    return line.last == 13 ? line.dropLast() : line
  }

  private func checkSeparator(_ rest: ArraySlice<UInt8>) throws(ManifestError) {
    let text = rest.drop(while: Self.isSpace)
    guard let first = text.first, first != UInt8(ascii: "#") else { return }
    let end = text.lastIndex { !Self.isSpace($0) } ?? text.startIndex
    throw ManifestError("invalid Yaml document separator: \(String(decoding: text[...end], as: UTF8.self))")
  }
}
