// What two processes of stsctl say to each other about one cluster: frames of a letter, a length and bytes.

/// A message over the socket of a cluster.
struct Frame: Equatable {
  /// What a message means. Small letters come from the guest, capitals from the owner.
  enum Meaning: UInt8 {
    /// What the guest was started for, as JSON.
    case hello = 0x68
    /// A piece of the guest's standard input; an empty one ends it.
    case input = 0x69
    /// The guest's user breaks off.
    case interrupt = 0x63
    /// A line that was typed, as JSON.
    case line = 0x6C
    /// What stands before and behind the cursor where Tab was pressed, as JSON.
    case tab = 0x74
    /// Whether the user agrees: `y`, `n`, or nothing where nobody can be asked.
    case answer = 0x61
    /// How a program ended that the guest ran for the owner, as JSON.
    case ran = 0x72
    case output = 0x4F
    case errors = 0x45
    /// The command reads its standard input.
    case wantsInput = 0x49
    /// The guest is to run a program at its terminal, as JSON.
    case run = 0x52
    /// A line is to be typed, after a prompt, as JSON.
    case wantsLine = 0x4C
    /// What Tab brings, as JSON.
    case candidates = 0x43
    /// Text to show above the line that is being typed.
    case announce = 0x41
    /// An entry of the history that the arrow keys bring back.
    case recall = 0x50
    /// The arrow keys are to bring back nothing any more.
    case forget = 0x46
    /// A question that is answered with yes or no.
    case ask = 0x51
    /// The guest's programs are to run in another folder.
    case enter = 0x44
    /// The guest's shell is to go on with another cluster when it is over.
    case turn = 0x54
    /// The exit status: the command is over.
    case status = 0x53
    /// The owner leaves, at a version of the cluster; the guest may become the owner and go on.
    case goodbye = 0x47
  }

  var meaning: Meaning
  var payload: [UInt8]

  init(_ meaning: Meaning, _ payload: [UInt8] = []) {
    self.meaning = meaning
    self.payload = payload
  }

  /// No message is longer, so that nobody can make us gather for ever.
  static let limit = 1 << 24
  /// How long a piece of output or input is.
  static let pieceLimit = 1 << 16

  var bytes: [UInt8] {
    let count = UInt32(payload.count)
    return [meaning.rawValue] + (0..<4).map { UInt8(truncatingIfNeeded: count >> (24 - 8 * UInt32($0))) } + payload
  }
}

/// Cuts what arrives into frames.
struct FrameReader {
  private var buffer: [UInt8] = []
  private(set) var isBroken = false

  mutating func add(_ bytes: ArraySlice<UInt8>) { buffer += bytes }

  /// The next whole frame; `nil` when more has to come first.
  mutating func next() -> Frame? {
    guard !isBroken, buffer.count >= 5 else { return nil }
    let count = buffer[1..<5].reduce(0) { $0 << 8 | Int($1) }
    guard let meaning = Frame.Meaning(rawValue: buffer[0]), count <= Frame.limit else {
      isBroken = true
      return nil
    }
    guard buffer.count >= 5 + count else { return nil }
    let frame = Frame(meaning, Array(buffer[5..<(5 + count)]))
    buffer.removeFirst(5 + count)
    return frame
  }
}
