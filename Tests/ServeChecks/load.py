#!/usr/bin/env python3
"""How much the server bears: requests a second and the 99th percentile, over plain HTTP, with wrk (Debian's package).

  load.py BINARY [SECONDS]     a release binary; every measurement takes SECONDS, 5 unless given"""
import os, socket, subprocess, sys, tempfile, threading, time
from served import Served, binary

SECONDS = sys.argv[2] if len(sys.argv) > 2 else "5"
PODS = "/api/v1/namespaces/default/pods"


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


def fan_out(server, watches, writes):
    """Writes with that many watches open: events a second over all of them, and how long the last event took."""
    connections = []
    for _ in range(watches):
        connection = socket.create_connection((server.host, server.port))
        connection.sendall(b"GET /api/v1/namespaces/default/configmaps?watch=1 HTTP/1.1\r\nHost: localhost\r\n\r\n")
        connections.append(connection)
    seen = [0] * watches

    def read(index):
        rest = b""
        while seen[index] < writes:
            piece = connections[index].recv(1 << 20)
            if not piece: return
            data = rest + piece
            seen[index] += data.count(b'"MODIFIED"')
            rest = data[-9:].replace(b'"MODIFIED"', b"")
    server.ask("/api/v1/namespaces/default/configmaps", "POST", {"metadata": {"name": "watched"}})
    time.sleep(0.5)
    threads = [threading.Thread(target=read, args=(index,)) for index in range(watches)]
    for thread in threads: thread.start()
    began = time.monotonic()
    for number in range(writes):
        server.ask("/api/v1/namespaces/default/configmaps/watched", "PATCH", {"data": {"n": str(number)}},
                   {"Content-Type": "application/merge-patch+json"})
    for thread in threads: thread.join(timeout=60)
    took = time.monotonic() - began
    for connection in connections: connection.close()
    return sum(seen) / took, min(seen) == writes


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
            ("PATCH a config map", "/api/v1/namespaces/default/configmaps/patched", 16, patches(folder)),
        ]:
            if script == "table":
                script = os.path.join(folder, "table.lua")
                open(script, "w").write('wrk.headers["Accept"] = "application/json;as=Table;v=v1;g=meta.k8s.io"\n')
            if "patched" in path: server.ask("/api/v1/namespaces/default/configmaps", "POST", {"metadata": {"name": "patched"}})
            rate, slow, wrong = wrk(server, path, connections, script)
            print(f"{what}: {rate} a second, p99 {slow} {wrong}")
    rate, whole = fan_out(server, 200, 200)
    print(f"200 watches, 200 writes: {rate:.0f} events a second{'' if whole else ', not all arrived'}")
    fill(server, "more", 9000)
    began = time.monotonic()
    code, body = server.ask(PODS, timeout=120)
    print(f"LIST 10,000 pods: {(time.monotonic() - began) * 1000:.0f} ms for {len(body) / 1e6:.1f} MB; memory {server.resident():.0f} MB")
finally: server.stop()
