// The file of preferences: defaults of flags, aliases, and the command that shows and changes it.
import KubeObjects
import Testing

@testable import KubeCommands

@Suite struct KubeRCTests {
  private static let head = "apiVersion: kubectl.config.k8s.io/v1beta1\nkind: Preference\n"

  private static let usual =
    head + """
      aliases:
      - {name: getn, command: get, prependArgs: [namespace], options: [{name: output, default: name}]}
      - {name: runx, command: run, options: [{name: image, default: nginx}], appendArgs: [--, sleep, "1"]}
      - {name: crole, command: "create  role", options: [{name: verb, default: "get,watch"}]}
      - {name: get, command: delete}
      - {name: lost, command: no such}
      defaults:
      - {command: get, options: [{name: output, default: name}, {name: ignore-not-found, default: "true"}]}
      - {command: rollout history, options: [{name: revision, default: "7"}]}

      """

  private func bench(_ text: String = usual) -> Bench { Bench([".kube/kuberc": text]) }

  /// A preference that is wrong ends every command.
  private static func refused(_ text: String) -> Printed {
    Printed(errors: "error occurred while applying preferences \(text)\n", status: 1)
  }

  // MARK: Aliases

  @Test(arguments: [
    ("getn default", "namespace/default\n"),
    ("getn default -ojsonpath={.kind}", "Namespace"),
    ("get ns default", "namespace/default\n"), ("get ns nope", ""),
    ("get ns default -o jsonpath={.kind}", "Namespace"),
    ("get ns default -Ao jsonpath={.kind}", "Namespace"),
    ("runx web -n default --dry-run=client -o jsonpath={.spec.containers[0].args}", "[\"sleep\",\"1\"]"),
    ("crole r --resource=pods --dry-run=client -o jsonpath={.rules[0].verbs}", "[\"get\",\"watch\"]"),
    ("crole r --verb=list --resource=pods --dry-run=client -o jsonpath={.rules[0].verbs}", "[\"list\"]"),
  ])
  func whatIsTypedComesFirst(line: String, output: String) { #expect(bench().run(line) == Printed(output)) }

  @Test func aliasesAreNoCommandsOfTheCatalogue() {
    let bench = bench()
    #expect(!bench.run("help").output.contains("getn"))
    #expect(bench.run("getn --help").output.contains("kubectl getn [options]"))
    // Only the first word can be one, and a flag before it hides it.
    #expect(bench.run("-n default getn").status == 1)
    #expect(
      bench.run("-n get getn").errors.hasPrefix("Warning: Setting alias \"get\" to a built-in command is not supported\n"))
  }

  // MARK: Refusals

  private static let refusals: [(content: String, line: String, words: String)] = [
    (usual, "lost x", "command \"no such\" not found to set alias \"lost\": [no such]"),
    (
      head + "aliases: [{name: g, command: get, options: [{name: nope, default: x}]}]", "g ns",
      "invalid alias flag nope in alias kubectl"
    ),
    (
      head + "aliases: [{name: g, command: get, options: [{name: watch, default: x}]}]", "g ns",
      "could not apply value x to flag watch in alias kubectl err: invalid argument \"x\" for \"-w, --watch\" flag: "
        + "strconv.ParseBool: parsing \"x\": invalid syntax"
    ),
    (
      head + "defaults: [{command: get, options: [{name: watch, default: x}]}]", "get ns",
      "could not apply override value x to flag watch in command get err: invalid argument \"x\" for \"-w, --watch\" "
        + "flag: strconv.ParseBool: parsing \"x\": invalid syntax"
    ),
    (
      head + "defaults: [{command: get, options: [{name: nope, default: x}]}]", "get ns",
      "invalid flag nope for command get"
    ),
    (
      head + "aliases: [{name: g, command: get}]\ndefaults: [{command: g, options: []}]", "g ns",
      "alias g can not be overridden"
    ),
    (
      head + "aliases: [{name: g-1, command: get}]", "version",
      "invalid alias name, can only include alphabetical characters"
    ),
    (
      head + "aliases: [{name: g, command: get}, {name: g, command: get}]", "version", "duplicate alias name g"
    ),
    (
      head + "defaults: [{command: get, options: [{name: --output, default: x}]}]", "version",
      "flag name --output should be in long form without dashes"
    ),
    (usual, "get ns --kuberc", "kuberc file is not found"),
    (usual, "get ns --kuberc=", "kuberc file is not found"),
    (usual, "get ns --kuberc=nope", "kuberc error kuberc: open nope: no such file or directory"),
    (
      usual, "get ns --kuberc other",
      "kuberc error kuberc: no valid preferences found in other, use --v=5 to see details"
    ),
  ]

