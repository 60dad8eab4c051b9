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

  private static let sections = [document, nodes, storage, behaviors, timings]

  private static let document = Section(
    title: "DOCUMENT", text: "The fields of the document.",
    fields: [
      ("apiVersion", "Always stsctl.dev/v1."), ("kind", "Always ClusterConfig."),
      (
        "metadata",
        "Its name is what kubeconfigs call the cluster and the context that leads to it: stsctl unless given."
      ),
      ("kubernetesVersion", "The version that the server says it is. v1.36.2 unless given."),
      ("nodes", "The nodes, see NODES."), ("nodeDefaults", "What all nodes have in common, see NODES."),
      ("storageClasses", "Storage classes that the cluster begins with, see STORAGE."),
      ("provisioners", "What makes volumes for classes that name it, see STORAGE."),
      ("behaviors", "Rules for how pods and nodes behave, see BEHAVIORS."),
      ("timings", "How long things take where no rule says otherwise, see TIMINGS."),
    ])

  private static let nodes = Section(
    title: "NODES",
    text: "Each node has a name; nodeDefaults has the same fields without name, address, podCIDR and count.",
    fields: [
      ("name", "The node's name."), ("count", "Makes as many nodes, named NAME-1, NAME-2 and so on."),
      ("address", "The node's internal address."), ("podCIDR", "The addresses of its pods: 10.244.1.0/24."),
      ("capacity", "Amounts by resource: cpu, memory, pods, ephemeral-storage and others."),
      ("allocatable", "What of the capacity pods may use; all of it unless given."),
      ("labels", "Labels beside those that every node has."), ("annotations", "Annotations."),
      ("taints", "A list of taints, each with the three fields below."),
      ("key", "Of a taint: its key."), ("value", "Of a taint: its value."),
      ("effect", "Of a taint: NoSchedule, PreferNoSchedule or NoExecute."),
      ("unschedulable", "true for a cordoned node."),
      ("system", "What the node says of itself, with the five fields below."),
      ("architecture", "amd64 unless given."), ("operatingSystem", "linux unless given."),
      ("osImage", "The name of the operating system."), ("kernelVersion", "The version of its kernel."),
      ("containerRuntimeVersion", "The container runtime and its version: containerd://2.0.0."),
      ("gracePeriod", "In nodeDefaults: how long a node may be silent before it counts as lost."),
      ("kubelet", "In nodeDefaults: plain for pods that only start and stop, full for pulls, sandboxes and probes."),
    ])

  private static let storage = Section(
    title: "STORAGE", text: "Storage classes have the fields of a StorageClass object; provisioners serve them.",
    fields: [
      ("name", "The name of a class, or the name by which classes call a provisioner."),
      ("default", "true for the class of claims that name none."),
      ("provisioner", "Which provisioner serves the class."),
      ("reclaimPolicy, volumeBindingMode, allowVolumeExpansion, parameters, mountOptions, allowedTopologies",
        "As in a StorageClass object."),
      ("resizes", "Of a provisioner: whether anything grows its volumes; true unless given."),
      ("time", "Of a provisioner: how long making a volume takes."),
      ("events", "Of a provisioner: whether it records events of its own; false unless given."),
    ])

  private static let behaviors = Section(
    title: "BEHAVIORS",
    text: "A list of rules. Each has a match and one or more effects; for every effect the first rule that matches "
      + "wins. Patterns know * and ?; all that a match names must match.",
    fields: [
      ("match", "What the rule is about, with the fields up to nodeAnnotations."),
      ("image", "A pattern for the image as the container names it."),
      ("container", "A pattern for the container's name."), ("name", "A pattern for the pod's name."),
      ("namespace", "A pattern for the pod's namespace."),
      ("labels", "Patterns for labels of the pod, by key."),
      ("annotations", "Patterns for annotations of the pod, by key."),
      ("node", "A pattern for the name of the node."), ("nodeLabels", "Patterns for labels of the node, by key."),
      ("nodeAnnotations", "Patterns for annotations of the node, by key."),
      ("pull", "What comes of pulling the image: succeeds, notFound, denied or unreachable."),
      ("pullTime", "How long pulling takes."),
      ("ready", "Whether readiness probes succeed."), ("live", "Whether liveness probes succeed."),
      ("started", "Whether startup probes succeed."),
      ("exitCode", "The container ends with this status by itself."),
      ("exitReason", "Why it ends, as its status says: OOMKilled."),
      ("exitMessage", "What it leaves in its termination log."),
      ("run", "How long a container that ends by itself runs before."),
      ("start", "How long a container takes to start."), ("stop", "How long it takes to stop."),
      ("annotation", "In place of a time: the annotation of the pod that holds it in seconds."),
      ("heartbeat", "Whether the node reports to the control plane."),
    ])

  private static let timings = Section(
    title: "TIMINGS", text: "Times where no rule says otherwise.",
    fields: [
      ("start", "Starting a container."), ("stop", "Stopping a container."), ("pull", "Pulling an image."),
      ("resync", "How long after a failed pull a kubelet looks at the pod anew."),
      ("attach", "Attaching a volume to a node, and detaching it."), ("sandbox", "Making a pod's sandbox."),
      ("settleQuiet", "How long pods and claims must be quiet for the cluster to be at rest."),
    ])

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
