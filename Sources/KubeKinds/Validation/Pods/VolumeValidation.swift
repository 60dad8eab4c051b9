// What is wrong with one volume of a pod, or with the source of a persistent volume.
import KubeObjects

/// Paths within volumes.
enum PathValidation {
  static func goesBack(_ path: String) -> Bool {
    path.split(separator: "/", omittingEmptySubsequences: false).contains("..")
  }

  static func noBacksteps(_ text: String, at path: FieldPath, _ findings: inout Findings) {
    if goesBack(text) { findings.invalid(path, .string(text), "must not contain '..'") }
  }

  /// A path that stays below where it begins.
  static func descending(_ text: String, at path: FieldPath, _ findings: inout Findings) {
    if text.hasPrefix("/") { findings.invalid(path, .string(text), "must be a relative path") }
    noBacksteps(text, at: path, &findings)
  }

  static func fileName(_ text: String, at path: FieldPath, _ findings: inout Findings) {
    descending(text, at: path, &findings)
    if text.hasPrefix(".."), !text.hasPrefix("../"), text != ".." {
      findings.invalid(path, .string(text), "must not start with '..'")
    }
  }

  static func mode(_ value: Value, at path: FieldPath, _ findings: inout Findings) {
    guard let mode = value.int, !(0...0o777).contains(mode) else { return }
    findings.invalid(path, value, "must be a number between 0 and 0777 (octal), both inclusive")
  }
}

/// Validates one volume.
struct VolumeValidation {
  let volume: Value
  let path: FieldPath
  /// The name of the pod, where there is one: claims of ephemeral volumes are named after it.
  var podName: String?
  var findings = Findings()

  init(_ volume: Value, at path: FieldPath, podName: String? = nil) {
    self.volume = volume
    self.path = path
    self.podName = podName
  }

  /// The sources in the order in which they are looked at; where the path of one differs from its name, that.
  private static let sources: [(key: Key, path: String)] = [
    (.emptyDir, "emptyDir"), (.hostPath, "hostPath"), ("gitRepo", "gitRepo"),
    ("gcePersistentDisk", "persistentDisk"), ("awsElasticBlockStore", "awsElasticBlockStore"),
    (.secret, "secret"), (.nfs, "nfs"), ("iscsi", "iscsi"), ("glusterfs", "glusterfs"), ("flocker", "flocker"),
    (.persistentVolumeClaim, "persistentVolumeClaim"), ("rbd", "rbd"), ("cinder", "cinder"), ("cephfs", "cephfs"),
    ("quobyte", "quobyte"), (.downwardAPI, "downwardAPI"), ("fc", "fc"), ("flexVolume", "flexVolume"),
    (.configMap, "configMap"), ("azureFile", "azureFile"), ("vsphereVolume", "vsphereVolume"),
    ("photonPersistentDisk", "photonPersistentDisk"), ("portworxVolume", "portworxVolume"),
    ("azureDisk", "azureDisk"), ("storageos", "storageos"), (.projected, "projected"), ("scaleIO", "scaleIO"),
    (.csi, "csi"), (.ephemeral, "ephemeral"), (.image, "image"),
  ]

  /// Exactly one source, and what is wrong with it.
  mutating func check() -> Findings {
    var count = 0
    for (key, name) in Self.sources where !volume[key].isNull {
      count += 1
      if count > 1 {
        findings.forbidden(
          path.child(Self.misspelt[key.text] ?? key.text), "may not specify more than 1 volume type")
      } else {
        check(volume[key], key, at: path.child(name))
      }
    }
    if count == 0 { findings.required(path, "must specify a volume type") }
    return findings
  }

  /// How sources beyond the first are called, where that is not as the API calls them.
  private static let misspelt = ["cephfs": "cephFS", "downwardAPI": "downwarAPI"]

  /// The fields that sources of storage systems must have.
  static let requiredFields: [Key: [Key]] = [
    "gitRepo": ["repository"], "gcePersistentDisk": ["pdName"], "awsElasticBlockStore": ["volumeID"],
    "iscsi": ["targetPortal", "iqn"], "glusterfs": ["endpoints", "path"], .persistentVolumeClaim: [.claimName],
    "rbd": ["monitors", "image"], "cinder": ["volumeID"], "cephfs": ["monitors"], "flexVolume": ["driver"],
    "azureFile": ["secretName", "shareName"], "vsphereVolume": ["volumePath"],
    "photonPersistentDisk": ["pdID"], "portworxVolume": ["volumeID"], "azureDisk": ["diskName", "diskURI"],
    "storageos": ["volumeName"], "scaleIO": ["gateway", "system", "volumeName"],
    "quobyte": ["registry", "volume"], .nfs: ["server", "path"],
  ]

