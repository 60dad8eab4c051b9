// Claims that say nothing of a class get the default one.
import KubeKinds
import KubeObjects

/// The plugin `DefaultStorageClass`.
struct DefaultStorageClass: AdmissionPlugin {
  func mutate(_ claim: inout Value, _ request: AdmissionRequest, _ registry: Registry) throws(APIStatus) {
    guard request.kind.id == .persistentVolumeClaim, request.operation == .create,
      claim[.spec][.storageClassName].isNull, claim[.metadata][.annotations][.betaStorageClass].isNull,
      let name = DefaultClasses.storageClass(registry.store)
    else { return }
    claim[.spec][.storageClassName] = .string(name)
  }
}

/// The plugin `DefaultIngressClass`.
struct DefaultIngressClass: AdmissionPlugin {
  func mutate(_ ingress: inout Value, _ request: AdmissionRequest, _ registry: Registry) throws(APIStatus) {
    guard request.kind.id == .ingress, request.operation == .create, ingress[.spec][.ingressClassName].isNull,
      ingress[.metadata][.annotations]["kubernetes.io/ingress.class"].isNull,
      let name = DefaultClasses.ingressClass(registry.store)
    else { return }
    ingress[.spec][.ingressClassName] = .string(name)
  }
}

/// Which classes are marked as the default ones.
public enum DefaultClasses {
  /// The name of the default storage class: the newest of those that are marked, of equally new ones the first by
  /// name.
  public static func storageClass(_ store: Store) -> String? {
    newest(
      store.list(.storageClass),
      ["storageclass.kubernetes.io/is-default-class", "storageclass.beta.kubernetes.io/is-default-class"])
  }

  public static func ingressClass(_ store: Store) -> String? {
    newest(store.list(.ingressClass), ["ingressclass.kubernetes.io/is-default-class"])
  }

  private static func newest(_ classes: [Value], _ marks: [Key]) -> String? {
    var newest: Value?
    for candidate in classes where marks.contains(where: { candidate[.metadata][.annotations][$0].text == "true" }) {
      let age = candidate[.metadata][.creationTimestamp].text
      if newest.map({ age > $0[.metadata][.creationTimestamp].text }) ?? true { newest = candidate }
    }
    return newest?[.metadata][.name].string
  }
}
