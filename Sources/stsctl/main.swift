import ClusterAPI
import ClusterSim
import KubeKinds
import KubeObjects
import SimCore
let cluster = SimulatedCluster(ClusterConfiguration(), seed: 1, start: Instant(unixSeconds: 1_795_233_849), pacer: InstantPacer())
print(JSONWriter.write(.array(try cluster.list(cluster.catalog.kind(.namespace)!, namespace: nil, ListOptions()).items), .indented))
