// The private socket of a cluster: a file in a folder that only its owner can enter, between processes of one user.
import CEditShim
import Glibc

enum ClusterSocket {
  /// Listens at a path. A file that an owner who was killed left there is replaced.
  static func listen(at path: String) -> Int32? {
    make(path) { descriptor, address, size in
      unlink(path)
      guard bind(descriptor, address, size) == 0, chmod(path, 0o600) == 0 else { return false }
      return Glibc.listen(descriptor, 64) == 0 && fcntl(descriptor, F_SETFL, O_NONBLOCK) == 0
    }
  }

  /// Connects to the owner at a path; `nil` when nobody listens there, or somebody else than this user does.
  static func connect(to path: String) -> Int32? {
    let descriptor = make(path) { descriptor, address, size in Glibc.connect(descriptor, address, size) == 0 }
    guard let descriptor else { return nil }
    if isOurs(descriptor) { return descriptor }
    close(descriptor)
    return nil
  }

  /// Takes the next guest; `nil` when none waits. Guests of other users are turned away.
  static func accept(_ listener: Int32) -> Int32? {
    while true {
      let descriptor = Glibc.accept(listener, nil, nil)
      if descriptor < 0 { return nil }
      guard isOurs(descriptor), fcntl(descriptor, F_SETFD, FD_CLOEXEC) == 0,
        fcntl(descriptor, F_SETFL, O_NONBLOCK) == 0
      else {
        close(descriptor)
        continue
      }
      return descriptor
    }
  }

  private static func isOurs(_ descriptor: Int32) -> Bool { ces_peer_user(descriptor) == Int64(geteuid()) }

  /// The process at the other end, if it was stopped and can't answer before it goes on: by Ctrl-Z, say.
  static func stoppedPeer(_ descriptor: Int32) -> Int64? {
    let process = ces_peer_process(descriptor)
    guard process > 0, let state = try? DiskFiles().read("/proc/\(process)/stat") else { return nil }
    let afterName = String(decoding: state, as: UTF8.self).split(separator: ")").last ?? ""
    return afterName.hasPrefix(" T") ? process : nil
  }

  /// Socket addresses are short, so the folder is named by a descriptor of it.
  private static func make(
    _ path: String, _ use: (Int32, UnsafePointer<sockaddr>, socklen_t) -> Bool
  ) -> Int32? {
    let end = path.lastIndex(of: "/") ?? path.startIndex
    let folder = open(String(path[..<end]), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { return nil }
    defer { close(folder) }
    let name = Array("/proc/self/fd/\(folder)\(path[end...])".utf8)
    var address = sockaddr_un()
    guard name.count < MemoryLayout.size(ofValue: address.sun_path) else { return nil }
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: name) }
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { return nil }
    let isUsed = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        use(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    if isUsed { return descriptor }
    close(descriptor)
    return nil
  }
}
