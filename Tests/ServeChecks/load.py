#!/usr/bin/env python3
"""How much the server bears: requests a second and the 99th percentile, over plain HTTP, with wrk (Debian's package).

  load.py BINARY [SECONDS]     a release binary; every measurement takes SECONDS, 5 unless given"""
import os, selectors, socket, subprocess, sys, tempfile, time
from served import Served, binary

SECONDS = sys.argv[2] if len(sys.argv) > 2 else "5"
PODS = "/api/v1/namespaces/default/pods"
PATCHED = "/api/v1/namespaces/default/configmaps/patched"


def wrk(server, path, connections, script=None):
    command = ["wrk", "-t1", f"-c{connections}", f"-d{SECONDS}s", "--latency"]
    if script: command += ["-s", script]
    told = subprocess.run([*command, server.address + path], capture_output=True, text=True).stdout
    rate = next((line.split()[1] for line in told.splitlines() if line.startswith("Requests/sec")), "?")
    slow = next((line.split()[1] for line in told.splitlines() if line.strip().startswith("99%")), "?")
    wrong = next((line.strip() for line in told.splitlines() if "Non-2xx" in line or "Socket errors" in line), "")
    return rate, slow, wrong


def fill(server, name, count):
    template = {"metadata": {"labels": {"app": name}}, "spec": {"containers": [{"name": "main", "image": "nginx:1.27"}]}}
    body = {"apiVersion": "apps/v1", "kind": "StatefulSet", "metadata": {"name": name},
            "spec": {"serviceName": name, "replicas": count, "podManagementPolicy": "Parallel",
                     "selector": {"matchLabels": {"app": name}}, "template": template}}
    code, answer = server.ask("/apis/apps/v1/namespaces/default/statefulsets", "POST", body)
    assert code == 201, answer
    server.ask("/stsctl/settle?limit=2h", timeout=600)


def patches(folder):
    path = os.path.join(folder, "patch.lua")
    open(path, "w").write("""
local n = 0
request = function()
  n = n + 1
  return wrk.format("PATCH", nil, {["Content-Type"] = "application/merge-patch+json"},
    '{"metadata":{"annotations":{"n":"' .. n .. '"}}}')
end
""")
    return path


def watches(server, count):
    """Connections that watch the object that writers patch."""
    connections = []
    for _ in range(count):
        connection = socket.create_connection((server.host, server.port))
        connection.sendall(
            f"GET {PATCHED.rsplit('/', 1)[0]}?watch=1&fieldSelector=metadata.name%3Dpatched HTTP/1.1\r\n"
            "Host: localhost\r\n\r\n".encode())
        connections.append(connection)
    time.sleep(1)
    return connections


def writes(server, writers, folder):
    """Many writers of one object, at work; `done` of them is told when they end."""
    return subprocess.Popen(
        ["wrk", "-t1", f"-c{writers}", f"-d{SECONDS}s", "-s", patches(folder), server.address + PATCHED],
        stdout=subprocess.PIPE, text=True)


def done(process): return int(process.stdout.read().split(" requests in")[0].split()[-1])


def fan_out(server, count, writers, folder):
    """Writers with that many watches open: writes and events a second, and whether each watch saw each write."""
    chooser = selectors.DefaultSelector()
    seen, rests = [0] * count, [b""] * count
    for index, connection in enumerate(watches(server, count)):
        connection.setblocking(False)
        chooser.register(connection, selectors.EVENT_READ, index)
    began = time.monotonic()
    process, wanted = writes(server, writers, folder), None
    while wanted is None or min(seen) < wanted and time.monotonic() - began < 60:
        if wanted is None and process.poll() is not None: wanted = done(process)
        for key, _ in chooser.select(0.1):
            data = rests[key.data] + key.fileobj.recv(1 << 20)
            seen[key.data] += data.count(b'"MODIFIED"')
            rests[key.data] = data[-9:]
    took = time.monotonic() - began
    for key in list(chooser.get_map().values()): key.fileobj.close()
    return wanted / took, sum(seen) / took, min(seen) >= wanted


def idle_watchers(server, count, writers, folder):
    """Megabytes more after writes that none of many watchers has read, and how many writes."""
    before, connections = server.resident(), watches(server, count)
    written = done(writes(server, writers, folder))
    grown = server.resident() - before
    for connection in connections: connection.close()
    return grown, written


times = []
for _ in range(5):
    server = Served(binary())
    times.append(server.seconds_to_start)
    server.stop()
print(f"start to first line, TLS and kubeconfig included: {sorted(times)[2] * 1000:.0f} ms")
server = Served(binary(), "--insecure-http")
try:
    fill(server, "web", 1000)
    print(f"memory with 1,000 pods: {server.resident():.0f} MB")
    with tempfile.TemporaryDirectory() as folder:
        for what, path, connections, script in [
            ("GET a pod", PODS + "/web-0", 16, None),
            ("LIST 1,000 pods", PODS, 4, None),
            ("LIST 1,000 pods as a table", PODS, 4, "table"),
            ("PATCH a config map", PATCHED, 16, patches(folder)),
        ]:
            if script == "table":
                script = os.path.join(folder, "table.lua")
                open(script, "w").write('wrk.headers["Accept"] = "application/json;as=Table;v=v1;g=meta.k8s.io"\n')
            if path == PATCHED: server.ask(path.rsplit("/", 1)[0], "POST", {"metadata": {"name": "patched"}})
            rate, slow, wrong = wrk(server, path, connections, script)
            print(f"{what}: {rate} a second, p99 {slow} {wrong}")
        rate, events, whole = fan_out(server, 200, 50, folder)
        print(f"200 watches, 50 writers: {rate:.0f} writes and {events:.0f} events a second{'' if whole else ', not all arrived'}")
        grown, written = idle_watchers(server, 200, 50, folder)
        print(f"200 watches that never read, {written} writes: {grown:.0f} MB more")
    fill(server, "more", 9000)
    began = time.monotonic()
    code, body = server.ask(PODS, timeout=120)
    print(f"LIST 10,000 pods: {(time.monotonic() - began) * 1000:.0f} ms for {len(body) / 1e6:.1f} MB; memory {server.resident():.0f} MB")
finally: server.stop()
