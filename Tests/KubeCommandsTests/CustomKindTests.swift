// Custom resources, printed: their columns, their description, the explanation of their fields.
import Foundation
import KubeObjects
import Testing

@testable import KubeCommands

@Suite struct CustomKindTests {
  private static let definition = """
    apiVersion: apiextensions.k8s.io/v1
    kind: CustomResourceDefinition
    metadata: {name: backups.example.com}
    spec:
      group: example.com
      scope: Namespaced
      names: {plural: backups, singular: backup, kind: Backup, shortNames: [bk]}
      versions:
      - name: v1
        served: true
        storage: true
        subresources: {status: {}}
        additionalPrinterColumns:
        - {name: Schedule, type: string, jsonPath: .spec.schedule}
        - {name: Keep, type: integer, jsonPath: .spec.keep}
        - {name: Rate, type: number, jsonPath: .spec.rate}
        - {name: Paused, type: boolean, jsonPath: .spec.paused}
        - {name: Hosts, type: string, jsonPath: .spec.hosts}
        - {name: Last, type: date, jsonPath: .spec.last}
        - {name: Age, type: date, jsonPath: .metadata.creationTimestamp}
        - {name: Target, type: string, priority: 1, jsonPath: ".spec.targets[0].name"}
        schema:
          openAPIV3Schema:
            type: object
            description: A backup of something.
            properties:
              spec:
                type: object
                description: |-
                  What to save.

                  And when.
                required: [schedule]
                properties:
                  schedule: {type: string, description: When to save.}
                  keep: {type: integer}
                  rate: {type: number}
                  paused: {type: boolean}
                  last: {type: string}
                  hosts: {type: array, items: {type: string}}
                  mode: {type: string, enum: [Full, Part, "", A, B]}
                  extra: {type: object, additionalProperties: {type: integer}}
                  targets:
                    type: array
                    description: What is saved.
                    items: {type: object, description: One of them., properties: {name: {type: string}}}
              status: {type: object, properties: {phase: {type: string}}}
    """

  private static let objects = """
    apiVersion: example.com/v1
    kind: Backup
    metadata: {name: full, labels: {app: web}}
    spec:
      schedule: "@daily"
      keep: 3
      rate: 1.5
      paused: false
      hosts: [a, b]
      last: "2027-01-15T07:00:00Z"
      targets: [{name: web}]
    ---
    apiVersion: example.com/v1
    kind: Backup
    metadata: {name: part}
    spec: {schedule: never, last: yesterday}
    """

  private func bench() -> Bench {
    let bench = Bench(["crd.yaml": Self.definition, "objects.yaml": Self.objects])
    #expect(bench.run("create -f crd.yaml").status == 0)
    let created = "backup.example.com/full created\nbackup.example.com/part created\n"
    #expect(bench.run("create -f objects.yaml") == Printed(created))
    return bench
  }

  @Test func columnsAreThoseOfTheDefinition() {
    let bench = bench()
    #expect(
      bench.run("get bk").output == """
        NAME   SCHEDULE   KEEP   RATE   PAUSED   HOSTS       LAST        AGE
        full   @daily     3      1.5    false    ["a","b"]   60m         0s
        part   never                                         <invalid>   0s

        """)
    #expect(
      bench.run("get backup full -o wide --no-headers").output
        == "full   @daily   3     1.5   false   [\"a\",\"b\"]   60m   0s    web\n")
    #expect(bench.run("get backups.example.com -o name").output.hasPrefix("backup.example.com/full\n"))
  }

  @Test func objectsAreDescribedByTheirFields() {
    let text = bench().run("describe bk part").output
    #expect(text.hasPrefix("Name:         part\nNamespace:    default\n"))
    #expect(text.contains("API Version:  example.com/v1\nKind:         Backup\n"))
    #expect(text.contains("Spec:\n  Last:      yesterday\n  Schedule:  never\nEvents:      <none>\n"))
  }

  @Test func fieldsAreExplained() {
    let bench = bench()
    #expect(
      bench.run("explain backup.spec").output == """
        GROUP:      example.com
        KIND:       Backup
        VERSION:    v1

        FIELD: spec <Object>


        DESCRIPTION:
            What to save.
        \("    ")
            And when.
        \("    ")
        FIELDS:
          extra\t<map[string]integer>
            <no description>

          hosts\t<[]string>
            <no description>

          keep\t<integer>
            <no description>

          last\t<string>
            <no description>

          mode\t<string>
          enum: Full, Part, "", A, ....
            <no description>

          paused\t<boolean>
            <no description>

          rate\t<number>
            <no description>

          schedule\t<string> -required-
            When to save.

          targets\t<[]Object>
            What is saved.



        """)
    let name = bench.run("explain bk.spec.targets.name").output
    #expect(name.contains("FIELD: name <string>\n\n\nDESCRIPTION:\n    <empty>\n\n"))
    let targets = bench.run("explain bk.spec.targets").output
    #expect(targets.contains("    What is saved.\n    One of them.\n    \nFIELDS:\n  name\t<string>\n"))
    #expect(bench.run("explain bk.spec.nosuch").errors == "error: field \"nosuch\" does not exist\n")
    #expect(bench.run("explain bk --recursive").output.contains("  spec\t<Object>\n    extra\t<map[string]integer>\n"))
    #expect(bench.run("explain bk.metadata.name").output.contains("FIELD: name <string>\n"))
  }
}
