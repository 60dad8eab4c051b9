// The one source of chance. The generator is our own, so that a seed means the same run in every release.

/// A proportion as two integers: chances are decided without floating point.
public struct Ratio: Hashable, Sendable {
  public var numerator: UInt64
  public var denominator: UInt64

  /// - Precondition: the denominator is not 0 and the numerator is not larger.
  public init(_ numerator: UInt64, _ denominator: UInt64) {
    precondition(denominator > 0 && numerator <= denominator, "a ratio lies between 0 and 1")
    self.numerator = numerator
    self.denominator = denominator
  }
}

/// A seeded generator (xoshiro256**, seeded by SplitMix64). Equal seeds give equal sequences.
public struct Chance: Sendable {
  private var state: (UInt64, UInt64, UInt64, UInt64)

  public init(seed: UInt64) {
    var mixer = seed
    func next() -> UInt64 {
      mixer &+= 0x9E37_79B9_7F4A_7C15
      var z = mixer
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
    state = (next(), next(), next(), next())
  }

  /// The next 64 random bits.
  public mutating func bits() -> UInt64 {
    let product = state.1 &* 5
    let result = ((product << 7) | (product >> 57)) &* 9
    let shifted = state.1 << 17
    state.2 ^= state.0
    state.3 ^= state.1
    state.1 ^= state.2
    state.0 ^= state.3
    state.2 ^= shifted
    state.3 = (state.3 << 45) | (state.3 >> 19)
    return result
  }

  /// A number from 0 up to, not including, `bound`, each equally likely.
  public mutating func below(_ bound: Int) -> Int {
    precondition(bound > 0, "there is no number below \(bound)")
    let width = UInt64(bound)
    let limit = UInt64.max - UInt64.max % width
    while true {
      let drawn = bits()
      if drawn < limit { return Int(drawn % width) }
    }
  }

  /// True with the given probability.
  public mutating func happens(_ ratio: Ratio) -> Bool {
    UInt64(below(Int(ratio.denominator))) < ratio.numerator
  }

  /// One element, each equally likely. - Precondition: there is one.
  public mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }

  /// Where the generator stands, in a checkpoint.
  public mutating func keep(_ archive: Archive) {
    archive.keep(&state.0)
    archive.keep(&state.1)
    archive.keep(&state.2)
    archive.keep(&state.3)
  }

  /// A generator of its own for one purpose: drawing more in one place never changes what another place draws.
  public mutating func fork() -> Chance { Chance(seed: bits()) }
}
