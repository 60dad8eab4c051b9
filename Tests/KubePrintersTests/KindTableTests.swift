// One object of each kind, as a wide table.
import KubePrinters
import Testing

struct KindTable: Sendable, CustomTestStringConvertible {
  let kind: (String, String)
  let object: String
  let table: String

  init(_ group: String, _ kind: String, _ object: String, _ table: String) {
    self.kind = (group, kind)
    self.object = object
    self.table = table
  }

  var testDescription: String { kind.1 }
}

@Suite struct KindTableTests {
  static let workloads: [KindTable] = [
    KindTable(
      "apps", "Deployment",
      #"{"metadata":{"name":"d"},"spec":{"replicas":3,"selector":{"matchLabels":{"b":"2","a":"1"}}},"status":{"readyReplicas":1,"updatedReplicas":2,"availableReplicas":1}}"#,
      """
      NAME   READY   UP-TO-DATE   AVAILABLE   AGE   CONTAINERS   IMAGES   SELECTOR
      d      1/3     2            1           60m                         a=1,b=2
      """),
    KindTable(
      "apps", "ReplicaSet",
      #"{"metadata":{"name":"r"},"spec":{"replicas":2,"selector":{"matchLabels":{"z":"1"},"matchExpressions":[{"key":"a","operator":"NotIn","values":["y","x"]},{"key":"b","operator":"DoesNotExist"},{"key":"c","operator":"Exists"}]}},"status":{"replicas":1}}"#,
      """
      NAME   DESIRED   CURRENT   READY   AGE   CONTAINERS   IMAGES   SELECTOR
      r      2         1         0       60m                         a notin (x,y),!b,c,z=1
      """),
    KindTable(
      "", "ReplicationController", #"{"metadata":{"name":"r"},"spec":{"replicas":2,"selector":{"a":"b"}}}"#,
      """
      NAME   DESIRED   CURRENT   READY   AGE   CONTAINERS   IMAGES   SELECTOR
      r      2         0         0       60m                         a=b
      """),
    KindTable(
      "apps", "ControllerRevision",
      #"{"metadata":{"name":"w-1","ownerReferences":[{"apiVersion":"v1","kind":"Pod","name":"x"},{"apiVersion":"apps/v1","kind":"StatefulSet","name":"w","controller":true}]},"revision":7}"#,
      """
      NAME   CONTROLLER           REVISION   AGE
      w-1    statefulset.apps/w   7          60m
      """),
    KindTable(
      "batch", "Job",
      #"{"metadata":{"name":"j"},"spec":{"parallelism":3},"status":{"startTime":"2026-11-21T03:00:00Z","completionTime":"2026-11-21T03:02:30Z","succeeded":1,"conditions":[{"type":"Complete","status":"True"}]}}"#,
      """
      NAME   STATUS     COMPLETIONS   DURATION   AGE   CONTAINERS   IMAGES   SELECTOR
      j      Complete   1/1 of 3      2m30s      60m                         <none>
      """),
    KindTable(
      "batch", "CronJob",
      #"{"metadata":{"name":"c"},"spec":{"schedule":"* * * * *","timeZone":"Asia/Tokyo"},"status":{"lastScheduleTime":"2026-11-21T03:59:00Z","active":[{},{}]}}"#,
      """
      NAME   SCHEDULE    TIMEZONE     SUSPEND   ACTIVE   LAST SCHEDULE   AGE   CONTAINERS   IMAGES   SELECTOR
      c      * * * * *   Asia/Tokyo   <unset>   2        60s             60m                         <none>
      """),
    KindTable(
      "autoscaling", "HorizontalPodAutoscaler",
      #"{"metadata":{"name":"h"},"spec":{"scaleTargetRef":{"kind":"StatefulSet","name":"w"},"maxReplicas":5,"metrics":[{"type":"Resource","resource":{"name":"cpu","target":{"averageUtilization":60}}},{"type":"Pods","pods":{"target":{"averageValue":"10"}}},{"type":"External","external":{"target":{"value":"3"}}}]},"status":{"currentReplicas":2,"currentMetrics":[{"resource":{"current":{"averageUtilization":31}}}]}}"#,
      """
      NAME   REFERENCE       TARGETS                                  MINPODS   MAXPODS   REPLICAS   AGE
      h      StatefulSet/w   cpu: 31%/60%, <unknown>/10 + 1 more...   <unset>   5         2          60m
      """),
  ]

