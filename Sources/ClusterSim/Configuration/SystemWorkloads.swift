// What runs in `kube-system` of the cluster that is there when nobody asks for another one: the control plane's own
// pods, the proxy on every node and the name server.
import KubeNodes
import KubeObjects

/// The objects of `kube-system`, by the words of their kinds.
enum SystemWorkloads {
  /// An object and the namespace it is created in.
  struct Item {
    var apiVersion: String
    var kind: String
    var object: Value
  }

  static func all(controlPlane: String, version: String) -> [Item] {
    [
      account("coredns"), account("kube-proxy"),
      configMap("coredns", "Corefile", corefile),
      configMap("kube-proxy", "config.conf", "kind: KubeProxyConfiguration\nmode: nftables\n"),
      Item(apiVersion: "apps/v1", kind: "DaemonSet", object: proxy(version)),
      Item(apiVersion: "apps/v1", kind: "Deployment", object: nameServer),
      Item(apiVersion: "v1", kind: "Service", object: nameService),
    ] + controlPlanePods(controlPlane, version)
  }

  private static func metadata(_ name: String, _ labels: Value) -> Value {
    ["name": .string(name), "namespace": "kube-system", "labels": labels]
  }

  private static func account(_ name: String) -> Item {
    Item(apiVersion: "v1", kind: "ServiceAccount", object: ["metadata": ["name": .string(name)]])
  }

  private static func configMap(_ name: String, _ key: Key, _ text: String) -> Item {
    Item(
      apiVersion: "v1", kind: "ConfigMap",
      object: ["metadata": ["name": .string(name)], "data": .object(Object([(key, .string(text))]))])
  }

  // MARK: Name server

  private static let corefile = """
    .:53 {
        errors
        health
        ready
        kubernetes cluster.local
        cache 30
    }

    """

  private static var nameServer: Value {
    let labels: Value = ["k8s-app": "kube-dns"]
    return [
      "metadata": metadata("coredns", labels),
      "spec": [
        "replicas": 2, "selector": ["matchLabels": labels],
        "strategy": ["type": "RollingUpdate", "rollingUpdate": ["maxUnavailable": 1]],
        "template": ["metadata": ["labels": labels], "spec": nameServerPod(labels)],
      ],
    ]
  }

  private static func nameServerPod(_ labels: Value) -> Value {
    [
      "priorityClassName": "system-cluster-critical", "serviceAccountName": "coredns", "dnsPolicy": "Default",
      "nodeSelector": ["kubernetes.io/os": "linux"],
      "tolerations": [
        ["key": "CriticalAddonsOnly", "operator": "Exists"],
        ["key": "node-role.kubernetes.io/control-plane", "effect": "NoSchedule"],
      ],
      "affinity": [
        "podAntiAffinity": [
          "preferredDuringSchedulingIgnoredDuringExecution": [
            [
              "weight": 100,
              "podAffinityTerm": [
                "topologyKey": "kubernetes.io/hostname", "labelSelector": ["matchLabels": labels],
              ],
            ]
          ]
        ]
      ],
      "containers": [
        [
          "name": "coredns", "image": "registry.k8s.io/coredns/coredns:v1.12.1",
          "args": ["-conf", "/etc/coredns/Corefile"],
          "ports": [
            ["name": "dns", "containerPort": 53, "protocol": "UDP"],
            ["name": "dns-tcp", "containerPort": 53, "protocol": "TCP"],
            ["name": "metrics", "containerPort": 9153, "protocol": "TCP"],
          ],
          "resources": ["limits": ["memory": "170Mi"], "requests": ["cpu": "100m", "memory": "70Mi"]],
          "livenessProbe": ["httpGet": ["path": "/health", "port": 8080], "initialDelaySeconds": 60],
          "readinessProbe": ["httpGet": ["path": "/ready", "port": 8181]],
          "volumeMounts": [["name": "config-volume", "mountPath": "/etc/coredns", "readOnly": true]],
        ]
      ],
      "volumes": [
        [
          "name": "config-volume",
          "configMap": ["name": "coredns", "items": [["key": "Corefile", "path": "Corefile"]]],
        ]
      ],
    ]
  }

  private static var nameService: Value {
    [
      "metadata": metadata("kube-dns", ["k8s-app": "kube-dns", "kubernetes.io/name": "CoreDNS"]),
      "spec": [
        "clusterIP": "10.96.0.10", "selector": ["k8s-app": "kube-dns"],
        "ports": [
          ["name": "dns", "port": 53, "protocol": "UDP"], ["name": "dns-tcp", "port": 53, "protocol": "TCP"],
          ["name": "metrics", "port": 9153, "protocol": "TCP"],
        ],
      ],
    ]
  }

  // MARK: Proxy

  private static func proxy(_ version: String) -> Value {
    let labels: Value = ["k8s-app": "kube-proxy"]
    return [
      "metadata": metadata("kube-proxy", labels),
      "spec": [
        "selector": ["matchLabels": labels],
        "template": [
          "metadata": ["labels": labels],
          "spec": [
            "hostNetwork": true, "priorityClassName": "system-node-critical", "serviceAccountName": "kube-proxy",
            "nodeSelector": ["kubernetes.io/os": "linux"], "tolerations": [["operator": "Exists"]],
            "containers": [
              [
                "name": "kube-proxy", "image": .string("registry.k8s.io/kube-proxy:\(version)"),
                "command": ["/usr/local/bin/kube-proxy", "--config=/var/lib/kube-proxy/config.conf"],
                "volumeMounts": [["name": "kube-proxy", "mountPath": "/var/lib/kube-proxy"]],
              ]
            ],
            "volumes": [["name": "kube-proxy", "configMap": ["name": "kube-proxy"]]],
          ],
        ],
      ],
    ]
  }

  // MARK: Control plane

  /// The pods that the control plane's kubelet runs from files of its own.
  private static func controlPlanePods(_ node: String, _ version: String) -> [Item] {
    let components: [(name: String, image: String, cpu: String)] = [
      ("etcd", "registry.k8s.io/etcd:3.6.4-0", "100m"),
      ("kube-apiserver", "registry.k8s.io/kube-apiserver:\(version)", "250m"),
      ("kube-controller-manager", "registry.k8s.io/kube-controller-manager:\(version)", "200m"),
      ("kube-scheduler", "registry.k8s.io/kube-scheduler:\(version)", "100m"),
    ]
    return components.map { component in
      var pod: Value = [
        "metadata": metadata(
          "\(component.name)-\(node)",
          [
            "component": .string(component.name), "tier": "control-plane",
          ]),
        "spec": [
          "nodeName": .string(node), "hostNetwork": true, "priorityClassName": "system-node-critical",
          "tolerations": [["operator": "Exists", "effect": "NoExecute"]],
          "automountServiceAccountToken": false,
          "containers": [
            [
              "name": .string(component.name), "image": .string(component.image), "command": [.string(component.name)],
              "resources": ["requests": ["cpu": .string(component.cpu)]],
            ]
          ],
        ],
      ]
      pod["metadata"]["annotations"] = ["kubernetes.io/config.source": "file"]
      return Item(apiVersion: "v1", kind: "Pod", object: pod)
    }
  }
}
