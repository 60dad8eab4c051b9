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
  ).deprecated(
    "Use --cpu with percentage or resource quantity format (e.g., '70%' for utilization or '500m' for milliCPU).")
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
    let (cpu, memory) = try checked(line)
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
      let verb = creation.dryRun == .client ? "created" : "autoscaled"
      try report.report(verb, try create(info, line, cpu, memory, creation))
    }
    if count == 0 { throw CommandError.text("no objects passed to autoscale") }
  }

  /// What processor time and memory are to be, after everything that the flags say was looked at.
  private static func checked(_ line: CommandLine) throws -> (cpu: UsageTarget?, memory: UsageTarget?) {
    if line[maximum] < 1 {
      throw CommandError.text("--max=MAXPODS is required and must be at least 1, max: \(line[maximum])")
    }
    if line[maximum] < line[minimum] {
      throw CommandError.text(
        "--max=MAXPODS must be larger or equal to --min=MINPODS, max: \(line[maximum]), min: \(line[minimum])")
    }
    if line[cpuPercent] > 0, !line[cpu].isEmpty {
      throw CommandError.text("--cpu-percent and --cpu are mutually exclusive")
    }
    return try (UsageTarget(.cpu, line[cpu]), UsageTarget(.memory, line[memory]))
  }

  /// kubectl tries the older version when the newer one is refused, if that can say what is wanted.
  private static func create(
    _ info: ResourceInfo, _ line: CommandLine, _ cpu: UsageTarget?, _ memory: UsageTarget?, _ creation: ObjectCreation
  ) throws -> Value {
    do {
      return try creation.create(newer(info, line, cpu, memory), namespace: info.namespace)
    } catch {
      guard let cpu else { throw incompatible("empty input") }
      guard memory == nil, cpu.isShare || line[cpuPercent] >= 0 else { throw incompatible("%!w(<nil>)") }
      return try creation.create(older(info, line), namespace: info.namespace)
    }
  }

  private static func incompatible(_ reason: String) -> CommandError {
    .text("failed to create autoscaling/v2 HPA and the configuration is incompatible with autoscaling/v1: \(reason)")
  }

  /// As `autoscaling/v2` has it.
  private static func newer(
    _ info: ResourceInfo, _ line: CommandLine, _ cpu: UsageTarget?, _ memory: UsageTarget?
  ) -> Value {
    var object = plain("autoscaling/v2", info, line)
    let share = line[cpuPercent] > 0 ? UsageTarget.share(.cpu, Int64(line[cpuPercent])) : nil
    for target in [share, cpu, memory] {
      if let target { object[.spec]["metrics"].append(target.metric) }
    }
    object[.status] = ["currentMetrics": .null, "desiredReplicas": 0]
    return object
  }

  /// As `autoscaling/v1` has it, which kubectl tells of the deprecated flag alone.
  private static func older(_ info: ResourceInfo, _ line: CommandLine) -> Value {
    var object = plain("autoscaling/v1", info, line)
    if line[cpuPercent] >= 0 { object[.spec]["targetCPUUtilizationPercentage"] = .int(Int64(line[cpuPercent])) }
    return object
  }

  private static func plain(_ version: String, _ info: ResourceInfo, _ line: CommandLine) -> Value {
    let own = line[name].isEmpty ? info.name : line[name]
    var object = Value.object(version, "HorizontalPodAutoscaler", own)
    if line.namesNamespace { object[.metadata][.namespace] = .string(info.namespace) }
    object[.spec] = [
      "maxReplicas": .int(Int64(line[maximum])),
      "scaleTargetRef": [
        "apiVersion": .string("\(info.kind.groupVersion)"), "kind": .string(info.kind.name), "name": .string(info.name),
      ],
    ]
    if line[minimum] > 0 { object[.spec]["minReplicas"] = .int(Int64(line[minimum])) }
    return object
  }
}

/// How much of a resource each pod should use: a share of what it requests (`70%`), or an amount (`500m`).
struct UsageTarget {
  enum Resource: String {
    case cpu, memory

    /// What a number without a unit counts.
    var unit: String { self == .cpu ? "m" : "Mi" }
  }

  let metric: Value
  let isShare: Bool

  static func share(_ resource: Resource, _ share: Int64) -> UsageTarget {
    UsageTarget(resource, ["type": "Utilization", "averageUtilization": .int(share)], isShare: true)
  }

  private init(_ resource: Resource, _ target: Value, isShare: Bool) {
    metric = ["type": "Resource", "resource": ["name": .string(resource.rawValue), "target": target]]
    self.isShare = isShare
  }

  /// Reads what a flag says; `nil` if that is nothing.
  init?(_ resource: Resource, _ flag: String) throws(CommandError) {
    if flag.isEmpty { return nil }
    let text = GoText.trimmed(flag)
    if text.isEmpty { throw .text("empty input") }
    if text.hasSuffix("%") {
      guard let share = Int32(text.dropLast()), share >= 0 else {
        throw .text("invalid percentage value: \(text.dropLast())")
      }
      self = .share(resource, Int64(share))
      return
    }
    let number = GoNumber.isDecimal(text.utf8) ? Double(text) : nil
    let amount = number.map { GoNumber.sprint($0) + resource.unit } ?? text
    do throws(QuantityError) {
      self.init(
        resource, ["type": "AverageValue", "averageValue": .string(try Quantity(parsing: amount).text)], isShare: false)
    } catch {
      throw .text(number == nil ? "invalid resource \(resource.rawValue) value: \(text)" : error.message)
    }
  }
}
