// Quantities: canonical texts, refusals, rounding, order and sums.
import KubeObjects
import Testing

@Suite struct QuantityTests {
  @Test(arguments: [
    ("0", "0"), ("00", "0"), ("-0", "0"), ("1", "1"), ("+5", "+5"), ("-100m", "-100m"), ("0.5", "500m"),
    ("1.5Gi", "1536Mi"), ("1024Mi", "1Gi"), ("1Ki", "1Ki"), ("1000Ki", "1000Ki"), ("512", "512"),
    ("0.5Ki", "512"), ("1.25Mi", "1280Ki"), ("1000m", "1"), ("2000m", "2"), ("1e-1", "100e-3"),
    ("1e3", "1e3"), ("12E6", "12E6"), ("1000e3", "1e6"), ("1E", "1E"), ("1000P", "1E"), ("1500", "1500"),
    ("12000", "12k"), ("1G", "1G"), (".5", "500m"), ("5.", "5."), ("0.1", "100m"), ("0.0000000001", "1n"),
    ("0.3Ki", "307200m"), ("1.000000001", "1.000000001"), ("9223372036854775807", "9223372036854775807"),
    ("100Ei", "9223372036854775807"), ("0.5Mi", "512Ki"), ("1025", "1025"), ("0.001Ki", "1024m"),
    ("2.125", "2.125"), ("0.125", "125m"), ("2.5", "2500m"), ("007", "007"), ("1.024k", "1.024k"), ("Gi", "0"),
    ("m", "0"), (".", "0"), ("1024E", "1024E"), ("500Mi", "500Mi"), ("1536Mi", "1536Mi"), ("31.717u", "31.717u"),
  ])
  func canonical(text: String, canonical: String) throws {
    #expect(try Quantity(parsing: text).text == canonical)
  }

  @Test(arguments: ["", "lots", "1GB", "1 Gi", "1Gi ", "--1", "1..2", "0x1", "1_000", "one", "1.2.3"])
  func refusedForm(text: String) {
    #expect(throws: QuantityError.self) { try Quantity(parsing: text) }
  }

  @Test(arguments: [("1i", "unable to parse quantity's suffix"), ("1KiB", "quantities must match")])
  func refusedWords(text: String, words: String) throws {
    let error = try #require(throws: QuantityError.self) { try Quantity(parsing: text) }
    #expect(error.message.hasPrefix(words))
  }

  @Test func comparesAndAddsAmounts() throws {
    let half = try #require(Quantity("500m"))
    let gibi = try #require(Quantity("1Gi"))
    #expect(Quantity("1024Mi") == gibi)
    #expect(half < Quantity(1))
    #expect((half + Quantity(1)).text == "1500m")
    #expect((Quantity.zero + gibi + gibi).text == "2Gi")
    #expect((gibi - gibi).isZero)
    #expect((half - Quantity(1)).text == "-500m")
  }

  @Test func sumsForgetWhatWasTyped() throws {
    let amount = try Quantity(parsing: "2.125")
    #expect((amount + .zero).text == "2125m")
    #expect((-amount).text == "-2125m")
    #expect(amount.roundedUpToMillis.text == "2.125")
  }

  @Test(arguments: [
    (3, 10, true, 3), (-1, 10, true, -1), ("25%", 10, true, 3), ("25%", 10, false, 2), ("0%", 7, true, 0),
    ("100%", 7, false, 7), ("150%", 3, false, 4), ("-25%", 10, true, -2), ("-25%", 10, false, -3),
  ] as [(Value, Int64, Bool, Int64)])
  func sharesOfATotal(value: Value, total: Int64, roundingUp: Bool, number: Int64) throws {
    #expect(try IntOrPercent.number(value, of: total, roundingUp: roundingUp) == number)
  }

  @Test(arguments: ["25", "x%", "%", "2.5%", ""])
  func noShares(text: String) {
    #expect(throws: IntOrPercentError.self) {
      try IntOrPercent.number(.string(text), of: 10, roundingUp: true)
    }
  }

  @Test func rounds() throws {
    #expect(Quantity("1500m")?.wholes == 2)
    #expect(Quantity("1u")?.millis == 1)
    #expect(Quantity("100u")?.roundedUpToMillis.text == "1m")
    #expect(Quantity("-1500m")?.wholes == -2)
  }
}
