// Writes the events of a watch to its connection, as fast as the client takes them.
import ClusterServer
import NIOCore
import NIOHTTP1

/// The end of a watch at a connection.
final class WatchStreamer: WatchSink, @unchecked Sendable {
  // What is mutable here is touched on the channel's own event loop only.
  private let id: WatchID
  private let channel: any Channel
  private let keeper: ClusterKeeper
  private var isStopped = false
  /// Called on the channel's event loop when the cluster has ended the watch.
  var onFinish: () -> Void = {}

  init(_ id: WatchID, _ channel: any Channel, _ keeper: ClusterKeeper) {
    self.id = id
    self.channel = channel
    self.keeper = keeper
  }

  func stop() {
    isStopped = true
    onFinish = {}
  }

  func take(_ events: [DeferredBytes]) {
    channel.eventLoop.execute {
      guard !self.isStopped else { return }
      // Only what has left for the network makes room for more: a slow client holds up nobody else.
      self.write(events).whenSuccess { self.keeper.resume(self.id) }
    }
  }

  func finish(_ events: [DeferredBytes]) {
    channel.eventLoop.execute {
      guard !self.isStopped else { return }
      self.write(events).whenComplete { _ in self.onFinish() }
    }
  }

  private func write(_ events: [DeferredBytes]) -> EventLoopFuture<Void> {
    var buffer = channel.allocator.buffer(capacity: 4_096)
    for event in events { buffer.writeBytes(event.bytes) }
    return channel.writeAndFlush(HTTPServerResponsePart.body(.byteBuffer(buffer)))
  }
}
