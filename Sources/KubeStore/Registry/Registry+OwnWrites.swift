// Writes of the cluster's own parts that come in great numbers. What they write is in the API's form already, and
// nobody else has a say in it: nothing is decoded, defaulted, admitted or validated.
import KubeKinds
import KubeObjects
import SimCore

extension Registry {
  /// Changes the status of an object in place, for the loop whose status it is.
  ///
  /// - Precondition: `change` leaves everything but the status as it is, and the status is as the API would print it.
  @discardableResult
  public func modifyStatus(_ key: ObjectKey, _ change: (inout Value) -> Void) throws(APIStatus) -> Value {
    guard let old = store.object(key) else { throw .notFound(kind(key.kind).groupResource, key.name) }
    var object = old
    change(&object)
    return write(object, old, key)
  }
}
