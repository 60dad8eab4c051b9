// Files that only their owner may read, and bytes that nobody can guess.
import Glibc
import KubeCommands

enum PrivateFile {
  /// Writes a file that is there as a whole or not at all.
  static func write(_ path: String, _ bytes: [UInt8]) throws(FileError) {
    let draft = "\(path).\(getpid()).new"
    let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw FileError(path: path, reason: DiskFiles.reason(errno)) }
    let isWritten = Descriptor.write(bytes, to: descriptor)
    let failure = errno
    guard close(descriptor) == 0, isWritten, rename(draft, path) == 0 else {
      let reason = DiskFiles.reason(isWritten ? errno : failure)
      unlink(draft)
      throw FileError(path: path, reason: reason)
    }
  }
}

enum RandomBytes {
  /// Random bytes of the operating system as hexadecimal digits.
  static func hex(count: Int) throws(FileError) -> String {
    let descriptor = open("/dev/urandom", O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError(path: "/dev/urandom", reason: DiskFiles.reason(errno)) }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: count)
    guard read(descriptor, &bytes, count) == count else {
      throw FileError(path: "/dev/urandom", reason: DiskFiles.reason(errno))
    }
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
