// The selectors of the command line, read as the server reads them.
import KubeObjects

enum SelectorText {
  static func labels(_ text: String) throws(APIStatus) -> LabelSelector {
    LabelSelector(text.split(separator: ",").map { p in
      let kv = p.split(separator: "=").map(String.init)
      return .init(key: Key(kv[0]), operator: .equals, values: [kv.count > 1 ? kv[1] : ""])
    })
  }
  static func fields(_ text: String) throws(APIStatus) -> FieldSelector {
    FieldSelector(text.split(separator: ",").map { p in
      let kv = p.split(separator: "=").map(String.init)
      return .init(field: kv[0], isNegated: false, value: kv.count > 1 ? kv[1] : "")
    })
  }
}
