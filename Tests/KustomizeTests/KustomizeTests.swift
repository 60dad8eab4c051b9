// Kustomizations, as kubectl builds them: every expectation was printed by kubectl.
import KubeKinds
import KubeObjects
import Testing

@testable import Kustomize

/// Files in memory below `/w`.
private struct MemoryFiles: KustomizationFiles {
  let workingDirectory = "/w"
  let texts: [String: String]

  func contents(_ path: String) -> [UInt8]? { texts[String(path.dropFirst(3))].map { Array($0.utf8) } }

  func isDirectory(_ path: String) -> Bool {
    path == "/w" || texts.keys.contains { $0.hasPrefix(path.dropFirst(3) + "/") }
  }
}

@Suite struct KustomizeTests {
  private static let set = """
    apiVersion: apps/v1
    kind: StatefulSet
    metadata: {name: db}
    spec:
      serviceName: db
      selector: {matchLabels: {app: db}}
      template:
        metadata: {labels: {app: db}}
        spec:
          containers:
          - name: db
            image: pg:1
            env: [{name: S, valueFrom: {secretKeyRef: {name: cred, key: k}}}]
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: db}
    spec: {clusterIP: None, selector: {app: db}, ports: [{port: 5432}]}

    """

  private func built(_ files: [String: String], _ path: String = ".") throws -> KustomizationBuilder.Result {
    var files = files
    if files["s.yaml"] == nil { files["s.yaml"] = Self.set }
    return try KustomizationBuilder(MemoryFiles(texts: files), schema: .kubernetes, catalog: .kubernetes).build(path)
  }

  private func object(_ kind: String, _ kustomization: String, _ files: [String: String] = [:]) throws -> Value {
    let result = try built(files.merging(["kustomization.yaml": kustomization]) { $1 })
    return try #require(result.objects.first { $0["kind"].text == kind })
  }

  @Test func servicesComeBeforeSets() throws {
    let result = try built(["kustomization.yaml": "resources: [s.yaml]\n"])
    #expect(result.objects.map { $0["kind"].text } == ["Service", "StatefulSet"])
    #expect(result.yaml.hasPrefix("apiVersion: v1\nkind: Service\nmetadata:\n  name: db\nspec:\n  clusterIP: None\n"))
  }

