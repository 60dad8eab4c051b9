// Claims and volumes in a whole cluster: who gets what, when, and what becomes of it.
import ClusterSim
import KubeControllers
import KubeKinds
import KubeNodes
import KubeObjects
import SimCore
import Testing

@Suite struct VolumeTests {
  private func cluster() -> TestCluster {
    var configuration = ClusterConfiguration.threeNodes
    var provisioner = ProvisionerDescription(name: "csi.example.com")
    provisioner.resizes = false
    configuration.provisioners = [provisioner]
    return TestCluster(configuration)
  }

  private func storageClass(_ name: String, _ rest: String = "") -> String {
    """
    apiVersion: storage.k8s.io/v1
    kind: StorageClass
    metadata: {name: \(name)}
    provisioner: csi.example.com
    \(rest)
    """
  }

  private func claim(_ name: String, _ storageClass: String?, _ size: String = "1Gi", _ rest: String = "") -> String {
    """
    apiVersion: v1
    kind: PersistentVolumeClaim
    metadata: {name: \(name)}
    spec:
      accessModes: [ReadWriteOnce]
      \(storageClass.map { "storageClassName: \"\($0)\"" } ?? "")
      resources: {requests: {storage: \(size)}}
      \(rest)
    """
  }

  private func volume(_ name: String, _ size: String, _ modes: String = "ReadWriteOnce", _ rest: String = "") -> String
  {
    """
    apiVersion: v1
    kind: PersistentVolume
    metadata: {name: \(name)}
    spec:
      capacity: {storage: \(size)}
      accessModes: [\(modes)]
      storageClassName: manual
      persistentVolumeReclaimPolicy: Retain
      hostPath: {path: /mnt/\(name)}
      \(rest)
    """
  }

  private func pod(_ name: String, claim: String) -> String {
    """
    apiVersion: v1
    kind: Pod
    metadata: {name: \(name)}
    spec:
      containers: [{name: c, image: nginx}]
      volumes: [{name: data, persistentVolumeClaim: {claimName: \(claim)}}]
    """
  }

  private func phase(_ test: TestCluster, _ claim: String) throws -> String {
    try test.get(.persistentVolumeClaim, claim)[.status][.phase].text
  }

