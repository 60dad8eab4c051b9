// One connection: gathers a request, puts it to the cluster, writes the answer or the events of a watch.
import ClusterAPI
import ClusterServer
import KubeObjects
import KubePrinters
import NIOCore
import NIOHTTP1

/// How much a client may ask for, and how long it may take.
struct ConnectionLimits: Sendable {
  /// Bytes of a request's body, as in Kubernetes (`MaxRequestBodyBytes`).
  var bodyBytes = 3 << 20
  /// Bytes of a request's path and query.
  var targetBytes = 32 << 10
  /// How long a request may take to arrive.
  var requestTime = TimeAmount.seconds(30)
  /// How long a connection may be idle between requests.
  var idleTime = TimeAmount.minutes(5)
  /// How long a watch lasts that asks for no time of its own.
  var watchTime = TimeAmount.minutes(60)
}

/// What all connections share.
struct ConnectionSetup: Sendable {
  let keeper: ClusterKeeper
  /// What clients must say to be let in; `nil` lets in whoever reaches this machine by one of its own names.
  let token: String?
  /// What tokens of service accounts are signed with.
  let tokens: TokenKey
  var limits = ConnectionLimits()
  /// How many requests are being answered.
  let work = WorkCount()
  /// Writes a line about something that went wrong.
  let log: @Sendable (String) -> Void
}

