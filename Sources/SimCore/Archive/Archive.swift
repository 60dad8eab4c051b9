// What a simulation remembers, on its way into a checkpoint or out of one: one list of fields serves both ways.

/// Why an archive can't be read on.
enum ArchiveError: Error { case damaged }

/// Takes values out of a simulation, in a fixed order, or puts them back in the same order.
///
/// The form is compact and positional: it says nothing of names, so what is read must be what was written, by the same
/// fields. Whoever keeps archives keeps the number of their form beside them.
public final class Archive {
  private let sink: ArchiveSink
  private let source: ArchiveSource?
  /// Whether a name, of an object say, still stands for something; what is remembered of others may be left out.
  public let isAlive: (String) -> Bool
  /// False as soon as something was read that was not written so.
  public private(set) var isIntact = true

  /// An archive to be filled.
  public init(isAlive: @escaping (String) -> Bool = { _ in true }) {
    sink = ArchiveSink()
    source = nil
    self.isAlive = isAlive
  }

  /// An archive to be read.
  public init(reading bytes: [UInt8]) {
    sink = ArchiveSink()
    source = ArchiveSource(bytes)
    isAlive = { _ in true }
  }

  public var isReading: Bool { source != nil }

  public var bytes: [UInt8] { sink.bytes }

  /// Whether all that was written has been read.
  public var isAtEnd: Bool { source?.isAtEnd ?? true }

  /// Writes a value, or replaces it by the one that was written.
  public func keep<Kept: Codable>(_ value: inout Kept) {
    guard isIntact else { return }
    do {
      if let source {
        value = try Kept(from: ArchiveDecoder(source: source))
      } else {
        try value.encode(to: ArchiveEncoder(sink: sink))
      }
    } catch {
      isIntact = false
    }
  }

  /// Writes bytes, or replaces them by those that were written, which are not copied.
  public func keep(bytes: inout ArraySlice<UInt8>) {
    guard isIntact else { return }
    guard let source else { return sink.write(bytes) }
    do { bytes = try source.slice() } catch { isIntact = false }
  }
}
