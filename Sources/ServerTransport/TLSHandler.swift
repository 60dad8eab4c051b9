// TLS between a connection and those who read and write it in the clear.
import CTLSShim
import NIOCore

/// Takes ciphertext from the network and gives cleartext on, and the other way round.
final class TLSHandler: ChannelDuplexHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer
  typealias OutboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private static let chunk = 16 << 10

  private let session: OpaquePointer

  init(_ server: TLSServer) throws(TLSError) { session = try server.open() }

  deinit { ctls_free(session) }

  // MARK: In

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let isFed = unwrapInboundIn(data).withUnsafeReadableBytes { bytes in
      ctls_feed(session, bytes.bindMemory(to: UInt8.self).baseAddress, bytes.count) == 1
    }
    guard isFed else { return fail(context) }
    while true {
      var clear = context.channel.allocator.buffer(capacity: Self.chunk)
      var result: Int32 = 0
      clear.writeWithUnsafeMutableBytes(minimumWritableBytes: Self.chunk) { space in
        result = ctls_read(session, space.bindMemory(to: UInt8.self).baseAddress, space.count)
        return max(0, Int(result))
      }
      if result > 0 {
        context.fireChannelRead(wrapInboundOut(clear))
        continue
      }
      send(context)
      if result == Int32(CTLS_ENDED) { return context.close(promise: nil) }
      if result == Int32(CTLS_BROKEN) { return fail(context) }
      return
    }
  }

  /// A client that does not speak TLS, or does not trust us, is no error of ours.
  private func fail(_ context: ChannelHandlerContext) {
    context.fireErrorCaught(TLSError.last)
    context.close(promise: nil)
  }

  // MARK: Out

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    let clear = unwrapOutboundIn(data)
    let isWritten = clear.readableBytes == 0 || clear.withUnsafeReadableBytes { bytes in
      ctls_write(session, bytes.bindMemory(to: UInt8.self).baseAddress, bytes.count) == bytes.count
    }
    guard isWritten else {
      promise?.fail(TLSError.last)
      return fail(context)
    }
    context.write(wrapOutboundOut(ciphertext(context)), promise: promise)
  }

  func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
    ctls_end(session)
    send(context)
    context.close(mode: mode, promise: promise)
  }

  private func send(_ context: ChannelHandlerContext) {
    let bytes = ciphertext(context)
    if bytes.readableBytes > 0 { context.writeAndFlush(wrapOutboundOut(bytes), promise: nil) }
  }

  /// Everything that is to be sent.
  private func ciphertext(_ context: ChannelHandlerContext) -> ByteBuffer {
    var bytes = context.channel.allocator.buffer(capacity: Self.chunk)
    var count = 0
    repeat {
      count = bytes.writeWithUnsafeMutableBytes(minimumWritableBytes: Self.chunk) { space in
        ctls_take(session, space.bindMemory(to: UInt8.self).baseAddress, space.count)
      }
    } while count > 0
    return bytes
  }
}
