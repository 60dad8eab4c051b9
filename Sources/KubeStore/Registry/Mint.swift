// Everything an API server makes up: uids, random suffixes, addresses. All of it comes from one seed.
import KubeKinds
import SimCore

/// The source of identities of one cluster.
public struct Mint {
  private var chance: Chance

  public init(chance: Chance) { self.chance = chance }

  /// The characters of generated names: no vowels, so that no words come out (apimachinery `util/rand`).
  static let alphabet = Array("bcdfghjklmnpqrstvwxz2456789".utf8)

  /// A random uid in the form of a version 4 UUID.
  public mutating func uid() -> String { identity().text }

  /// A random uid that has not been written out.
  mutating func identity() -> Identity { Identity(high: chance.bits(), low: chance.bits()) }

  /// Characters for a generated name: five of them follow `metadata.generateName`.
  public mutating func suffix(length: Int = 5) -> String {
    String(decoding: (0..<length).map { _ in Self.alphabet[chance.below(Self.alphabet.count)] }, as: UTF8.self)
  }

  /// Five characters that depend on a text only: what belongs together gets the same.
  public static func suffix(of text: String) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    var characters: [UInt8] = []
    for _ in 0..<5 {
      characters.append(alphabet[Int(hash % UInt64(alphabet.count))])
      hash /= UInt64(alphabet.count)
    }
    return String(decoding: characters, as: UTF8.self)
  }

  /// A number below a bound, for addresses and ports.
  public mutating func number(below bound: Int) -> Int { chance.below(bound) }

  /// Where the source stands, in a checkpoint.
  mutating func keep(_ archive: Archive) { chance.keep(archive) }
}

/// A version 4 UUID.
struct Identity: Sendable {
  private let high: UInt64
  private let low: UInt64

  /// - Parameters: random bits; six of them are the same in all such UUIDs.
  init(high: UInt64, low: UInt64) {
    self.high = high & 0xFFFF_FFFF_FFFF_0FFF | 0x4000
    self.low = low & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
  }

  var text: String {
    String(unsafeUninitializedCapacity: 36) { text in
      var end = 0
      for index in 0..<32 {
        if index == 8 || index == 12 || index == 16 || index == 20 {
          text[end] = UInt8(ascii: "-")
          end += 1
        }
        text[end] = (index < 16 ? high : low).hexDigit(15 - (index & 15))
        end += 1
      }
      return end
    }
  }
}
