// The process's streams and the files it writes to step by step.
import Glibc
import KubeCommands

/// The standard output or the standard error.
final class StandardStream: TextSink {
  private let descriptor: Int32
  private let isBuffered: Bool
  private let earlier: StandardStream?
  private var buffer: [UInt8] = []

  /// - Parameter flushedBefore: a stream whose text comes first when both show on one terminal.
  init(descriptor: Int32, isBuffered: Bool, flushedBefore earlier: StandardStream? = nil) {
    self.descriptor = descriptor
    self.isBuffered = isBuffered
    self.earlier = earlier
  }

  func write(_ text: String) {
    earlier?.flush()
    buffer.append(contentsOf: text.utf8)
    if !isBuffered || buffer.count > 1 << 16 { flush() }
  }

  /// Writes what has gathered. A reader that has gone away takes no more, which is no mistake of ours.
  func flush() {
    Descriptor.write(buffer, to: descriptor)
    buffer.removeAll(keepingCapacity: true)
  }
}

/// A file that grows line by line: a transcript survives whatever ends the script.
final class FileStream: TextSink {
  private let descriptor: Int32

  init(path: String) throws(FileError) {
    descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    if descriptor < 0 { throw FileError(path: path, reason: DiskFiles.reason(errno)) }
  }

  deinit { close(descriptor) }

  func write(_ text: String) { Descriptor.write(Array(text.utf8), to: descriptor) }
}

enum StandardInput {
  /// Everything up to the end of the standard input.
  static func readAll() -> [UInt8] { Descriptor.readAll(0) ?? [] }
}

/// Reading and writing whole buffers.
enum Descriptor {
  /// Writes all bytes; returns whether that worked.
  @discardableResult
  static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        return false
      }
      rest = rest.dropFirst(count)
    }
    return true
  }

  /// Reads to the end; `nil` when that failed, with the reason in `errno`.
  static func readAll(_ descriptor: Int32) -> [UInt8]? {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = chunk.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
      if count == 0 { return bytes }
      if count < 0 {
        if errno == EINTR { continue }
        return nil
      }
      bytes += chunk[..<count]
    }
  }
}

/// The lines of the standard input, each as soon as it is there.
final class InputLines {
  private var buffer: [UInt8] = []
  private var hasEnded = false

  /// The next line without its newline; `nil` at the end.
  func next() -> String? {
    while true {
      if let end = buffer.firstIndex(of: UInt8(ascii: "\n")) {
        defer { buffer.removeFirst(end + 1) }
        return String(decoding: buffer[..<end], as: UTF8.self)
      }
      if hasEnded {
        defer { buffer = [] }
        return buffer.isEmpty ? nil : String(decoding: buffer, as: UTF8.self)
      }
      readMore()
    }
  }

  private func readMore() {
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    let count = chunk.withUnsafeMutableBytes { read(0, $0.baseAddress, $0.count) }
    if count > 0 { buffer += chunk[..<count] } else if count == 0 || errno != EINTR { hasEnded = true }
  }
}