final class ConnectionHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let setup: ConnectionSetup
  private var head: HTTPRequestHead?
  private var body: [UInt8] = []
  /// Whether the rest of a request is thrown away: it has been refused already.
  private var isRefused = false
  private var deadline: Scheduled<Void>?
  private var watch: (id: WatchID, stream: WatchStreamer)?
  private var watchEnd: Scheduled<Void>?

  init(_ setup: ConnectionSetup) { self.setup = setup }

  // MARK: The connection

  func channelActive(context: ChannelHandlerContext) {
    expect(within: setup.limits.requestTime, context)
    context.fireChannelActive()
  }

  func channelInactive(context: ChannelHandlerContext) {
    deadline?.cancel()
    endWatch()
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    // A client that has gone is nothing to speak of.
    if !(error is ChannelError), !(error is IOError) { setup.log("a connection was closed: \(error)") }
    context.close(promise: nil)
  }

  /// Closes the connection unless something comes in time.
  private func expect(within time: TimeAmount, _ context: ChannelHandlerContext) {
    deadline?.cancel()
    let channel = context.channel
    deadline = context.eventLoop.scheduleTask(in: time) { channel.close(promise: nil) }
  }

  // MARK: Requests

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head): begin(head, context)
    case .body(let bytes): gather(bytes, context)
    case .end:
      deadline?.cancel()
      deadline = nil
      if let head, !isRefused { perform(head, context) }
    }
  }

  private func begin(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
    self.head = head
    body.removeAll(keepingCapacity: true)
    isRefused = false
    expect(within: setup.limits.requestTime, context)
    if head.uri.utf8.count > setup.limits.targetBytes {
      return refuse(.tooLarge(code: 414, "the request's path and query are too long"), context)
    }
    let length = head.headers.first(name: "content-length").flatMap { Int($0) } ?? 0
    if length > setup.limits.bodyBytes { return refuse(.tooLarge(limit: setup.limits.bodyBytes), context) }
    if head.headers.first(name: "expect")?.lowercased() == "100-continue" {
      let go = HTTPResponseHead(version: head.version, status: .continue)
      context.writeAndFlush(wrapOutboundOut(.head(go)), promise: nil)
    }
  }

  private func gather(_ bytes: ByteBuffer, _ context: ChannelHandlerContext) {
    guard !isRefused else { return }
    if body.count + bytes.readableBytes > setup.limits.bodyBytes {
      return refuse(.tooLarge(limit: setup.limits.bodyBytes), context)
    }
    body.append(contentsOf: bytes.readableBytesView)
  }

  /// Answers before the request has arrived whole, and hangs up.
  private func refuse(_ status: APIStatus, _ context: ChannelHandlerContext) {
    isRefused = true
    body = []
    setup.log("refused \(head?.uri.prefix(100) ?? ""): \(status.message)")
    write(Answer(status), nil, keepsAlive: false, context)
  }

  private func perform(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
    var request = APIRequest(
      method: head.method.rawValue, target: head.uri,
      headers: head.headers.map { ($0.name.lowercased(), $0.value) }, body: body)
    body = []
    let caller = Caller(request, setup)
    guard caller != .stranger else {
      return write(Answer(.unauthorized, to: request), nil, keepsAlive: head.isKeepAlive, context)
    }
    if case .account(let claims) = caller { request.claims = claims }
    setup.work.begin()
    let received = ReceivedRequest(request)
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    let loop = context.eventLoop
    setup.keeper.perform(received) { performed in
      loop.execute {
        let (handler, context) = bound.value
        handler.answer(performed, context)
        handler.setup.work.end()
      }
    }
  }

  // MARK: Answers

  private func answer(_ performed: Performed, _ context: ChannelHandlerContext) {
    guard context.channel.isActive else {
      if case .watch(let id, _) = performed { setup.keeper.end(id) }
      return
    }
    switch performed {
    case .answer(let answer, let types): write(answer, types, keepsAlive: head?.isKeepAlive ?? false, context)
    case .watch(let id, let head): stream(id, head, context)
    }
  }

  private func write(
    _ answer: Answer, _ types: FormatRequest.Types?, keepsAlive: Bool, _ context: ChannelHandlerContext
  ) {
    var bytes = answer.bytes(types ?? .kubernetes)
    var headers = HTTPHeaders([("Content-Type", answer.contentType), ("Cache-Control", "no-cache, private")])
    if bytes.count > Compression.threshold, answer.isCompressible,
      Compression.isAccepted(head?.headers.first(name: "accept-encoding") ?? ""),
      let shorter = Compression.gzip(bytes)
    {
      bytes = shorter
      headers.add(contentsOf: [("Content-Encoding", "gzip"), ("Vary", "Accept-Encoding")])
    }
    headers.add(name: "Content-Length", value: String(bytes.count))
    for warning in answer.warnings { headers.add(name: "Warning", value: WarningText.header(warning)) }
    for header in answer.headers { headers.add(name: header.name, value: header.value) }
    if !keepsAlive { headers.add(name: "Connection", value: "close") }
    let status = HTTPResponseStatus(statusCode: answer.code)
    let response = HTTPResponseHead(version: .http1_1, status: status, headers: headers)
    context.write(wrapOutboundOut(.head(response)), promise: nil)
    if head?.method != .HEAD {
      context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: bytes)))), promise: nil)
    }
    end(keepsAlive: keepsAlive, context)
  }

  private func end(keepsAlive: Bool, _ context: ChannelHandlerContext) {
    if keepsAlive {
      context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
      expect(within: setup.limits.idleTime, context)
    } else {
      let channel = context.channel
      context.writeAndFlush(wrapOutboundOut(.end(nil))).whenComplete { _ in channel.close(promise: nil) }
    }
  }

  // MARK: Watches

  private func stream(_ id: WatchID, _ watchHead: WatchHead, _ context: ChannelHandlerContext) {
    let headers = HTTPHeaders([
      ("Content-Type", watchHead.contentType), ("Cache-Control", "no-cache, private"),
      ("Transfer-Encoding", "chunked"),
    ])
    let response = HTTPResponseHead(version: .http1_1, status: .ok, headers: headers)
    context.writeAndFlush(wrapOutboundOut(.head(response)), promise: nil)
    let stream = WatchStreamer(id, context.channel, setup.keeper)
    watch = (id, stream)
    setup.keeper.begin(id, stream)
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    let time = watchHead.timeoutSeconds.map { TimeAmount.seconds(max(0, min($0, 86_400))) } ?? setup.limits.watchTime
    watchEnd = context.eventLoop.scheduleTask(in: time) { bound.value.0.finishWatch(bound.value.1) }
    stream.onFinish = { [bound] in bound.value.0.finishWatch(bound.value.1) }
  }

  private func finishWatch(_ context: ChannelHandlerContext) {
    guard watch != nil, context.channel.isActive else { return }
    endWatch()
    end(keepsAlive: head?.isKeepAlive ?? false, context)
  }

  private func endWatch() {
    watchEnd?.cancel()
    watchEnd = nil
    guard let (id, stream) = watch else { return }
    stream.stop()
    watch = nil
    setup.keeper.end(id)
  }
}

extension APIStatus {
  fileprivate static func tooLarge(limit: Int) -> APIStatus {
    .tooLarge(code: 413, "Request entity too large: limit is \(limit)")
  }

  fileprivate static func tooLarge(code: Int, _ message: String) -> APIStatus {
    APIStatus(code: code, reason: .requestEntityTooLarge, message: message)
  }

  fileprivate static let unauthorized = APIStatus(code: 401, reason: .unauthorized, message: "Unauthorized")
}
