#!/usr/bin/env python3
"""Clients that delete pods of a set and wait for them to go, as kubectl does: each gets, lists and watches until it is
told. Nobody may miss the end of a pod, or be shown another pod of the name between getting and listing it."""
import http.client, json, random, sys, threading, time
from served import Served, binary

PODS = "/api/v1/namespaces/default/pods"
SETS = "/apis/apps/v1/namespaces/default/statefulsets"
CLIENTS, SECONDS = 6, float(sys.argv[2]) if len(sys.argv) > 2 else 6
HURRY = 0.1  # a client that takes longer from one request to the next has no right to see the same pod

lock = threading.Lock()
counts = {"deleted": 0, "watched": 0}
wrong = []


class Connection:
    def __init__(self, server):
        self.server = server
        self.open()

    def open(self):
        server = self.server
        self.to = http.client.HTTPSConnection(server.host, server.port, context=server.context, timeout=10)

    def begin(self, method, path, body=None):
        headers = {"Authorization": "Bearer " + self.server.token, "Content-Type": "application/json"}
        self.to.request(method, path, json.dumps(body) if body is not None else None, headers)
        return self.to.getresponse()

    def ask(self, method, path, body=None):
        answer = self.begin(method, path, body)
        return answer.status, json.loads(answer.read())


def manifest(name):
    container = {"name": "main", "image": "nginx:1.27"}
    return {
        "metadata": {"name": name},
        "spec": {
            "serviceName": name, "replicas": 4, "podManagementPolicy": "Parallel",
            "selector": {"matchLabels": {"app": name}},
            "template": {"metadata": {"labels": {"app": name}}, "spec": {"containers": [container]}},
        },
    }


def wait_until_gone(asking, watching, name, uid):
    """What kubectl does after a deletion; returns what went wrong."""
    began = time.monotonic()
    code, pod = asking.ask("GET", f"{PODS}/{name}")
    if code == 404 or pod["metadata"]["uid"] != uid: return None
    one = f"{PODS}?fieldSelector=metadata.name%3D{name}&limit=500&resourceVersion="
    _, listed = asking.ask("GET", one + "0")
    if [item["metadata"]["uid"] for item in listed["items"]] != [uid]:
        return f"{name} was another when it was listed" if time.monotonic() - began < HURRY else None
    counts["watched"] += 1
    seen = []
    try:
        events = watching.begin("GET", one + listed["metadata"]["resourceVersion"] + "&watch=true&timeoutSeconds=8")
        while line := events.readline():
            event = json.loads(line)
            seen.append(event["type"])
            if event["type"] != "DELETED": continue
            return None if event["object"]["metadata"]["uid"] == uid else f"the wrong {name} went: {seen}"
        return f"{name} never went: {seen}"
    except OSError as error: return f"{name}: {seen}, {error!r}"
    finally:
        watching.to.close()
        watching.open()


def run(server, number, end):
    asking, watching = Connection(server), Connection(server)
    chance = random.Random(number)
    name = f"set{number}"
    asking.ask("POST", SETS, manifest(name))
    while time.monotonic() < end:
        time.sleep(chance.random() * 0.05)
        deleted = []
        for ordinal in chance.sample(range(4), 2):
            code, pod = asking.ask("DELETE", f"{PODS}/{name}-{ordinal}", {"propagationPolicy": "Background"})
            about = pod.get("metadata", {}).get("uid") or pod.get("details", {}).get("uid")
            if code == 200: deleted.append((f"{name}-{ordinal}", about))
        found = [fault for fault in (wait_until_gone(asking, watching, *one) for one in deleted) if fault]
        with lock:
            counts["deleted"] += len(deleted)
            wrong.extend(found)


server = Served(binary(), "--speed", "20")
try:
    end = time.monotonic() + SECONDS
    threads = [threading.Thread(target=run, args=(server, number, end)) for number in range(CLIENTS)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
finally: ended = server.stop()
passed = not wrong and counts["watched"] > 20 and ended == 0
print(f"{counts['deleted']} pods deleted, {counts['watched']} of them watched, {len(wrong)} waits went wrong")
for fault in wrong[:5]: print(f"FAILED: {fault}")
sys.exit(0 if passed else 1)