  static let network: [KindTable] = [
    KindTable(
      "", "Service",
      #"{"metadata":{"name":"s"},"spec":{"type":"LoadBalancer","clusterIPs":["10.0.0.1"],"externalIPs":["9.9.9.9"],"ports":[{"port":80,"nodePort":30080,"protocol":"TCP"},{"port":53,"protocol":"UDP"}]},"status":{"loadBalancer":{"ingress":[{"hostname":"lb.example.com"},{"ip":"1.2.3.4"}]}}}"#,
      """
      NAME   TYPE           CLUSTER-IP   EXTERNAL-IP                      PORT(S)               AGE   SELECTOR
      s      LoadBalancer   10.0.0.1     1.2.3.4,lb.example.com,9.9.9.9   80:30080/TCP,53/UDP   60m   <none>
      """),
    KindTable(
      "", "Endpoints",
      #"{"metadata":{"name":"e"},"subsets":[{"addresses":[{"ip":"10.0.0.1"},{"ip":"fd00::1"}],"ports":[{"port":80},{"port":443}]}]}"#,
      """
      NAME   ENDPOINTS                                           AGE
      e      10.0.0.1:80,[fd00::1]:80,10.0.0.1:443 + 1 more...   60m
      """),
    KindTable(
      "discovery.k8s.io", "EndpointSlice",
      #"{"metadata":{"name":"e"},"addressType":"IPv4","ports":[{"name":"a","port":80},{"name":"b"},{}],"endpoints":[]}"#,
      """
      NAME   ADDRESSTYPE   PORTS    ENDPOINTS   AGE
      e      IPv4          80,b,*   <unset>     60m
      """),
    KindTable(
      "networking.k8s.io", "Ingress",
      #"{"metadata":{"name":"i"},"spec":{"rules":[{"host":"a"},{"host":"b"},{"host":"c"},{"host":"d"},{}]}}"#,
      """
      NAME   CLASS    HOSTS               ADDRESS   PORTS   AGE
      i      <none>   a,b,c + 2 more...             80      60m
      """),
    KindTable(
      "networking.k8s.io", "NetworkPolicy", #"{"metadata":{"name":"n"},"spec":{"podSelector":{}}}"#,
      """
      NAME   POD-SELECTOR   AGE
      n      <none>         60m
      """),
    KindTable(
      "networking.k8s.io", "IPAddress",
      #"{"metadata":{"name":"10.0.0.1"},"spec":{"parentRef":{"resource":"services","namespace":"d","name":"k"}}}"#,
      """
      NAME       PARENTREF
      10.0.0.1   services/d/k
      """),
  ]