  @Test(arguments: refusals.indices)
  func preferencesAreRefused(index: Int) {
    let row = Self.refusals[index]
    let bench = bench(row.content)
    bench.files.contents["other"] = "kind: Preference\napiVersion: kubectl.config.k8s.io/v9\n"
    #expect(bench.run(row.line) == Self.refused(row.words))
  }

  @Test func unknownCommandsOfDefaultsAreWarnedOf() {
    let bench = bench(Self.head + "defaults: [{command: nope, options: []}]")
    #expect(
      bench.run("get ns default -o name")
        == Printed("namespace/default\n", errors: "Warning: command \"nope\" not found to set kuberc override\n"))
  }

  // MARK: The file

  @Test func placesOfTheFile() {
    let bench = bench()
    bench.files.contents["other"] = Self.head + "aliases: [{name: other, command: version}]"
    #expect(bench.run("other --client --kuberc other").status == 0)
    bench.context.environment = ["KUBERC": "other"]
    #expect(bench.run("other --client").status == 0)
    #expect(bench.run("getn").status == 1)
    bench.context.environment = ["KUBERC": "off"]
    #expect(bench.run("getn").errors.hasPrefix("error: unknown command \"getn\" for \"kubectl\""))
    #expect(
      bench.run("getn --kuberc=other")
        == Self.refused(
          "kuberc error disabling kuberc via KUBERC=off and passing kuberc flag are mutually exclusive"))
    bench.context.environment = ["KUBECTL_KUBERC": "False"]
    #expect(bench.run("getn").errors.hasPrefix("error: unknown command \"getn\" for \"kubectl\""))
    #expect(bench.run("kuberc view").errors == "error: unknown command \"kuberc\" for \"kubectl\"\n")
    #expect(
      bench.run("get ns --kuberc=other").errors == "error: unknown flag: --kuberc\nSee 'kubectl get --help' for usage.\n")
    bench.context.environment = ["HOME": "/home/ada"]
    #expect(bench.run("getn").status == 1)
    bench.files.contents["/home/ada/.kube/kuberc"] = Self.usual
    #expect(bench.run("getn default") == Printed("namespace/default\n"))
  }

  @Test(arguments: [
    ("\n---\n  \n", "", "default   Active   0s\n"),
    (
      head + "extra: 1\ndefaults: [{command: get, options: [{name: output, default: name, more: 2}]}]\n",
      "kuberc: ignoring strict decoding error in .kube/kuberc: strict decoding error: unknown field \"extra\", unknown "
        + "field \"defaults[0].options[0].more\"", "namespace/default\n"
    ),
    (
      "apiVersion: kubectl.config.k8s.io/v1alpha1\nkind: Preference\n"
        + "overrides: [{command: get, flags: [{name: output, default: name}]}]\n", "", "namespace/default\n"
    ),
    ("kind: Other\n---\n" + head + "defaults: [{command: get, options: [{name: output, default: name}]}]\n", "",
      "namespace/default\n"),
    (
      head + "aliases: 3\n",
      "kuberc: no preferences loaded from .kube/kuberc: no valid preferences found in .kube/kuberc, use --v=5 to see "
        + "details", "default   Active   0s\n"
    ),
  ])
  func documentsAreRead(text: String, errors: String, output: String) {
    let printed = bench(text).run("get ns default --no-headers")
    #expect(printed.errors == errors && printed.status == 0)
    #expect(printed.output.split(separator: " ").first == output.split(separator: " ").first)
  }

  // MARK: view

  @Test func viewShowsWhatTypesKeep() {
    let bench = bench(Self.head + "extra: 1\naliases: [{name: g, command: get}]\ncredentialPluginPolicy: DenyAll\n")
    let warning = "kuberc: ignoring strict decoding error in .kube/kuberc: strict decoding error: unknown field \"extra\""
    #expect(
      bench.run("kuberc view")
        == Printed(
          "aliases:\n- command: get\n  name: g\napiVersion: kubectl.config.k8s.io/v1beta1\n"
            + "credentialPluginPolicy: DenyAll\ndefaults: []\nkind: Preference\n", errors: warning))
    #expect(bench.run("kuberc view -o jsonpath={.aliases[*].name}").output == "g")
    #expect(bench.run("kuberc view -o json").output.hasPrefix("{\n    \"kind\": \"Preference\",\n    \"apiVersion\""))
    #expect(bench.run("kuberc view -o wide").status == 1)
  }

  @Test func viewOffersAFile() {
    let bench = Bench()
    let offer =
      "kuberc file not found at .kube/kuberc\n"
      + "Would you like to generate a default kuberc file with recommended options? (y/N): "
    #expect(bench.run("kuberc view", input: "n\n") == Printed(offer))
    #expect(bench.files.contents.isEmpty)
    #expect(bench.run("kuberc view", input: "Y\n") == Printed(offer + "Updated .kube/kuberc\n"))
    #expect(bench.run("kuberc view -o jsonpath={.defaults[*].command}") == Printed("apply delete"))
    bench.files.contents[".kube/kuberc"] = "[1"
    #expect(bench.run("kuberc view").errors.contains("error: error parsing kuberc file: error converting YAML to JSON"))
    bench.files.contents[".kube/kuberc"] = "kind: Preference\naliases: [{name: 3}]\n"
    #expect(
      bench.run("kuberc view").errors.hasSuffix(
        "error: error parsing kuberc file: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal number "
          + "into Go struct field AliasOverride.aliases.name of type string\n"))
    bench.context.environment = ["KUBERC": "off"]
    #expect(bench.run("kuberc view").errors == "error: KUBERC is disabled via KUBERC=off environment variable\n")
  }

  // MARK: set

  @Test func setWritesWhatCommandsThenDo() {
    let bench = Bench()
    #expect(bench.run("kuberc set --section defaults --command get --option output=name").output == "Updated .kube/kuberc\n")
    #expect(bench.run("get ns default") == Printed("namespace/default\n"))
    bench.run("kuberc set --section aliases --name g --command get --prependarg ns --option=--output=json")
    #expect(bench.run("g default -o jsonpath={.kind}") == Printed("Namespace"))
    // What is not given again stays as it was.
    bench.run("kuberc set --section aliases --name g --command get --option output=name --overwrite")
    #expect(bench.run("g default") == Printed("namespace/default\n"))
    bench.run("kuberc set --section defaults --command get --overwrite")
    #expect(bench.run("get ns default") == Printed("namespace/default\n"))
    bench.run(
      "kuberc set --section credentialplugin --policy Allowlist --allowlist-entry command=a,command=b")
    #expect(
      bench.files.contents[".kube/kuberc"] == """
        aliases:
        - command: get
          name: g
          options:
          - default: name
            name: output
          prependArgs:
          - ns
        apiVersion: kubectl.config.k8s.io/v1beta1
        credentialPluginAllowlist:
        - command: a
        - command: b
        credentialPluginPolicy: Allowlist
        defaults:
        - command: get
          options:
          - default: name
            name: output
        kind: Preference

        """)
  }

  @Test(arguments: [
    ("", "required flag(s) \"section\" not set"),
    ("--section x", "--section must be \"defaults\", \"aliases\", or \"credentialplugin\", got: x"),
    ("--section aliases --command get", "--name is required when --section=aliases"),
    ("--section defaults --command get --name x", "--name should not be specified when --section=defaults"),
    (
      "--section defaults --command get --appendarg x",
      "--prependarg and --appendarg are only valid for --section=aliases"
    ),
    ("--section defaults", "--command is required when --section=aliases or --section=defaults"),
    ("--section defaults --command get --option x", "invalid option format \"x\", expected flag=value"),
    ("--section defaults --command get --option =x", "invalid option format \"=x\", expected flag=value"),
    ("--section defaults --command get", "defaults for command \"get\" already exist, use --overwrite to replace"),
    ("--section aliases --command get --name getn", "alias \"getn\" already exists, use --overwrite to replace"),
    ("--section credentialplugin", "--policy is required when --section=credentialplugin"),
    ("--section credentialplugin --policy x", "invalid value for --policy: \"x\""),
    (
      "--section credentialplugin --policy Allowlist",
      "--allowlist-entry is required when --section=credentialplugin and --policy=Allowlist"
    ),
    (
      "--section credentialplugin --policy DenyAll --allowlist-entry command=x",
      "--allowlist-entry may only be used when --section=credentialplugin and --policy=Allowlist"
    ),
    (
      "--section credentialplugin --policy Allowlist --allowlist-entry x,y=z,command=",
      "improperly formatted allowlist entry: \"x\"\nunrecognized allowlist entry field: \"y\"\n"
        + "empty value in allowlist entry for field \"command\""
    ),
  ])
  func setRefuses(flags: String, words: String) {
    let bench = bench()
    #expect(bench.run("kuberc set \(flags)") == Printed(errors: "error: \(words)\n", status: 1))
    #expect(bench.files.contents[".kube/kuberc"] == Self.usual)
  }
}
