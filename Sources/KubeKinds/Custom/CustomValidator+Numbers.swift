// Numbers of custom objects: their bounds, and the ranges of their formats.
import KubeObjects

extension CustomValidator {
  mutating func checkNumber(_ value: Value, _ schema: CustomSchema, at path: FieldPath) {
    guard let number = Self.double(value) else { return }
    checkRange(value, "Checked", schema, at: path)
    let source = schema.source
    if let factor = Self.double(source["multipleOf"]), factor > 0 {
      checkRange(source["multipleOf"], "MultipleOf", schema, at: path)
      let quotient = number / factor
      if quotient.rounded() != quotient {
        complain(path, value, "should be a multiple of \(GoNumber.sprint(factor))")
      }
    }
    if let minimum = Self.double(source["minimum"]) {
      checkRange(source["minimum"], "Minimum boundary", schema, at: path)
      let isExclusive = source["exclusiveMinimum"].isTrue
      if isExclusive ? number <= minimum : number < minimum {
        complain(path, value, "should be greater than \(isExclusive ? "" : "or equal to ")\(GoNumber.sprint(minimum))")
      }
    }
    if let maximum = Self.double(source["maximum"]) {
      checkRange(source["maximum"], "Maximum boundary", schema, at: path)
      let isExclusive = source["exclusiveMaximum"].isTrue
      if isExclusive ? number >= maximum : number > maximum {
        complain(path, value, "should be less than \(isExclusive ? "" : "or equal to ")\(GoNumber.sprint(maximum))")
      }
    }
  }

  private static func double(_ value: Value) -> Double? {
    switch value {
    case .int(let number): Double(number)
    case .double(let number): number
    default: nil
    }
  }

  /// Refuses a number that its type and format can't hold, be it the value or a bound of the schema
  /// (kube-openapi `IsValueValidAgainstRange`).
  private mutating func checkRange(_ value: Value, _ what: String, _ schema: CustomSchema, at path: FieldPath) {
    let formats = schema.type == "integer" ? ["int32", "int64"] : ["float", "double"]
    let format = formats.contains(schema.format) ? schema.format : ""
    if Self.holds(value, schema.type, format) { return }
    let words = format.isEmpty ? "(default format)" : "with format \(format)"
    findings.invalid(FieldPath("<nil>"), "", "\(what) value must be of type \(schema.type) \(words) in \(path)")
  }

  private static func holds(_ value: Value, _ type: String, _ format: String) -> Bool {
    guard let number = double(value) else { return true }
    if type == "integer" {
      let whole = value.int ?? Int64(exactly: number)
      return whole.map { format != "int32" || Int32(exactly: $0) != nil } ?? false
    }
    return type != "number" || format != "float" || Float(number).isFinite
  }
}
