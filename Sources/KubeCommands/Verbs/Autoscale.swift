// `kubectl autoscale`
import ClusterAPI
import KubeKinds
import KubeObjects

enum Autoscale {
  static let minimum = Flag(
    int: "min", bits: 32, default: -1, help: "The fewest replicas; the server's default when negative.")
  static let maximum = Flag(int: "max", bits: 32, default: -1, help: "The most replicas. Required.").required
  static let cpu = Flag(
    text: "cpu", help: "The CPU time each pod should use: a share of its request (70%) or an amount (500m).")
  static let memory = Flag(
    text: "memory", help: "The memory each pod should use: a share of its request (70%) or an amount (200Mi).")
  static let cpuPercent = Flag(
    int: "cpu-percent", bits: 32, default: -1, help: "The share of its CPU request that each pod should use."
  ).deprecated("Use --cpu with percentage or resource quantity format instead (e.g., '70%', '500m').")
  static let name = Flag(text: "name", help: "The name of the autoscaler; the object's own if none.")

  static let command = Command(
    "autoscale", group: .deploy,
    usage: "(-f FILENAME | TYPE NAME | TYPE/NAME) [--min=MINPODS] --max=MAXPODS [--cpu=CPU] [--memory=MEMORY]",
    CommandHelp(
      "Let the number of replicas follow the load",
      "Creates a HorizontalPodAutoscaler for a workload: the number of its replicas then follows what its pods use.",
      examples: [
        Example("Between two and ten replicas, at 70 % of CPU", "kubectl autoscale sts web --min=2 --max=10 --cpu=70%")
      ]),
    flags: [
      minimum, maximum, cpu, memory, cpuPercent, name, WriteFlags.dryRun, WriteFlags.saveConfig,
      WriteFlags.fieldManager("kubectl-autoscale"), WriteFlags.record,
    ] + FileFlags.all + PrintFlags.all,
    arguments: .resource, run: run)

  private static func run(_ line: CommandLine, _ context: CommandContext) throws {
    let creation = try ObjectCreation(line, context, manager: "kubectl-autoscale")
    if line[maximum] < 1 {
      throw CommandError.text("--max=MAXPODS is required and must be at least 1, max: \(line[maximum])")
    }
    if line[maximum] < line[minimum] {
      throw CommandError.text(
        "--max=MAXPODS must be larger or equal to --min=MINPODS, max: \(line[maximum]), min: \(line[minimum])")
    }
    let report = try ChangeReport(line, context, dryRun: creation.dryRun, printsTypes: true)
    var builder = ResourceBuilder(line, context)
    builder.continuesOnError = true
    builder.arguments = line.arguments
    var count = 0
    try builder.visit { info in
      count += 1
      guard info.kind.offers(.scale) else {
        throw CommandError.text(
          "cannot autoscale a \(info.kind.name): could not find scale subresource for \(info.kind.resourceText) in "
            + "discovery information")
      }
      let autoscaler = try autoscaler(info, line)
      let verb = creation.dryRun == .client ? "created" : "autoscaled"
      try report.report(verb, try create(autoscaler, info, line, creation))
    }
    if count == 0 { throw CommandError.text("no objects passed to autoscale") }
  }

  /// kubectl tries the older version when the newer one is refused, if it can say what is wanted.
  private static func create(
    _ autoscaler: Value, _ info: ResourceInfo, _ line: CommandLine, _ creation: ObjectCreation
  ) throws -> Value {
    do {
      return try creation.create(autoscaler, namespace: info.namespace)
    } catch {
      let target = utilization(line)
      if target.isEmpty { throw incompatible("empty input") }
      if !target.hasSuffix("%") { throw incompatible("--cpu must be a percentage, such as 70%") }
      if !line[memory].isEmpty { throw incompatible("--memory is not supported") }
      throw error
    }
  }

  private static func incompatible(_ reason: String) -> CommandError {
    .text("failed to create autoscaling/v2 HPA and the configuration is incompatible with autoscaling/v1: \(reason)")
  }

  private static func utilization(_ line: CommandLine) -> String {
    line[cpuPercent] >= 0 ? "\(line[cpuPercent])%" : line[cpu]
  }

  private static func autoscaler(_ info: ResourceInfo, _ line: CommandLine) throws(CommandError) -> Value {
    let own = line[name].isEmpty ? info.name : line[name]
    var object = Value.object("autoscaling/v2", "HorizontalPodAutoscaler", own)
    if line.namesNamespace { object[.metadata][.namespace] = .string(info.namespace) }
    object[.spec] = [
      "maxReplicas": .int(Int64(line[maximum])),
      "scaleTargetRef": [
        "apiVersion": .string("\(info.kind.groupVersion)"), "kind": .string(info.kind.name), "name": .string(info.name),
      ],
    ]
    if line[minimum] > 0 { object[.spec]["minReplicas"] = .int(Int64(line[minimum])) }
    for (resource, text) in [("cpu", utilization(line)), ("memory", line[memory])] where !text.isEmpty {
      object[.spec]["metrics"].append(try metric(resource, text))
    }
    object[.status] = ["currentMetrics": .null, "desiredReplicas": 0]
    return object
  }

  private static func metric(_ resource: String, _ text: String) throws(CommandError) -> Value {
    let target: Value
    if text.hasSuffix("%") {
      guard let share = Int64(text.dropLast()), share >= 0 else {
        throw .text("invalid percentage value: \(text)")
      }
      target = ["type": "Utilization", "averageUtilization": .int(share)]
    } else {
      do throws(QuantityError) {
        target = ["type": "AverageValue", "averageValue": .string(try Quantity(parsing: text).text)]
      } catch {
        throw .text("invalid resource \(resource) value: \(text)")
      }
    }
    return ["type": "Resource", "resource": ["name": .string(resource), "target": target]]
  }
}
