// The lines that the fuzz of commands begins with.
@testable import KubeCommands

extension FuzzCorpus {
  /// Examples of all commands, and lines that people type.
  static let lines: [[String]] = typed.map(split) + examples(VerbCatalog.root)

  private static func examples(_ command: Command) -> [[String]] {
    let own = command.help.examples.flatMap { $0.line.split(separator: "\n") }.map { split(String($0)) }
    return own.filter { $0.first == "kubectl" }.map { Array($0.dropFirst()) } + command.subcommands.flatMap(examples)
  }

  /// Words between spaces; quotes keep words together.
  static func split(_ line: String) -> [String] {
    var words: [String] = []
    var word: String?
    var quote: Character?
    for letter in line {
      if letter == quote {
        quote = nil
      } else if quote == nil, letter == "'" || letter == "\"" {
        quote = letter
        word = word ?? ""
      } else if quote == nil, letter == " " {
        if let whole = word { words.append(whole) }
        word = nil
      } else {
        word = (word ?? "") + String(letter)
      }
    }
    return words + (word.map { [$0] } ?? [])
  }

  private static let typed = #"""
    get pods -o wide
    get sts,pods -l app=web --show-labels
    get pod web-0 -o jsonpath={.spec.containers[*].name}
    get pods -o custom-columns=NAME:.metadata.name,IP:.status.podIP --sort-by=.metadata.name
    get all -A
    get sts web -o go-template={{range.spec.template.spec.containers}}{{.image}}{{end}}
    get nodes -o name
    get pods -w --timeout=3s
    get events --for sts/web
    get --raw /api/v1/namespaces/default/pods?limit=1
    describe sts web
    describe pod web-0
    describe node
    explain sts.spec.template --recursive
    apply -f web.yaml
    apply -f service.yaml --server-side
    apply -f - --dry-run=server -o yaml
    create -f job.json
    create -f mangled.yaml
    replace -f web.yaml
    replace --force -f service.yaml
    delete -f service.yaml --wait=false
    delete pod web-1 --grace-period=0 --force
    delete sts web --cascade=orphan
    diff -f web.yaml
    scale sts web --replicas=3
    scale --current-replicas=2 --replicas=1 deploy/front
    patch sts web -p '{"spec":{"replicas":1}}'
    patch sts web --type=json -p '[{"op":"remove","path":"/x"}]'
    set image sts/web nginx=nginx:1.22
    set env sts/web A=1 MODE-
    set resources deploy front --limits=cpu=1
    set selector svc web app=other
    set subject clusterrolebinding admin --user=ann
    set sa deploy front robot
    label pods --all a=b
    label pod web-0 app- --overwrite
    annotate sts web why='because of it'
    rollout status sts/web --timeout=2s
    rollout undo sts web --to-revision=1
    rollout history deploy/front
    rollout restart deploy
    rollout pause deploy/front
    wait --for=condition=Ready pod/web-0 --timeout=1s
    wait --for=jsonpath={.status.replicas}=2 sts/web --timeout=1s
    wait pods --all --for=delete --timeout=1s
    autoscale deploy front --min=1 --max=3 --cpu=50%
    expose deploy front --port=80 --target-port=http
    run once --image=busybox --restart=Never --rm -it -- sh -c date
    create configmap c --from-env-file=env.txt
    create secret generic s --from-literal=a=b -o yaml --dry-run=client
    create ingress i --rule=a.b/c*=web:80,tls=t
    create role r --verb=get,list --resource=pods,sts --resource-name=web
    create quota q --hard=pods=3,cpu=1
    create cronjob c --image=busybox --schedule='*/5 * * * *'
    create token default --duration=1h
    auth can-i delete pods --as=ann -n kube-system
    auth whoami -o yaml
    cordon node-1
    drain node-1 --force
    taint nodes node-1 a=b:NoSchedule
    config set-context --current --namespace=x
    config view --minify
    api-resources --namespaced=false -o wide
    cluster-info dump -o yaml
    version -o json
    top pods
    logs web-0 -c nginx --tail=3
    exec web-0 -- date
    cp web-0:/a b
    port-forward web-0 80
    help get
    kustomize k
    apply -k k
    diff -k k
    delete -k k --ignore-not-found
    get -k k -o yaml
    kustomize k -o out.yaml
    apply set-last-applied -f web.yaml --create-annotation
    apply view-last-applied sts/web -o json
    apply edit-last-applied sts/web
    apply -f web.yaml --prune -l app=web --prune-allowlist=core/v1/ConfigMap
    apply -f definition.yaml
    apply -f ship.yaml
    get ships -o wide
    scale ship ark --replicas=4
    describe sh
    explain ship.spec --recursive
    patch ship ark --type=merge -p '{"spec":{"masts":9}}'
    delete crd --all
    apply -f claims.yaml --server-side --force-conflicts --field-manager=me
    apply -f network.yaml
    apply -f pod.yaml
    create -f access.yaml
    auth reconcile -f access.yaml --remove-extra-permissions
    auth can-i --list --as=ann
    certificate deny ann --force
    certificate approve -f access.yaml
    get csr -o wide
    describe csr ann
    create clusterrole r --verb=get --resource=pods --aggregation-rule=a=b
    create rolebinding b --role=r --user=u
    create clusterrole u --verb=get --non-resource-url=/logs/*
    create clusterrolebinding c --clusterrole=r --group=g
    create service clusterip s --tcp=80:8080 --clusterip=None
    create service nodeport n --tcp=80 --node-port=30080
    create service externalname e --external-name=a.b
    create service loadbalancer l --tcp=5678:8080
    create secret tls t --cert=env.txt --key=env.txt
    create secret docker-registry d --docker-username=u --docker-password=p --docker-server=s
    create priorityclass p --value=5 --global-default
    create ns other
    create poddisruptionbudget b --selector=app=web --min-available=50%
    create sa robot
    create job j --from=cronjob/c
    create deployment d --image=a --image=b --port=80 --replicas=2
    get sts -o go-template-file=template.txt
    get pods -o custom-columns-file=paths.txt
    get all -o jsonpath-as-json={.items[*].metadata.name}
    get pods -o go-template='{{range .items}}{{with .status}}{{.phase | len | lt 3}}{{end}}{{end}}'
    get sts web -o go-template='{{define "n"}}{{.name}}{{end}}{{template "n" .metadata}}{{index .spec.template.spec \#
    "containers" | html}}{{slice .metadata.name 1 2}}'
    get sts web -o go-template='{{block "x" .}}{{and .a .b (not .c)}}{{end}}{{- /* c */ -}}{{js \#
    .metadata.name}}{{printf "%v %T %08.3f" .spec .kind 1.5}}'
    get sts web -o jsonpath='{range .items[?(@.a=="b")]}{@.x[-1:]}{"\n"}{end}{.metadata["name","uid"]}'
    patch sts web --subresource=status --type=merge -p '{"status":{"replicas":-1}}'
    get sts web --subresource=scale
    patch pod web-0 --type=strategic -p '{"spec":{"containers":[{"name":"nginx","$patch":"delete"}]}}'
    config get-contexts -o name
    config set clusters.a.server https://x
    config unset users.b
    config rename-context a b
    config set-credentials u --token=t --exec-command=x
    config delete-cluster c
    config use-context c
    config view --raw
    config set-cluster c --server=https://x --certificate-authority=env.txt --embed-certs
    annotate -f service.yaml a-
    events --types=Warning -A -o json
    get events -o wide --watch-only --timeout=1s
    api-versions
    options
    get pvc,pv,sc -o yaml
    label -f claims.yaml x=y --local -o yaml
    set last-applied -f web.yaml
    proxy --port=0
    replace --raw /api/v1/namespaces/default/services/web -f service.yaml
    create --raw /api/v1/namespaces -f service.yaml
    delete --raw /api/v1/namespaces/default/pods/web-0
    attach web-0 -it
    alpha
    kuberc view
    explain pods --output=x
    wait --for=create pod/new --timeout=1s
    wait --for=condition=Ready=false pod -l app=web --timeout=1s
    rollout history sts/web --revision=1 -o json
    rollout status deploy --watch=false
    uncordon -l a=b --dry-run=server
    edit sts web
    completion bash
    plugin list
    certificate approve x
    debug web-0 --image=busybox
    """#.split(separator: "\n").map(String.init)
}
