// Reading quantities.

extension Quantity {
  /// Reads a quantity as the API server does.
  /// - Throws: `QuantityError` in Kubernetes' words.
  public init(parsing text: some StringProtocol) throws(QuantityError) {
    var text = String(text)
    let result = text.withUTF8 { bytes -> Result<QuantityReading, QuantityError> in
      do throws(QuantityError) { return .success(try QuantityReading(bytes)) } catch { return .failure(error) }
    }
    let reading = try result.get()
    self.init(nanos: reading.nanos, format: reading.format, typed: reading.looksCanonical ? text : nil)
  }

  /// Reads a quantity; `nil` when the text is none.
  public init?(_ text: some StringProtocol) {
    do throws(QuantityError) {
      try self.init(parsing: text)
    } catch {
      return nil
    }
  }

  /// The quantity that a field holds: a text, or a number as files may have it. `nil` for anything else.
  public init?(value: Value) {
    switch value {
    case .string(let text): self.init(text)
    case .int(let number): self.init(number)
    case .double(let number): self.init(GoNumber.json(number))
    default: return nil
    }
  }
}
