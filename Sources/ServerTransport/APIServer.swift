// The server: listens, and gives every connection its handlers.
import ClusterAPI
import ClusterServer
import NIOCore
import NIOHTTP1
import NIOPosix

/// Where and how to listen.
public struct ServerOptions: Sendable {
  /// An address of this machine.
  public var host: String
  /// 0 for one that is free.
  public var port: Int
  /// What clients must send as their bearer token; `nil` for plain HTTP, over which clients send none.
  public var token: String?
  /// Writes a line about something that went wrong.
  public var log: @Sendable (String) -> Void

  public init(host: String, port: Int, token: String?, log: @escaping @Sendable (String) -> Void) {
    self.host = host
    self.port = port
    self.token = token
    self.log = log
  }
}

/// Why a server can't be started.
public struct ServerError: Error, CustomStringConvertible {
  public let description: String
}

/// A server that runs.
public final class APIServer: Sendable {
  private let group: MultiThreadedEventLoopGroup
  /// The one thread that the cluster stays on.
  private let keepers: MultiThreadedEventLoopGroup
  private let listener: any Channel
  private let work: WorkCount
  /// The port it listens on.
  public let port: Int
  /// The owner of the cluster that is served.
  public let keeper: ClusterKeeper
  /// The certificate that clients are to trust, as PEM; `nil` for plain HTTP.
  public let authority: String?

  private init(
    _ group: MultiThreadedEventLoopGroup, _ keepers: MultiThreadedEventLoopGroup, _ listener: any Channel,
    _ keeper: ClusterKeeper, _ work: WorkCount, authority: String?
  ) {
    self.work = work
    self.keeper = keeper
    self.authority = authority
    self.group = group
    self.keepers = keepers
    self.listener = listener
    port = listener.localAddress?.port ?? 0
  }

  /// Starts a server for the cluster that `make` makes, and returns when it can be reached.
  /// - Throws: what `make` throws, and `ServerError` when nothing can listen there.
  public static func start(
    _ options: ServerOptions, speed: Double, wallTime: @escaping WallTime,
    make: @escaping @Sendable () throws -> any Simulation
  ) throws -> APIServer {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 2)
    let keepers = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    do {
      let tokens = TokenKey(Array((options.token ?? "").utf8))
      let keeper = try ClusterKeeper.start(
        on: keepers.next(), speed: speed, tokens: tokens, wallTime: wallTime, make: make
      ).wait()
      let log = ScarceLog(wallTime: wallTime, write: options.log)
      let setup = ConnectionSetup(keeper: keeper, token: options.token, tokens: tokens) { log.write($0) }
      let tls = options.token == nil ? nil : try TLSServer(host: options.host)
      let listener = try listen(options, bootstrap(group, setup, tls))
      return APIServer(group, keepers, listener, keeper, setup.work, authority: tls?.authority)
    } catch {
      try? group.syncShutdownGracefully()
      try? keepers.syncShutdownGracefully()
      throw error
    }
  }

  private static func listen(_ options: ServerOptions, _ bootstrap: ServerBootstrap) throws -> any Channel {
    do {
      return try bootstrap.bind(host: options.host, port: options.port).wait()
    } catch {
      throw ServerError(description: "can't listen on \(options.host):\(options.port): \(reason(error))")
    }
  }

  /// In the words of the operating system alone.
  private static func reason(_ error: any Error) -> String {
    let words =
      switch error {
      case let error as IOError: words(of: error)
      case let error as SocketAddressError.UnknownHost: error.errorDescription
      default: "\(error)"
      }
    return words.prefix(1).lowercased() + words.dropFirst()
  }

  /// `bind(descriptor:ptr:bytes:): Cannot assign requested address) (errno: 99)` without what is NIO's own.
  private static func words(of error: IOError) -> String {
    let text = String(describing: error)
    let start = text.firstRange(of: "): ")?.upperBound ?? text.startIndex
    let end = text[start...].firstRange(of: ") (errno")?.lowerBound ?? text.endIndex
    return String(text[start..<end])
  }

  private static func bootstrap(
    _ group: MultiThreadedEventLoopGroup, _ setup: ConnectionSetup, _ tls: TLSServer?
  ) -> ServerBootstrap {
    ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: 1_024)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          if let tls { try channel.pipeline.syncOperations.addHandler(TLSHandler(tls)) }
          try channel.pipeline.syncOperations.configureHTTPServerPipeline(withErrorHandling: true)
          try channel.pipeline.syncOperations.addHandler(ConnectionHandler(setup))
        }
      }
  }

  /// Takes no new connections, answers what has been asked, ends the connections there are, and returns when all is
  /// over.
  public func stop() {
    try? listener.close().wait()
    for _ in 0..<200 where !work.isIdle {
      try? group.next().scheduleTask(in: .milliseconds(10)) {}.futureResult.wait()
    }
    try? group.syncShutdownGracefully()
    try? keepers.syncShutdownGracefully()
  }
}
