// Functions that look into lists, maps and strings.

extension TemplateFunctions {
  static func length(_ value: TemplateValue) throws(GoTemplateError) -> Int {
    if value == .none { throw GoTemplateError("reflect: call of reflect.Value.Type on zero Value") }
    if value.isNilInterface { throw GoTemplateError("len of nil pointer") }
    let inner = value.unwrapped
    guard let count = count(inner) else { throw GoTemplateError("len of type \(inner.typeName)") }
    return count
  }

  private static func count(_ value: TemplateValue) -> Int? {
    switch value {
    case .data(.array(let elements), _): elements.count
    case .data(.object(let object), _): object.count
    case .data(.string(let text), _): text.utf8.count
    default: nil
    }
  }

  static func index(
    _ value: TemplateValue, _ indexes: ArraySlice<TemplateValue>
  ) throws(GoTemplateError) -> TemplateValue {
    var value = value.unwrapped
    if value == .none { throw GoTemplateError("index of untyped nil") }
    for index in indexes {
      if value.isNilInterface { throw GoTemplateError("index of nil pointer") }
      value = try element(value.unwrapped, index.unwrapped)
    }
    return value
  }

  private static func element(
    _ value: TemplateValue, _ index: TemplateValue
  ) throws(GoTemplateError) -> TemplateValue {
    switch value {
    case .data(.array(let elements), _):
      let place = try position(index, elements.count)
      guard place < elements.count else { throw GoTemplateError("reflect: slice index out of range") }
      return .element(elements[place])
    case .data(.string(let text), _):
      let place = try position(index, text.utf8.count)
      guard place < text.utf8.count else { throw GoTemplateError("reflect: string index out of range") }
      return .byte(Array(text.utf8)[place])
    case .data(.object(let object), _):
      if index == .none { throw GoTemplateError("value is nil; should be of type string") }
      guard case .data(.string(let key), _) = index else {
        throw GoTemplateError("value has type \(index.typeName); should be string")
      }
      return .data(object[Key(key)] ?? .null, isInterface: true)
    default: throw GoTemplateError("can't index item of type \(value.typeName)")
    }
  }

  private static func position(_ index: TemplateValue, _ count: Int) throws(GoTemplateError) -> Int {
    if index == .none { throw GoTemplateError("cannot index slice/array with nil") }
    guard let number = index.integer else {
      throw GoTemplateError("cannot index slice/array with type \(index.typeName)")
    }
    guard number >= 0, number <= count else { throw GoTemplateError("index out of range: \(number)") }
    return Int(number)
  }

  static func slice(_ value: TemplateValue, _ indexes: [TemplateValue]) throws(GoTemplateError) -> TemplateValue {
    let value = value.unwrapped
    if value == .none { throw GoTemplateError("slice of untyped nil") }
    if indexes.count > 3 { throw GoTemplateError("too many slice indexes: \(indexes.count)") }
    if case .data(.object, _) = value { throw GoTemplateError("can't slice item of type \(value.typeName)") }
    guard let count = count(value) else { throw GoTemplateError("can't slice item of type \(value.typeName)") }
    if indexes.count == 3, value.value.string != nil { throw GoTemplateError("cannot 3-index slice a string") }
    var places = [0, count, count]
    for (index, place) in indexes.enumerated() { places[index] = try position(place.unwrapped, count) }
    for (low, high) in [(places[0], places[1]), (places[1], places[2])] where low > high {
      throw GoTemplateError("invalid slice index: \(low) > \(high)")
    }
    if case .data(.string(let text), _) = value {
      return .string(String(decoding: Array(text.utf8)[places[0]..<places[1]], as: UTF8.self))
    }
    return .data(.array(Array(value.value.elements[places[0]..<places[1]])), isInterface: false)
  }

  /// kubectl's `exists`: whether a path of keys and indexes leads to something.
  static func exists(_ value: TemplateValue, _ indexes: ArraySlice<TemplateValue>) -> Bool {
    var value = value.unwrapped
    for index in indexes {
      switch (value, index.unwrapped) {
      case (.data(.object(let object), _), .data(.string(let key), _)):
        value = TemplateValue.element(object[Key(key)]).unwrapped
      case (.data(.array(let elements), _), let index):
        guard let place = index.integer, elements.indices.contains(Int(clamping: place)) else { return false }
        value = TemplateValue.element(elements[Int(place)]).unwrapped
      case (.data(.string(let text), _), let index):
        guard let place = index.integer, place >= 0, place < text.utf8.count else { return false }
        value = .byte(Array(text.utf8)[Int(place)])
      default: return false
      }
    }
    return value != .none
  }
}
