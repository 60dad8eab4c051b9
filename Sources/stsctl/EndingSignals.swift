// The signals that end a server.
import CEditShim
import Glibc

/// SIGINT and SIGTERM, kept from ending the process at once.
struct EndingSignals {
  /// Readable when one of them has come.
  let descriptor: Int32

  /// To be made before any thread is started, so that all of them leave the signals to the descriptor.
  init() {
    descriptor = ces_open_ending_signals()
    signal(SIGPIPE, SIG_IGN)
  }
}
