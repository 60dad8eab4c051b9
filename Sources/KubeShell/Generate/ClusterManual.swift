// stsctl-cluster(5): the file that describes a cluster.

enum ClusterManual {
  static var page: String {
    var page = ManualPage("stsctl-cluster", section: 5, summary: "the ClusterConfig file of stsctl")
    page.section("DESCRIPTION")
    page.paragraphs(description)
    for section in sections {
      page.section(section.title)
      page.paragraphs(section.text)
      for field in section.fields { page.entry(field.name, field.meaning) }
    }
    page.section("EXAMPLES")
    page.example("Three nodes, a slow provisioner, and images that can't be pulled", example)
    page.seeAlso([("stsctl", 1), ("stsctl-script", 5)])
    return page.text
  }

  /// A part of the file with its fields.
  private struct Section {
    let title: String
    let text: String
    let fields: [(name: String, meaning: String)]
  }

  private static let description = """
    A ClusterConfig is a YAML document that says what a cluster is made of and how its pods behave. stsctl makes a \
    cluster from it with --cluster FILE. Fields that are not known are refused.

    Times are written in Go's notation: 250ms, 1.5s, 2m.
    """

  private static let sections = [
    Section(
      title: "DOCUMENT", text: "The fields of the document.",
      fields: [
        ("apiVersion", "Always stsctl.dev/v1."), ("kind", "Always ClusterConfig."),
        ("metadata", "A name for readers; nothing looks at it."),
        ("kubernetesVersion", "The version that the server says it is. v1.36.2 unless given."),
        ("nodes", "The nodes, see NODES."), ("nodeDefaults", "What all nodes have in common, see NODES."),
        ("storageClasses", "Storage classes that the cluster begins with, see STORAGE."),
        ("provisioners", "What makes volumes for classes that name it, see STORAGE."),
        ("behaviors", "Rules for how pods and nodes behave, see BEHAVIORS."),
        ("timings", "How long things take where no rule says otherwise, see TIMINGS."),
      ]),
    Section(
      title: "NODES", text: "Each node has a name; nodeDefaults has the same fields without name, address, podCIDR "
        + "and count.",
      fields: [
        ("name", "The node's name."), ("count", "Makes as many nodes, named NAME-1, NAME-2 and so on."),
        ("address", "The node's internal address."), ("podCIDR", "The addresses of its pods: 10.244.1.0/24."),
        ("capacity", "Amounts by resource: cpu, memory, pods, ephemeral-storage and others."),
        ("allocatable", "What of the capacity pods may use; all of it unless given."),
        ("labels", "Labels beside those that every node has."), ("annotations", "Annotations."),
        ("taints", "A list of key, value and effect (NoSchedule, PreferNoSchedule, NoExecute)."),
        ("unschedulable", "true for a cordoned node."),
        ("system", "What the node says of itself: architecture, operatingSystem, osImage, kernelVersion, "
          + "containerRuntimeVersion."),
        ("gracePeriod", "In nodeDefaults: how long a node may be silent before it counts as lost."),
        ("kubelet", "In nodeDefaults: plain for pods that only start and stop, full for pulls, sandboxes and probes."),
      ]),
    Section(
      title: "STORAGE", text: "Storage classes have the fields of a StorageClass object; a class and what serves it.",
      fields: [
        ("name", "The name of a class, or the name by which classes call a provisioner."),
        ("default", "true for the class of claims that name none."),
        ("provisioner", "Which provisioner serves the class."), ("reclaimPolicy", "Delete or Retain."),
        ("volumeBindingMode", "Immediate or WaitForFirstConsumer."),
        ("allowVolumeExpansion", "Whether claims may grow."),
        ("parameters", "Handed to the provisioner."), ("mountOptions", "Handed to volumes."),
        ("allowedTopologies", "Where volumes may be."),
        ("resizes", "Of a provisioner: whether anything grows its volumes."),
        ("time", "Of a provisioner: how long making a volume takes."),
      ]),
    Section(
      title: "BEHAVIORS", text: "A list of rules. Each has a match and one or more effects; for every effect the first "
        + "rule that matches wins. A match names patterns with * and ?; all that it names must match.",
      fields: [
        ("match", "image, name, namespace and node are patterns; labels, annotations and nodeAnnotations map keys to "
          + "patterns."),
        ("pull", "What pulling the image brings, such as notFound, or how long it takes."),
        ("ready", "false for containers that never become ready."),
        ("exitCode", "The status that containers end with as soon as they run."),
        ("start", "How long a container takes to start."), ("stop", "How long it takes to stop."),
        ("annotation", "In place of a time: the annotation of the pod that holds the seconds."),
        ("heartbeat", "false for nodes that have fallen silent."),
      ]),
    Section(
      title: "TIMINGS", text: "Times where no rule says otherwise.",
      fields: [
        ("start", "Starting a container."), ("stop", "Stopping a container."), ("pull", "Pulling an image."),
        ("resync", "How often a kubelet looks at its pods anew."), ("sandbox", "Making a pod's sandbox."),
        ("settleQuiet", "How long pods and claims must be quiet for the cluster to be at rest."),
      ]),
  ]

  private static let example = """
    apiVersion: stsctl.dev/v1
    kind: ClusterConfig
    nodes:
    - name: node
      count: 3
    storageClasses:
    - name: standard
      default: true
      provisioner: csi.example.com
    provisioners:
    - name: csi.example.com
      time: 20s
    behaviors:
    - match: {image: "*missing*"}
      pull: notFound
    timings:
      start: 2s
      stop: 1s
    """
}
