// A probe on one line: `http-get http://:80/ready delay=0s timeout=1s period=10s #success=1 #failure=3`.
import KubeKinds
import KubeObjects

enum ProbeText {
  static func probe(_ probe: Value) -> String { "\(action(probe)) \(timing(probe))" }

  private static func timing(_ probe: Value) -> String {
    "delay=\(probe["initialDelaySeconds"].number)s timeout=\(probe["timeoutSeconds"].number)s "
      + "period=\(probe["periodSeconds"].number)s #success=\(probe["successThreshold"].number) "
      + "#failure=\(probe["failureThreshold"].number)"
  }

  private static func action(_ probe: Value) -> String {
    if !probe["exec"].isNull { return "exec \(GoListText.list(probe["exec"]["command"]))" }
    if !probe["httpGet"].isNull { return "http-get \(address(probe["httpGet"]))" }
    let socket = probe["tcpSocket"]
    if !socket.isNull { return "tcp-socket \(socket[.host].text):\(number(socket[.port]))" }
    let grpc = probe["grpc"]
    if !grpc.isNull { return "grpc <pod>:\(grpc[.port].number) \(grpc["service"].text)" }
    return "unknown"
  }

  private static func number(_ port: Value) -> String { port.int.map { String($0) } ?? port.text }

  /// The URL of an HTTP probe, as Go's `net/url` writes it.
  private static func address(_ get: Value) -> String {
    let host = get[.host].text
    let port = number(get[.port])
    let name = host.contains(":") ? "[\(host)]" : host
    let path = get["path"].text
    let slash = path.isEmpty || path.hasPrefix("/") ? "" : "/"
    return "\(get["scheme"].text.lowercased())://\(name)\(port.isEmpty ? "" : ":\(port)")\(slash)\(escaped(path))"
  }

  private static let plain = Set("-_.~$&+,/:;=@".utf8)

  private static func escaped(_ path: String) -> String {
    if path == "*" { return path }
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in path.utf8 {
      let isLetter = (65...90).contains(byte & 0xDF) || (48...57).contains(byte)
      if isLetter || plain.contains(byte) {
        bytes.append(byte)
      } else {
        bytes += [37, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// Lists and references as Go's `%v` prints them.
enum GoListText {
  /// `[a b]`
  static func list(_ value: Value) -> String { GoText.sprint(.array(value.elements)) }

  /// `map[a:1 b:2]`
  static func map(_ value: Value) -> String { GoText.sprint(.object(value.fields)) }

  /// `&LocalObjectReference{Name:x,}`, or `nil`.
  static func reference(_ value: Value, _ type: String, _ fields: [(String, Key)]) -> String {
    if value.isNull { return "nil" }
    return "&\(type){\(fields.map { "\($0.0):\(value[$0.1].text)," }.joined())}"
  }
}