  private mutating func check(_ source: Value, _ key: Key, at path: FieldPath) {
    for field in Self.requiredFields[key] ?? [] where source[field].isEmpty {
      findings.required(path.child(field.text))
    }
    switch key {
    case .emptyDir: checkEmptyDirectory(source, at: path)
    case .hostPath: Self.checkHostPath(source, at: path, &findings)
    case .nfs: Self.checkShare(source, at: path, &findings)
    case .secret, .configMap: checkFiles(source, key, at: path)
    case .downwardAPI: checkDownward(source, at: path)
    case .projected: checkProjected(source, at: path)
    case .ephemeral: checkEphemeral(source, at: path)
    case .image:
      findings.oneOf(["Always", "IfNotPresent", "Never"], source[.pullPolicy].text, at: path.child("pullPolicy"))
    default: StorageSourceValidation.check(source, key, at: path, &findings)
    }
    let secret = source["nodePublishSecretRef"]
    if key == .csi, !secret.isNull {
      if secret[.name].text.isEmpty {
        findings.required(path.child("nodePublishSecretRef").child("name"))
      } else {
        findings.check(secret[.name].text, at: path.child("name"), NameRules.dnsSubdomain)
      }
    }
  }

  private mutating func checkEmptyDirectory(_ source: Value, at path: FieldPath) {
    guard let limit = Quantity(value: source["sizeLimit"]), limit < .zero else { return }
    findings.forbidden(path.child("sizeLimit"), "SizeLimit field must be a valid resource quantity")
  }

  static func checkHostPath(_ source: Value, at path: FieldPath, _ findings: inout Findings) {
    let text = source[.path].text
    if text.isEmpty { return findings.required(path.child("path")) }
    PathValidation.noBacksteps(text, at: path.child("path"), &findings)
    findings.oneOf(
      [
        "", "BlockDevice", "CharDevice", "Directory", "DirectoryOrCreate", "File", "FileOrCreate", "Socket",
      ], source[.type].text, at: path.child("type"), mayBeEmpty: true)
  }

  static func checkShare(_ source: Value, at path: FieldPath, _ findings: inout Findings) {
    if !source[.path].text.hasPrefix("/") {
      findings.invalid(path.child("path"), source[.path], "must be an absolute path")
    }
  }
}

// MARK: Files made from objects

extension VolumeValidation {
  private mutating func checkFiles(_ source: Value, _ key: Key, at path: FieldPath) {
    let nameKey: Key = key == .secret ? "secretName" : .name
    if source[nameKey].text.isEmpty { findings.required(path.child(nameKey.text)) }
    PathValidation.mode(source["defaultMode"], at: path.child("defaultMode"), &findings)
    for (index, item) in source[.items].elements.enumerated() {
      checkItem(item, at: path.child("items").index(index))
    }
  }

  private mutating func checkItem(_ item: Value, at path: FieldPath) {
    if item[.key].text.isEmpty { findings.required(path.child("key")) }
    if item[.path].text.isEmpty { findings.required(path.child("path")) }
    PathValidation.fileName(item[.path].text, at: path.child("path"), &findings)
    PathValidation.mode(item["mode"], at: path.child("mode"), &findings)
  }

  private mutating func checkDownward(_ source: Value, at path: FieldPath) {
    PathValidation.mode(source["defaultMode"], at: path.child("defaultMode"), &findings)
    for file in source[.items].elements { checkDownwardFile(file, at: path) }
  }