  static let cluster: [KindTable] = [
    KindTable(
      "", "Node",
      #"{"metadata":{"name":"n","labels":{"node-role.kubernetes.io/worker":"","node-role.kubernetes.io/db":"","kubernetes.io/role":"old"}},"spec":{"unschedulable":true},"status":{"conditions":[{"type":"Ready","status":"Unknown"}],"addresses":[{"type":"InternalIP","address":"10.0.0.1"}],"nodeInfo":{"kubeletVersion":"v1.36.2","kernelVersion":"6.1","architecture":"arm64"}}}"#,
      """
      NAME   STATUS                        ROLES           AGE   VERSION   INTERNAL-IP   EXTERNAL-IP   OS-IMAGE    KERNEL-VERSION   CONTAINER-RUNTIME
      n      NotReady,SchedulingDisabled   db,old,worker   60m   v1.36.2   10.0.0.1      <none>        <unknown>   6.1 (arm64)      <unknown>
      """),
    KindTable(
      "", "PersistentVolumeClaim",
      #"{"metadata":{"name":"p","deletionTimestamp":"x"},"spec":{"volumeName":"v","storageClassName":"fast"},"status":{"phase":"Bound","capacity":{"storage":"1Gi"},"accessModes":["ReadWriteMany","ReadWriteOnce"]}}"#,
      """
      NAME   STATUS        VOLUME   CAPACITY   ACCESS MODES   STORAGECLASS   VOLUMEATTRIBUTESCLASS   AGE   VOLUMEMODE
      p      Terminating   v        1Gi        RWO,RWX        fast           <unset>                 60m   <unset>
      """),
    KindTable(
      "storage.k8s.io", "StorageClass",
      #"{"metadata":{"name":"s","annotations":{"storageclass.kubernetes.io/is-default-class":"true"}},"provisioner":"p","allowVolumeExpansion":true}"#,
      """
      NAME          PROVISIONER   RECLAIMPOLICY   VOLUMEBINDINGMODE   ALLOWVOLUMEEXPANSION   AGE
      s (default)   p             Delete          Immediate           true                   60m
      """),
    KindTable(
      "", "ResourceQuota",
      #"{"metadata":{"name":"q"},"status":{"hard":{"pods":"4","limits.cpu":"2","requests.cpu":"1"},"used":{"pods":"1"}}}"#,
      """
      NAME   REQUEST                        LIMIT             AGE
      q      pods: 1/4, requests.cpu: 0/1   limits.cpu: 0/2   60m
      """),
    KindTable(
      "", "LimitRange", #"{"metadata":{"name":"l"}}"#,
      """
      NAME   CREATED AT
      l      2026-11-21T03:00:00Z
      """),
    KindTable(
      "policy", "PodDisruptionBudget",
      #"{"metadata":{"name":"b"},"spec":{"minAvailable":"50%"},"status":{"disruptionsAllowed":1}}"#,
      """
      NAME   MIN AVAILABLE   MAX UNAVAILABLE   ALLOWED DISRUPTIONS   AGE
      b      50%             N/A               1                     60m
      """),
    KindTable(
      "", "Event",
      #"{"metadata":{"name":"e.1"},"type":"Normal","reason":"R","message":" m ","count":3,"firstTimestamp":"2026-11-21T03:59:00Z","lastTimestamp":"2026-11-21T03:59:50Z","involvedObject":{"kind":"Pod","name":"p","fieldPath":"spec.containers{a}"},"source":{"component":"kubelet","host":"n1"}}"#,
      """
      LAST SEEN   TYPE     REASON   OBJECT   SUBOBJECT            SOURCE        MESSAGE   FIRST SEEN   COUNT   NAME
      10s         Normal   R        pod/p    spec.containers{a}   kubelet, n1   m         60s          3       e.1
      """),
    KindTable(
      "events.k8s.io", "Event",
      #"{"metadata":{"name":"e.1"},"type":"Warning","reason":"R","note":"m","eventTime":"2026-11-21T03:59:00.000000Z","series":{"count":4,"lastObservedTime":"2026-11-21T03:59:58.000000Z"},"regarding":{"kind":"Node"},"reportingController":"c","reportingInstance":"c-0"}"#,
      """
      LAST SEEN   TYPE      REASON   OBJECT   SUBOBJECT   SOURCE   MESSAGE   FIRST SEEN   COUNT   NAME
      2s          Warning   R        node                 c, c-0   m         60s          4       e.1
      """),
    KindTable(
      "rbac.authorization.k8s.io", "RoleBinding",
      #"{"metadata":{"name":"b"},"roleRef":{"kind":"Role","name":"r"},"subjects":[{"kind":"User","name":"ann"},{"kind":"User","name":"bob"},{"kind":"ServiceAccount","namespace":"n","name":"s"}]}"#,
      """
      NAME   ROLE     AGE   USERS      GROUPS   SERVICEACCOUNTS
      b      Role/r   60m   ann, bob            n/s
      """),
  ]

  @Test(arguments: workloads + network + cluster)
  func tables(example: KindTable) throws {
    #expect(try table(example.kind, [example.object]) { $0.isWide = true } == example.table + "\n")
  }
}
