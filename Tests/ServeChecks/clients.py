#!/usr/bin/env python3
"""Client libraries of Kubernetes on a served cluster: each lists, creates, watches, patches, scales and deletes.

They are installed into a virtual environment of this check's own; without a package index it is skipped."""
import os, subprocess, sys, tempfile, venv

LIBRARIES = ["kubernetes", "lightkube", "pykube-ng"]

if "--inside" not in sys.argv:
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = os.path.join(folder, "bin", "python")
        installed = subprocess.run(
            [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *LIBRARIES],
            capture_output=True, text=True)
        if installed.returncode:
            print("skipped: the client libraries can't be installed here:\n" + installed.stderr.strip()[-300:])
            sys.exit(0)
        sys.exit(subprocess.run([python, *sys.argv, "--inside"]).returncode)

from served import Served, binary


def manifest(name):
    return {
        "apiVersion": "apps/v1", "kind": "StatefulSet", "metadata": {"name": name, "namespace": "default"},
        "spec": {
            "serviceName": name, "replicas": 2, "selector": {"matchLabels": {"app": name}},
            "template": {"metadata": {"labels": {"app": name}}, "spec": {"containers": [{"name": "main", "image": "nginx:1.27"}]}},
        },
    }


def with_kubernetes(server):
    from kubernetes import client, config, watch
    config.load_kube_config(server.kubeconfig)
    apps, core = client.AppsV1Api(), client.CoreV1Api()
    assert client.VersionApi().get_code().git_version == "v1.36.2"
    apps.create_namespaced_stateful_set("default", manifest("one"))
    ready = set()
    for event in watch.Watch().stream(core.list_namespaced_pod, "default", label_selector="app=one", timeout_seconds=30):
        pod = event["object"]
        if any(c.type == "Ready" and c.status == "True" for c in pod.status.conditions or []): ready.add(pod.metadata.name)
        if len(ready) == 2: break
    assert ready == {"one-0", "one-1"}, ready
    apps.patch_namespaced_stateful_set("one", "default", {"metadata": {"labels": {"tier": "db"}}})
    assert apps.read_namespaced_stateful_set("one", "default").metadata.labels["tier"] == "db"
    apps.patch_namespaced_stateful_set_scale("one", "default", {"spec": {"replicas": 1}})
    assert apps.read_namespaced_stateful_set_scale("one", "default").spec.replicas == 1
    assert len(core.list_node().items) > 1
    page = core.list_pod_for_all_namespaces(limit=1)
    assert len(page.items) == 1
    try:
        core.read_namespaced_pod("nosuch", "default")
        assert False, "a pod that is not there was found"
    except client.ApiException as error: assert error.status == 404 and error.reason == "Not Found", error
    dynamic_client(server)
    core.create_namespaced_config_map("default", {"metadata": {"name": "a", "labels": {"x": "y"}}})
    core.delete_collection_namespaced_config_map("default", label_selector="x=y")
    assert not core.list_namespaced_config_map("default", label_selector="x=y").items
    apps.delete_namespaced_stateful_set("one", "default", propagation_policy="Foreground")


def dynamic_client(server):
    from kubernetes import config, dynamic
    api = dynamic.DynamicClient(config.new_client_from_config(server.kubeconfig))
    sets = api.resources.get(api_version="apps/v1", kind="StatefulSet")
    assert sets.get(name="one", namespace="default").spec.template.spec.containers[0].image == "nginx:1.27"


def with_lightkube(server):
    from lightkube import Client, KubeConfig
    from lightkube.core.exceptions import ApiError
    from lightkube.models.meta_v1 import ObjectMeta
    from lightkube.resources.apps_v1 import StatefulSet
    from lightkube.resources.core_v1 import ConfigMap, Pod
    from lightkube.types import PatchType
    api = Client(KubeConfig.from_file(server.kubeconfig).get())
    api.create(StatefulSet.from_dict(manifest("two")))
    ready = set()
    for change, pod in api.watch(Pod, labels={"app": "two"}):
        if any(c.type == "Ready" and c.status == "True" for c in pod.status.conditions or []): ready.add(pod.metadata.name)
        if len(ready) == 2: break
    api.patch(StatefulSet, "two", {"metadata": {"labels": {"tier": "db"}}}, patch_type=PatchType.MERGE)
    assert api.get(StatefulSet, "two").metadata.labels["tier"] == "db"
    assert [p.metadata.name for p in api.list(Pod, labels={"app": "two"})] == ["two-0", "two-1"]
    api.create(ConfigMap(metadata=ObjectMeta(name="b", namespace="default"), data={"a": "1"}))
    map = api.get(ConfigMap, "b")
    map.data["a"] = "2"
    api.replace(map)
    assert api.get(ConfigMap, "b").data == {"a": "2"}
    api.delete(ConfigMap, "b")
    try:
        api.get(ConfigMap, "b")
        assert False, "a map that was deleted is there"
    except ApiError as error: assert error.status.code == 404 and error.status.reason == "NotFound", error
    api.delete(StatefulSet, "two")


def with_pykube(server):
    import pykube
    api = pykube.HTTPClient(pykube.KubeConfig.from_file(server.kubeconfig))
    pykube.StatefulSet(api, manifest("three")).create()
    found = pykube.StatefulSet.objects(api).filter(namespace="default").get(name="three")
    ready = set()
    for event in pykube.Pod.objects(api).filter(namespace="default", selector={"app": "three"}).watch():
        if event.object.ready: ready.add(event.object.name)
        if len(ready) == 2: break
    found.reload()
    found.labels["tier"] = "db"
    found.update()
    assert pykube.StatefulSet.objects(api).get(name="three").labels["tier"] == "db"
    found.patch({"spec": {"replicas": 1}})
    assert found.replicas == 1
    assert len(pykube.Node.objects(api)) > 1
    found.delete()
    assert not pykube.ConfigMap.objects(api).get_or_none(name="nosuch")


failed = 0
for name, use in [("kubernetes", with_kubernetes), ("lightkube", with_lightkube), ("pykube-ng", with_pykube)]:
    server = Served(binary(), "--speed", "20")
    try:
        use(server)
        print(f"ok   {name}")
    except Exception as error:
        failed += 1
        import traceback
        traceback.print_exc()
        print(f"FAILED {name}: {error!r}")
    finally: server.stop()
print(f"{3 - failed} passed, {failed} failed")
sys.exit(1 if failed else 0)