  private mutating func checkDownwardFile(_ file: Value, at path: FieldPath) {
    if file[.path].text.isEmpty { findings.required(path.child("path")) }
    PathValidation.fileName(file[.path].text, at: path.child("path"), &findings)
    if !file[.fieldRef].isNull {
      EnvironmentValidation.field(
        file[.fieldRef], allowed: EnvironmentValidation.volumeFields, at: path.child("fieldRef"), &findings)
      if !file[.resourceFieldRef].isNull {
        findings.invalid(
          path, "resource", "fieldRef and resourceFieldRef can not be specified simultaneously")
      }
    } else if !file[.resourceFieldRef].isNull {
      EnvironmentValidation.resource(
        file[.resourceFieldRef], needsContainer: true, at: path.child("resourceFieldRef"), &findings)
    } else {
      findings.required(path, "one of fieldRef and resourceFieldRef is required")
    }
    PathValidation.mode(file["mode"], at: path.child("mode"), &findings)
  }

  private mutating func checkProjected(_ source: Value, at path: FieldPath) {
    PathValidation.mode(source["defaultMode"], at: path.child("defaultMode"), &findings)
    var paths: [String] = []
    for (index, projection) in source["sources"].elements.enumerated() {
      let item = path.child("sources").index(index)
      var kinds = 0
      for key in [Key.secret, .configMap] where !projection[key].isNull {
        kinds += 1
        let part = projection[key]
        if part[.name].text.isEmpty { findings.required(item.child(key.text).child("name")) }
        for (number, file) in part[.items].elements.enumerated() {
          checkItem(file, at: item.child(key.text).child("items").index(number))
          checkUnique(file[.path].text, shown: part[.name], &paths, at: path)
        }
      }
      if !projection[.downwardAPI].isNull {
        kinds += 1
        for file in projection[.downwardAPI][.items].elements {
          checkDownwardFile(file, at: item.child("downwardAPI"))
          checkUnique(file[.path].text, shown: file[.path], &paths, at: path)
        }
      }
      if !projection["serviceAccountToken"].isNull {
        kinds += 1
        checkToken(projection["serviceAccountToken"], at: item.child("serviceAccountToken"), path)
      }
      if kinds > 1 { findings.forbidden(item, "may not specify more than 1 volume type per source") }
    }
  }

  private mutating func checkUnique(
    _ file: String, shown: Value, _ paths: inout [String], at path: FieldPath
  ) {
    if file.isEmpty { return }
    if paths.contains(file) { findings.invalid(path, shown, "conflicting duplicate paths") }
    paths.append(file)
  }

  private mutating func checkToken(_ token: Value, at path: FieldPath, _ volume: FieldPath) {
    let seconds = token["expirationSeconds"].number
    if seconds < 600 {
      findings.invalid(
        path.child("expirationSeconds"), .int(seconds), "may not specify a duration less than 10 minutes")
    }
    if seconds > 1 << 32 {
      findings.invalid(
        path.child("expirationSeconds"), .int(seconds), "may not specify a duration larger than 2^32 seconds")
    }
    let file = token[.path].text
    if file.isEmpty { return findings.required(volume.child("path")) }
    PathValidation.fileName(file, at: volume.child("path"), &findings)
  }

  /// What the metadata of a claim's template may not say: it is the claim's own.
  private static let fixedMetadata = [
    "name", "generateName", "namespace", "selfLink", "uid", "resourceVersion", "generation", "creationTimestamp",
    "deletionTimestamp", "deletionGracePeriodSeconds", "ownerReferences", "finalizers", "managedFields",
  ]

  private mutating func checkEphemeral(_ source: Value, at path: FieldPath) {
    let template = source["volumeClaimTemplate"]
    let templatePath = path.child("volumeClaimTemplate")
    if template.isNull { return findings.required(templatePath) }
    MetadataValidation.annotations(
      template[.metadata][.annotations], at: templatePath.child("metadata").child("annotations"), &findings)
    MetadataValidation.labels(
      template[.metadata][.labels], at: templatePath.child("metadata").child("labels"), &findings)
    for name in Self.fixedMetadata where !template[.metadata][Key(name)].isEmpty {
      findings.forbidden(
        templatePath.child("metadata").child(name == "uid" ? "uID" : name), "cannot be set")
    }
    ClaimValidation.spec(template[.spec], at: templatePath.child("spec"), &findings)
    guard let podName, !volume[.name].text.isEmpty else { return }
    let claim = "\(podName)-\(volume[.name].text)"
    for complaint in NameRules.dnsSubdomain(claim) {
      findings.invalid(
        self.path.child("name"), volume[.name], "PVC name \(GoText.quoted(claim)): \(complaint)")
    }
  }
}
