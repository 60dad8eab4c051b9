// The flags that select objects of the cluster.

public enum SelectionFlags {
  public static let selector = Flag(
    text: "selector", "l",
    help: "A label selector: '=', '==', '!=', 'in', 'notin' and existence, joined by commas. An object must meet all."
  ).completing(.labelSelector)
  public static let fieldSelector = Flag(
    text: "field-selector", help: "A field selector: '=', '==' and '!='. The server knows few fields of each kind."
  ).completing(.fieldSelector)
  public static let all = Flag(bool: "all", help: "All objects of the kinds named, in the namespace.")
  public static let allNamespaces = Flag(
    bool: "all-namespaces", "A", help: "In all namespaces, whatever --namespace says.")
  public static let chunkSize = Flag(
    int: "chunk-size", default: 500, help: "Reads long lists in pieces of so many objects; 0 in one.")
  public static let ignoreNotFound = Flag(
    bool: "ignore-not-found", help: "An object that does not exist is no error.")
}