  @Test(arguments: [
    ("literals: [A=1, \"B=two words\"]\n  files: [app.properties, renamed=app.properties]", "x-9df9657gfd"),
    ("literals: [a=b]", "x-4h2mbtbbt6"), ("envs: [x.env]", "x-66gd5mt662"), ("namespace: n1", "x-6ct58987ht"),
    ("literals: [\"a=<b>&c\", \"u=é\"]", "x-fbt757b874"),
  ])
  func generatedNamesEndInAHash(_ source: String, _ name: String) throws {
    let files = ["app.properties": "k=v\n#c\nq=r\n", "x.env": "# c\na=1\nb=\"2\"\n\nHOME\n"]
    #expect(try object("ConfigMap", "configMapGenerator:\n- name: x\n  \(source)\n", files)["metadata"]["name"]
      .text == name)
  }

  @Test func secretsAreEncodedInLines() throws {
    let text = String(repeating: "x", count: 200)
    let long = try object("Secret", "secretGenerator: [{name: s, files: [f]}]", ["f": text])
    #expect(long["data"]["f"].text.split(separator: "\n").map(\.count) == [70, 70, 70, 58])
    let short = try object("Secret", "secretGenerator: [{name: s, literals: [p=q]}]")
    #expect(short["data"]["p"] == "cQ==" && short["metadata"]["name"] == "s-hb2dth72f6" && short["type"] == "Opaque")
  }

  @Test func referencesFollowNames() throws {
    let set = try object(
      "StatefulSet",
      """
      namePrefix: p-
      nameSuffix: -s
      namespace: prod
      resources: [s.yaml]
      secretGenerator: [{name: cred, literals: [p=q]}]
      """)
    #expect(set["metadata"] == ["name": "p-db-s", "namespace": "prod"])
    #expect(set["spec"]["serviceName"] == "p-db-s")
    let reference = set["spec"]["template"]["spec"]["containers"][index: 0]["env"][index: 0]["valueFrom"]
    #expect(reference["secretKeyRef"]["name"] == "p-cred-s-hb2dth72f6")
  }

  @Test func layersBuildOnEachOther() throws {
    let result = try built(
      [
        "base/kustomization.yaml": "resources: [s.yaml]\nconfigMapGenerator: [{name: c, literals: [a=1, b=2]}]\n",
        "base/s.yaml": Self.set,
        "over/kustomization.yaml": """
          resources: [../base]
          labels: [{pairs: {l: m}, includeSelectors: true}, {pairs: {x: z}}]
          images: [{name: pg, newName: reg/pg, newTag: "2"}]
          replicas: [{name: db, count: 3}]
          configMapGenerator: [{name: c, behavior: merge, literals: [a=9]}]
          """,
      ], "over")
    let config = try #require(result.objects.first)
    #expect(config["data"] == ["a": "9", "b": "2"])
    let set = try #require(result.objects.last)
    #expect(set["metadata"]["labels"] == ["l": "m", "x": "z"])
    #expect(set["spec"]["selector"]["matchLabels"] == ["app": "db", "l": "m"])
    #expect(set["spec"]["template"]["metadata"]["labels"] == ["app": "db", "l": "m"])
    #expect(set["spec"]["replicas"] == 3)
    #expect(set["spec"]["template"]["spec"]["containers"][index: 0]["image"] == "reg/pg:2")
  }

  @Test func patchesMergeNewElementsFirst() throws {
    let set = try object(
      "StatefulSet",
      """
      resources: [s.yaml]
      patches:
      - patch: |-
          apiVersion: apps/v1
          kind: StatefulSet
          metadata: {name: db}
          spec: {serviceName: null, template: {spec: {containers: [{name: side, image: x}]}}}
      - target: {kind: Stateful.*, name: d.}
        patch: '[{"op": "add", "path": "/spec/replicas", "value": 2}]'
      """)
    #expect(set["spec"]["serviceName"].isNull && set["spec"]["replicas"] == 2)
    #expect(set["spec"]["template"]["spec"]["containers"].elements.map { $0["name"].text } == ["side", "db"])
  }

  @Test func valuesAreCopied() throws {
    let set = try object(
      "StatefulSet",
      """
      resources: [s.yaml]
      replacements:
      - source: {kind: Service, name: db}
        targets:
        - select: {kind: StatefulSet}
          fieldPaths: ["spec.template.spec.containers.[name=db].image"]
          options: {delimiter: ":", index: 1}
      """)
    #expect(set["spec"]["template"]["spec"]["containers"][index: 0]["image"] == "pg:db")
  }

  @Test func wordsStayStrings() throws {
    let config = try object(
      "ConfigMap", "resources: [c.yaml]",
      ["c.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {y: yes, n: off, t: true}\n"])
    #expect(config["data"] == ["y": "yes", "n": "off", "t": true])
  }

  @Test(arguments: [
    ("foo: bar", "invalid Kustomization: json: unknown field \"foo\""), ("", "kustomization.yaml is empty"),
    ("resources: x",
      "invalid Kustomization: json: cannot unmarshal string into Go struct field Kustomization.resources of type "
        + "[]string"),
    ("namespace: n",
      "invalid Kustomization: json: cannot unmarshal bool into Go struct field Kustomization.namespace of type string"),
    ("labels: [{pairs: {team: y}}]",
      "invalid Kustomization: json: cannot unmarshal bool into Go struct field Label.labels.pairs of type string"),
    ("replicas: [{name: a, count: '3'}]",
      "invalid Kustomization: json: cannot unmarshal string into Go struct field Replica.replicas.count of type int64"),
    ("replicas: [{name: a, count: 1.5}]",
      "invalid Kustomization: json: cannot unmarshal number 1.5 into Go struct field Replica.replicas.count of type "
        + "int64"),
    ("patches: [3]",
      "invalid Kustomization: json: cannot unmarshal number into Go struct field Kustomization.patches of type "
        + "types.Patch"),
    ("patches: [{target: {kind: 3}}]",
      "invalid Kustomization: json: cannot unmarshal number into Go struct field Selector.patches.target.kind of type "
        + "string"),
    ("configMapGenerator: [{name: a, options: {labels: 3}}]",
      "invalid Kustomization: json: cannot unmarshal number into Go struct field "
        + "GeneratorOptions.configMapGenerator.options.labels of type map[string]string"),
    ("images: {name: a}",
      "invalid Kustomization: json: cannot unmarshal object into Go struct field Kustomization.images of type "
        + "[]types.Image"),
    ("patchesStrategicMerge: [{a: b}]",
      "invalid Kustomization: json: cannot unmarshal object into Go struct field "
        + "Kustomization.patchesStrategicMerge of type types.PatchStrategicMerge"),
    ("patches: [{bogus: x}]", "invalid Kustomization: json: unknown field \"bogus\""),
    ("[a]", "invalid Kustomization: json: cannot unmarshal array into Go value of type types.Kustomization"),
    ("Resources: [nope]",
      "accumulating resources: accumulation err='accumulating resources from 'nope': evalsymlink failure on "
        + "'/w/nope' : lstat /w/nope: no such file or directory': must build at directory: not a valid directory: "
        + "evalsymlink failure on '/w/nope' : lstat /w/nope: no such file or directory"),
    ("kind: Foo",
      "Failed to read kustomization file under /w:\nkind should be Kustomization or Component"),
    ("resources: [nope.yaml]",
      "accumulating resources: accumulation err='accumulating resources from 'nope.yaml': evalsymlink failure on "
        + "'/w/nope.yaml' : lstat /w/nope.yaml: no such file or directory': must build at directory: not a valid "
        + "directory: evalsymlink failure on '/w/nope.yaml' : lstat /w/nope.yaml: no such file or directory"),
    ("resources: [s.yaml, s.yaml]",
      "accumulating resources: accumulation err='merging resources from 's.yaml': may not add resource with an "
        + "already registered id: StatefulSet.v1.apps/db.[noNs]': must build at directory: '/w/s.yaml': file is not "
        + "directory"),
    ("configMapGenerator: [{literals: [a=b]}]", "a configmap must have a name"),
    ("configMapGenerator: [{name: x, literals: [x]}]",
      "loading KV pairs: literal sources [x]: invalid literal source x, expected key=value"),
    ("configMapGenerator: [{name: x, literals: [a=1, a=2]}]", "configmap x illegally repeats the key `a`"),
    ("resources: [s.yaml]\nreplicas: [{name: nope, count: 1}]",
      "resource with name nope does not match a config with the following GVK [Deployment.[noVer].[noGrp] "
        + "StatefulSet.[noVer].[noGrp] ReplicaSet.[noVer].[noGrp] ReplicationController.[noVer].[noGrp]]"),
    ("resources: [s.yaml]\npatches: [{patch: \"{kind: X, apiVersion: v1, metadata: {name: n}}\"}]",
      "no resource matches strategic merge patch \"X.v1.[noGrp]/n.[noNs]\": no matches for Id X.v1.[noGrp]/n.[noNs]; "
        + "failed to find unique target for patch X.v1.[noGrp]/n.[noNs]"),
    ("resources: [s.yaml]\npatches: [{target: {kind: Service}, patch: \"- {op: remove, path: /x/y}\"}]",
      "remove operation does not apply: doc is missing path: \"/x/y\": missing value"),
    ("resources: [s.yaml]\npatches: [{patch: \"[{op: remove}]\"}]",
      "trouble configuring builtin PatchTransformer with config: `\npatch: '[{op: remove}]'\n`: unable to parse SM or "
        + "JSON patch from [patch: \"[{op: remove}]\"]"),
  ])
  func refusals(_ kustomization: String, _ message: String) {
    do {
      _ = try built(["kustomization.yaml": kustomization])
      Issue.record("built")
    } catch {
      #expect((error as? KustomizeError)?.message == message)
    }
  }

  @Test func oldFieldsAreNamed() throws {
    let warnings = try built(["kustomization.yaml": "resources: [s.yaml]\ncommonLabels: {a: b}\n"]).warnings
    #expect(
      warnings == [
        "# Warning: 'commonLabels' is deprecated. Please use 'labels' instead. Run 'kustomize edit fix' to update your "
          + "Kustomization automatically."
      ])
  }

  /// What the directory that is built asks for counts, whatever those within ask for.
  @Test func objectsSayWhatMadeThem() throws {
    let files = [
      "base/kustomization.yaml": "resources: [s.yaml]\nnamePrefix: b-\nconfigMapGenerator: [{name: c}]\n",
      "base/s.yaml": Self.set,
      "over/kustomization.yml": """
        resources: [../base]
        buildMetadata: [originAnnotations, transformerAnnotations]
        labels: [{pairs: {l: m}}]
        images: [{name: pg, newTag: "2"}]
        configMapGenerator: [{name: c, behavior: BEHAVIOUR, literals: [a=b]}]
        """,
    ]
    func map(_ behaviour: String) throws -> Object {
      let texts = files.mapValues { $0.replacing("BEHAVIOUR", with: behaviour) }
      return try built(texts, "over").objects[0]["metadata"]["annotations"].fields
    }
    let origin: Key = "config.kubernetes.io/origin"
    let generator = "configuredBy:\n  apiVersion: builtin\n  kind: ConfigMapGenerator\n"
    #expect(try map("merge")[origin]?.text == "configuredIn: ../base/kustomization.yaml\n" + generator)
    #expect(try map("replace")[origin]?.text == "configuredIn: kustomization.yml\n" + generator)
    let changes = [
      ("../base/kustomization.yaml", "Prefix"), ("kustomization.yml", "Label"), ("kustomization.yml", "Label"),
      ("kustomization.yml", "ImageTag"),
    ].map { "- configuredIn: \($0.0)\n  configuredBy:\n    apiVersion: builtin\n    kind: \($0.1)Transformer\n" }
    #expect(try map("merge")["alpha.config.kubernetes.io/transformations"]?.text == changes.joined())
  }
}