  @Test func aClassMakesAVolume() throws {
    let test = cluster()
    try test.create(storageClass("standard"))
    try test.create(claim("data", "standard"))
    try test.settle()
    let data = try test.get(.persistentVolumeClaim, "data")
    #expect(data[.status][.phase].text == "Bound")
    #expect(data[.status][.capacity][.storage].text == "1Gi")
    #expect(
      data[.metadata][.annotations].fields.keys.map(\.text) == [
        "pv.kubernetes.io/bind-completed", "pv.kubernetes.io/bound-by-controller",
        "volume.beta.kubernetes.io/storage-provisioner", "volume.kubernetes.io/storage-provisioner",
      ])
    let volume = try test.get(.persistentVolume, data[.spec][.volumeName].text)
    #expect(volume[.status][.phase].text == "Bound")
    #expect(volume[.spec][.persistentVolumeReclaimPolicy].text == "Delete")
    #expect(
      try test.events("data") == [
        "ExternalProvisioning: Waiting for a volume to be created either by the external provisioner "
          + "'csi.example.com' or manually by the system administrator. If volume creation is delayed, please "
          + "verify that the provisioner is running and correctly registered."
      ])
    try test.delete(.persistentVolumeClaim, "data")
    #expect(try test.list(.persistentVolumeClaim).isEmpty)
    #expect(try test.list(.persistentVolume).isEmpty)
  }

  @Test func theFewestModesThenTheSmallestVolumeWins() throws {
    let test = cluster()
    try test.create(volume("small", "1Gi"))
    try test.create(volume("wide", "9Gi", "ReadWriteOnce, ReadOnlyMany"))
    try test.create(volume("large", "50Gi"))
    try test.create(volume("fit", "10Gi"))
    for name in ["a", "b", "c", "d"] { try test.create(claim(name, "manual", "8Gi")) }
    try test.settle()
    let taken = try ["a", "b", "c", "d"].map { try test.get(.persistentVolumeClaim, $0)[.spec][.volumeName].text }
    #expect(taken == ["fit", "large", "wide", ""])
    #expect(try test.events("d") == ["ProvisioningFailed: storageclass.storage.k8s.io \"manual\" not found"])
    try test.create(volume("third", "9Gi", "ReadWriteOnce", "claimRef: {namespace: default, name: d}"))
    #expect(try test.get(.persistentVolumeClaim, "d")[.spec][.volumeName].text == "third")
    #expect(try test.get(.persistentVolume, "third")[.metadata][.annotations].isNull)
  }

  @Test func aReleasedVolumeIsFreeAgainWithoutItsReference() throws {
    let test = cluster()
    try test.create(volume("disk", "10Gi"))
    try test.create(claim("a", "manual"))
    try test.delete(.persistentVolumeClaim, "a")
    #expect(try test.get(.persistentVolume, "disk")[.status][.phase].text == "Released")
    try test.create(claim("b", "manual"))
    #expect(try phase(test, "b") == "Pending")
    try test.merge(.persistentVolume, "disk", ["spec": ["claimRef": .null]])
    #expect(try phase(test, "b") == "Bound")
  }

  @Test func aClaimWaitsForItsFirstConsumer() throws {
    let test = cluster()
    try test.create(storageClass("late", "volumeBindingMode: WaitForFirstConsumer\nreclaimPolicy: Retain"))
    try test.create(claim("data", "late"))
    #expect(
      try test.events("data") == ["WaitForFirstConsumer: waiting for first consumer to be created before binding"])
    #expect(try phase(test, "data") == "Pending")
    try test.create(pod("user", claim: "data"))
    try test.settle()
    let data = try test.get(.persistentVolumeClaim, "data")
    #expect(data[.status][.phase].text == "Bound")
    #expect(data[.metadata][.annotations]["volume.kubernetes.io/selected-node"].text == "node-1")
    #expect(try test.pod("user").condition("Ready") == "True")
  }

  @Test func aClaimInUseStaysUntilItsPodIsGone() throws {
    let test = cluster()
    try test.create(storageClass("standard"))
    try test.create(claim("data", "standard"))
    try test.create(pod("user", claim: "data"))
    try test.settle()
    try test.delete(.persistentVolumeClaim, "data")
    let data = try test.get(.persistentVolumeClaim, "data")
    #expect(data[.metadata][.finalizers] == ["kubernetes.io/pvc-protection"])
    #expect(
      test.cluster.reasons(for: ObjectKey(.persistentVolumeClaim, "default", "data")).map(\.rule) == ["pvc-protection"])
    try test.delete(.pod, "user")
    try test.settle()
    #expect(try test.list(.persistentVolumeClaim).isEmpty)
    #expect(try test.list(.persistentVolume).isEmpty)
  }

  @Test func aClassOfAttributesInUseStays() throws {
    let test = cluster()
    let manifest = """
      apiVersion: storage.k8s.io/v1
      kind: VolumeAttributesClass
      metadata: {name: gold}
      driverName: csi.example.com
      parameters: {iops: "1"}
      """
    try test.create(manifest)
    try test.create(claim("data", nil, "1Gi", "volumeAttributesClassName: gold"))
    try test.delete(.volumeAttributesClass, "gold")
    try test.settle()
    #expect(
      try test.get(.volumeAttributesClass, "gold")[.metadata][.finalizers] == ["kubernetes.io/vac-protection"])
    let reasons = test.cluster.reasons(for: ObjectKey(.volumeAttributesClass, "", "gold"))
    #expect(reasons.map(\.rule) == ["vac-protection"])
    try test.delete(.persistentVolumeClaim, "data")
    try test.settle()
    #expect(try test.list(.volumeAttributesClass).isEmpty)
    try test.create(manifest)
    try test.delete(.volumeAttributesClass, "gold")
    try test.settle()
    #expect(try test.list(.volumeAttributesClass).isEmpty)
  }

  @Test func aClaimWithoutAClassGetsTheDefaultLater() throws {
    let test = cluster()
    try test.create(claim("plain", nil))
    try test.create(claim("none", ""))
    try test.create(storageClass("fast"))
    #expect(
      try test.events("plain") == [
        "FailedBinding: no persistent volumes available for this claim and no storage class is set"
      ])
    try test.merge(
      .storageClass, "fast", ["metadata": ["annotations": ["storageclass.kubernetes.io/is-default-class": "true"]]])
    #expect(try phase(test, "plain") == "Bound")
    #expect(try phase(test, "none") == "Pending")
  }

  @Test func aProvisionerThatDoesNotGrowSaysSo() throws {
    let test = cluster()
    try test.create(storageClass("growing", "allowVolumeExpansion: true"))
    try test.create(claim("big", "growing", "4Gi"))
    try test.settle()
    try test.merge(.persistentVolumeClaim, "big", ["spec": ["resources": ["requests": ["storage": "6Gi"]]]])
    #expect(try test.get(.persistentVolumeClaim, "big")[.status][.capacity][.storage].text == "4Gi")
    #expect(
      try test.events("big").last == "ExternalExpanding: waiting for an external controller to expand this PVC")
  }

  @Test func aPodBringsItsOwnClaim() throws {
    let test = cluster()
    try test.create(storageClass("fast"))
    try test.create(
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: web}
      spec:
        containers: [{name: c, image: nginx}]
        volumes:
        - name: own
          ephemeral:
            volumeClaimTemplate:
              metadata: {labels: {app: own}}
              spec:
                accessModes: [ReadWriteOnce]
                storageClassName: fast
                resources: {requests: {storage: 1Gi}}
      """)
    try test.settle()
    #expect(try phase(test, "web-own") == "Bound")
    #expect(try test.pod("web").condition("Ready") == "True")
    try test.delete(.pod, "web")
    try test.settle()
    #expect(try test.list(.persistentVolumeClaim).isEmpty)
  }

  @Test func missingClaimsAreNamed() throws {
    let test = cluster()
    try test.create(pod("lone", claim: "nosuch"))
    #expect(
      try test.pod("lone")[.status][.conditions].elements[0][.message].text
        == "0/3 nodes are available: persistentvolumeclaim \"nosuch\" not found. not found")
    try test.create(claim("nosuch", ""))
    #expect(
      try test.pod("lone")[.status][.conditions].elements[0][.message].text
        == "0/3 nodes are available: pod has unbound immediate PersistentVolumeClaims. not found")
  }
}
