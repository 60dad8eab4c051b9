// Classes of storage and what drivers say of nodes.
import KubeKinds
import KubeObjects

extension Describer {
  static let storageClass = Describer { storage, out in
    out.field("Name", storage.name)
    let isDefault = StorageClassText.isDefault(storage.value, StorageClassText.defaults)
    out.field("IsDefaultClass", isDefault ? "Yes" : "No")
    out.field("Annotations", SelectorText.labels(storage[.metadata][.annotations]))
    out.field("Provisioner", storage["provisioner"].text)
    out.field("Parameters", SelectorText.labels(storage["parameters"]))
    out.field("AllowVolumeExpansion", Cell.optionalFlag(storage["allowVolumeExpansion"]).printed)
    let options = storage["mountOptions"].elements
    out.line(options.isEmpty ? "MountOptions:\t<none>" : "MountOptions:")
    for option in options { out.line(1, option.text) }
    out.fieldIfAny("ReclaimPolicy", storage["reclaimPolicy"])
    out.fieldIfAny("VolumeBindingMode", storage["volumeBindingMode"])
    topologies(storage["allowedTopologies"], &out)
  }

  private static func topologies(_ topologies: Value, _ out: inout DescribeText) {
    guard let terms = topologies.array else { return }
    out.field("AllowedTopologies", terms.isEmpty ? "<none>" : "")
    for (index, term) in terms.enumerated() {
      out.list(
        1, "Term \(index)",
        term["matchLabelExpressions"].elements.map { expression in
          let values = expression[.values].elements.map(\.text)
          return "\(expression[.key].text) in" + (values.isEmpty ? "" : " [\(values.joined(separator: ", "))]")
        })
    }
  }

  static let volumeAttributesClass = Describer { storage, out in
    out.field("Name", storage.name)
    out.field("Annotations", SelectorText.labels(storage[.metadata][.annotations]))
    out.field("DriverName", storage["driverName"].text)
    out.field("Parameters", SelectorText.labels(storage["parameters"]))
  }

  static let csiNode = Describer { node, out in
    out.field("Name", node.name)
    out.labels("Labels", node[.metadata][.labels])
    out.annotations("Annotations", node[.metadata][.annotations])
    out.field("CreationTimestamp", node.created)
    out.line("Spec:")
    guard let drivers = node[.spec]["drivers"].array else { return }
    out.line(1, "Drivers:")
    for driver in drivers {
      out.line(2, "\(driver[.name].text):")
      out.field(3, "Node ID", driver["nodeID"].text)
      if let count = driver["allocatable"][.count].int {
        out.line(3, "Allocatables:")
        out.field(4, "Count", String(count))
      }
      if driver["topologyKeys"].array != nil { out.field(3, "Topology Keys", GoListText.list(driver["topologyKeys"])) }
    }
  }
}
