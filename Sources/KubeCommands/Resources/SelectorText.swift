// The selectors of the command line. The server is who refuses a wrong one, so a fault is a refusal of the server.
import KubeObjects

enum SelectorText {
  static func labels(_ text: String) throws(APIStatus) -> LabelSelector {
    do throws(SelectorError) { return try LabelSelector(parsing: text) } catch {
      throw .badRequest(error.message)
    }
  }

  static func fields(_ text: String) throws(APIStatus) -> FieldSelector {
    do throws(SelectorError) { return try FieldSelector(parsing: text) } catch {
      throw .badRequest(error.message)
    }
  }
}
