// Digests that nobody checks.

/// Names that look like digests. They only have to be the same for the same text and different for others: nothing
/// here is secret or checked.
public enum Digest {
  /// 64 hexadecimal digits.
  public static func hex(_ text: String) -> String {
    var state: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text.utf8 { state = (state ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return String(unsafeUninitializedCapacity: 64) { digits in
      for place in stride(from: 0, to: 64, by: 16) {
        state &+= 0x9E37_79B9_7F4A_7C15
        write(mixed(state), to: digits, at: place)
      }
      return 64
    }
  }

  private static func mixed(_ state: UInt64) -> UInt64 {
    var z = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  private static func write(_ word: UInt64, to digits: UnsafeMutableBufferPointer<UInt8>, at place: Int) {
    for index in 0..<16 {
      digits[place + index] = word.hexDigit(15 - index)
    }
  }
}

extension UInt64 {
  /// The hexadecimal digit at a place, counted from the right, as an ASCII character.
  @inlinable
  public func hexDigit(_ place: Int) -> UInt8 {
    let value = UInt8(truncatingIfNeeded: self >> UInt64(4 * place)) & 15
    return value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
  }
}
