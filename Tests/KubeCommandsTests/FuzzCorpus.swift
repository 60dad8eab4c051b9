// The files that the lines of the fuzz of commands name.
@testable import KubeCommands

enum FuzzCorpus {
  static let files = [
    "web.yaml": """
    apiVersion: apps/v1
    kind: StatefulSet
    metadata: {name: web, labels: {app: web}}
    spec:
      serviceName: web
      replicas: 2
      selector: {matchLabels: {app: web}}
      template:
        metadata: {labels: {app: web}}
        spec:
          containers:
          - name: nginx
            image: nginx:1.21
            ports: [{containerPort: 80, name: http}]
            env: [{name: MODE, value: fast}]
            resources: {requests: {cpu: 100m, memory: 64Mi}}
          terminationGracePeriodSeconds: 5
      volumeClaimTemplates:
      - metadata: {name: data}
        spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}

    """,
    "service.yaml": """
    apiVersion: v1
    kind: Service
    metadata:
      name: web
    spec:
      clusterIP: None
      selector: {app: web}
      ports:
      - port: 80
        name: http
    ---
    {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"notes"},"data":{"a":"1","b":"two\\nlines"}}

    """,
    "job.json": """
    {"apiVersion":"batch/v1","kind":"Job","metadata":{"generateName":"job-"},"spec":{"backoffLimit":2,
    "template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"busybox","command":["date"]}]}}}}
    """,
    "budget.yaml": """
    apiVersion: policy/v1
    kind: PodDisruptionBudget
    metadata: {name: web}
    spec: {minAvailable: 50%, selector: {matchExpressions: [{key: app, operator: In, values: [web]}]}}

    """,
    "claims.yaml": """
    apiVersion: v1
    kind: List
    items:
    - {apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data-web-9}, spec: {accessModes: [ReadWriteOnce],
       storageClassName: fast, resources: {requests: {storage: 1.5Gi}}}}
    - apiVersion: storage.k8s.io/v1
      kind: StorageClass
      metadata: {name: fast, annotations: {storageclass.kubernetes.io/is-default-class: "true"}}
      provisioner: example.com/disk
      volumeBindingMode: WaitForFirstConsumer
      allowedTopologies: [{matchLabelExpressions: [{key: zone, values: [a, b]}]}]
    - {apiVersion: v1, kind: PersistentVolume, metadata: {name: old}, spec: {capacity: {storage: 1Gi}, accessModes:
       [ReadWriteOnce], hostPath: {path: /data, type: Directory}, nodeAffinity: {required: {nodeSelectorTerms: [{}]}}}}

    """,
    "access.yaml": """
    apiVersion: rbac.authorization.k8s.io/v1
    kind: Role
    metadata: {name: reader}
    rules:
    - {apiGroups: ["", apps], resources: [pods, statefulsets], verbs: [get, list], resourceNames: [web]}
    ---
    apiVersion: rbac.authorization.k8s.io/v1
    kind: RoleBinding
    metadata: {name: readers}
    roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}
    subjects:
    - {kind: User, name: ann, apiGroup: rbac.authorization.k8s.io}
    - {kind: ServiceAccount, name: default, namespace: default}
    ---
    apiVersion: certificates.k8s.io/v1
    kind: CertificateSigningRequest
    metadata: {name: ann}
    spec: {request: LS0tLS1CRUdJTg==, signerName: example.com/client, usages: [client auth]}

    """,
    "definition.yaml": """
    apiVersion: apiextensions.k8s.io/v1
    kind: CustomResourceDefinition
    metadata: {name: ships.example.com}
    spec:
      group: example.com
      scope: Namespaced
      names: {plural: ships, singular: ship, kind: Ship, shortNames: [sh], categories: [all]}
      versions:
      - name: v1
        served: true
        storage: true
        subresources: {status: {}, scale: {specReplicasPath: .spec.masts, statusReplicasPath: .status.masts}}
        additionalPrinterColumns: [{name: Masts, type: integer, jsonPath: .spec.masts}]
        schema:
          openAPIV3Schema:
            type: object
            properties:
              spec:
                type: object
                required: [masts]
                properties:
                  masts: {type: integer, minimum: 1, maximum: 5, default: 2}
                  flag: {type: string, pattern: "^[a-z]+$", enum: [red, blue]}
                  crew: {type: array, items: {type: object, properties: {name: {type: string}}}}
                x-kubernetes-validations:
                - {rule: "self.masts < 5 || self.flag == 'red'", message: too many}
              status: {type: object, x-kubernetes-preserve-unknown-fields: true}

    """,
    "ship.yaml": """
    apiVersion: example.com/v1
    kind: Ship
    metadata: {name: ark}
    spec: {masts: 3, flag: red, crew: [{name: ann}, {name: bob, age: 3}]}

    """,
    "network.yaml": """
    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata: {name: inside}
    spec:
      podSelector: {matchLabels: {app: web}}
      policyTypes: [Ingress, Egress]
      ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}}], ports: [{port: 80, endPort: 90}]}]
    ---
    apiVersion: networking.k8s.io/v1
    kind: Ingress
    metadata: {name: door}
    spec:
      rules:
      - host: "*.example.com"
        http: {paths: [{path: /a, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}
    ---
    apiVersion: autoscaling/v2
    kind: HorizontalPodAutoscaler
    metadata: {name: web}
    spec: {maxReplicas: 3, scaleTargetRef: {apiVersion: apps/v1, kind: StatefulSet, name: web}, metrics: [{type:
      Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 50}}}]}

    """,
    "pod.yaml": """
    apiVersion: v1
    kind: Pod
    metadata: {name: lone, annotations: {a/b: c}}
    spec:
      nodeSelector: {disk: fast}
      tolerations: [{key: a, operator: Exists, effect: NoExecute, tolerationSeconds: 5}]
      affinity:
        podAntiAffinity:
          preferredDuringSchedulingIgnoredDuringExecution:
          - {weight: 5, podAffinityTerm: {topologyKey: zone, labelSelector: {matchLabels: {a: b}}}}
      topologySpreadConstraints: [{maxSkew: 1, topologyKey: zone, whenUnsatisfiable: DoNotSchedule, minDomains: 2}]
      initContainers: [{name: first, image: i, restartPolicy: Always, startupProbe: {exec: {command: [a]}}}]
      containers:
      - name: main
        image: "i:1"
        envFrom: [{configMapRef: {name: notes}, prefix: P_}]
        env: [{name: CPU, valueFrom: {resourceFieldRef: {resource: limits.cpu, divisor: 1m}}}]
        livenessProbe: {httpGet: {path: /, port: http, scheme: HTTPS}, periodSeconds: 3}
        lifecycle: {preStop: {sleep: {seconds: 3}}}
        securityContext: {runAsUser: 5, capabilities: {drop: [ALL]}, seccompProfile: {type: Localhost}}
        volumeMounts: [{name: all, mountPath: /all, subPath: a/b}]
      volumes:
      - name: all
        projected: {sources: [{configMap: {name: notes, items: [{key: a, path: b, mode: 0400}]}}, {downwardAPI: {items:
          [{path: n, fieldRef: {fieldPath: "metadata.labels['a']"}}]}}]}

    """,
    "k/kustomization.yaml": """
    resources: [../service.yaml, ../web.yaml]
    namePrefix: pre-
    namespace: default
    labels: [{pairs: {team: red}, includeSelectors: true}]
    images: [{name: nginx, newTag: "1.25"}]
    replicas: [{name: web, count: 3}]
    configMapGenerator: [{name: gen, literals: [a=b], files: [x=../env.txt], behavior: create}]
    secretGenerator: [{name: sec, envs: [../env.txt], type: Opaque}]
    generatorOptions: {disableNameSuffixHash: false, labels: {g: h}}
    patches:
    - {path: patch.yaml}
    - {target: {kind: Service}, patch: '[{"op": "replace", "path": "/spec/ports/0/port", "value": 81}]'}
    replacements: [{source: {kind: Service, name: web, fieldPath: metadata.name}, targets: [{select: {kind:
      StatefulSet}, fieldPaths: [spec.serviceName]}]}]

    """,
    "k/patch.yaml": """
    apiVersion: apps/v1
    kind: StatefulSet
    metadata: {name: web}
    spec: {template: {spec: {containers: [{name: nginx, env: [{name: MODE, $patch: delete}]}]}}}

    """,
    "template.txt": #"{{range $i, $x := .items}}{{if gt $i 0}}, {{end}}{{$x.metadata.name | printf "%q"}}{{end}}"#,
    "paths.txt": "NAME .metadata.name\nIMAGE .spec.containers[*].image\n",
    "env.txt": "A=1\n# c\nB=two words\n\nHOME\n",
  ]
}
