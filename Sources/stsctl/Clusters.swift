// Where clusters come from. Saved clusters will come from here too, without their users noticing.
import ClusterSim
import KubeCommands
import KubeShell
import SimCore

/// Makes the cluster that an invocation is about.
struct Clusters {
  let files: any FileAccess

  /// A cluster that nobody has used yet.
  func fresh(for invocation: Invocation, start: Instant, _ pacer: any Pacer) throws -> SimulatedCluster {
    SimulatedCluster(
      try configuration(invocation.clusterFile), seed: invocation.seed, start: invocation.start ?? start,
      pacer: pacer, logLimit: invocation.transcriptFile == nil ? SimulatedCluster.usualLogLimit : Int.max)
  }

  func configuration(_ file: String?) throws -> ClusterConfiguration {
    guard let file else { return .standard }
    let bytes = try files.read(file)
    do throws(ConfigurationError) {
      return try ClusterConfiguration(yaml: bytes)
    } catch {
      throw FileError(path: file, reason: error.description)
    }
  }
}
