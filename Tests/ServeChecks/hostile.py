#!/usr/bin/env python3
"""Clients that mean harm, or know no better: each is refused, and the server goes on answering."""
import base64, gzip, hashlib, json, socket, ssl, threading, time
from served import Served, binary

passed = failed = 0


def check(what, good, seen=""):
    global passed, failed
    if good: passed += 1
    else:
        failed += 1
        print(f"FAILED: {what}: {seen}")


def raw(server, text, wait=3.0, keep=False):
    """Sends bytes as they are and returns what comes back."""
    connection = socket.create_connection((server.host, server.port), timeout=wait)
    if server.secure: connection = server.context.wrap_socket(connection, server_hostname="localhost")
    try: connection.sendall(text)
    except OSError: pass
    if keep: return connection
    got = b""
    try:
        while True:
            piece = connection.recv(65536)
            if not piece: break
            got += piece
    except OSError: pass
    connection.close()
    return got


def lives(server): return server.ask("/readyz")[0] == 200


def run(server):
    auth = f"Authorization: Bearer {server.token}\r\nHost: localhost\r\n"
    maps = "/api/v1/namespaces/default/configmaps"
    deep = b'{"a":' * 10000 + b"1" + b"}" * 10000
    code, body = server.ask(maps, "POST", deep)
    check("JSON nested 10,000 deep", code == 400, (code, body[:200]))
    code, body = server.ask(maps, "POST", b"[" * 2_000_000)
    check("two million brackets", code == 400, (code, body[:200]))
    code, body = server.ask("/apis/apps/v1/namespaces/default/statefulsets", "POST", deep, {"Content-Type": "application/yaml"})
    check("YAML nested 10,000 deep", code == 400, (code, body[:200]))
    large = b'{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"x"},"data":{"a":"' + b"x" * (4 << 20) + b'"}}'
    got = raw(server, f"POST {maps} HTTP/1.1\r\n{auth}Content-Length: {len(large)}\r\n\r\n".encode() + large)
    check("a body over 3 MiB", b" 413 " in got[:40], got[:200])
    got = raw(server, f"POST {maps} HTTP/1.1\r\n{auth}Transfer-Encoding: chunked\r\n\r\n".encode() + b"100000\r\n" + b"x" * 0x100000 + b"\r\n" + (b"100000\r\n" + b"x" * 0x100000 + b"\r\n") * 4)
    check("a body over 3 MiB in chunks", b" 413 " in got[:40] or got == b"", got[:200])
    got = raw(server, f"GET / HTTP/1.1\r\n{auth}".encode() + b"".join(b"X-%d: %s\r\n" % (i, b"y" * 1000) for i in range(5000)) + b"\r\n")
    check("a flood of headers", not got.startswith(b"HTTP/1.1 200"), got[:100])
    got = raw(server, f"GET /api/v1/pods?x={'y' * 60000} HTTP/1.1\r\n{auth}\r\n".encode())
    check("a query of 60,000 bytes", not got.startswith(b"HTTP/1.1 200"), got[:100])
    for path in ["/api/v1/namespaces/../../../etc/passwd", "/../../etc/passwd", "/api/v1/namespaces/default/pods/..%2f..%2fsecrets", "//api//v1//pods//x//y//z"]:
        got = raw(server, f"GET {path} HTTP/1.1\r\n{auth}Connection: close\r\n\r\n".encode())
        check(f"the path {path}", b" 404 " in got[:40], got[:200])
    got = raw(server, b"GET /api/v1/namespaces/default/pods/\xff\xfe%ff%fe HTTP/1.1\r\n" + auth.encode() + b"Connection: close\r\n\r\n")
    check("a name that is no UTF-8", b" 404 " in got[:40] or b" 400 " in got[:40], got[:200])
    code, body = server.ask(maps, "POST", b'{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"\xff\xfe"}}')
    check("a body that is no UTF-8", code in (400, 422), (code, body[:200]))
    for bad in [b"\x00" * 1000, b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"\x16\x03\x01\x02\x00\x01\x00", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                f"POST {maps} HTTP/1.1\r\n{auth}Content-Length: -5\r\n\r\n".encode(),
                f"POST {maps} HTTP/1.1\r\n{auth}Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef".encode(),
                f"POST {maps} HTTP/1.1\r\n{auth}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n".encode()]:
        got = raw(server, bad, wait=1)
        check(f"{bad[:40]}", not got.startswith(b"HTTP/1.1 20"), got[:100])
    code, _ = server.ask("/api/v1/pods", headers={"Authorization": "Bearer wrong"})
    check("a wrong token", code == 401 or not server.secure, code)
    accounts(server)
    code, _ = server.ask(maps, "POST", b"k8s\x00\xff\xff\xff\xff\xff\xff\xff\xff\xff", {"Content-Type": "application/vnd.kubernetes.protobuf"})
    check("broken protobuf", code == 400, code)
    code, _ = server.ask(maps, "POST", b"{}", {"Content-Type": "application/cbor"})
    check("a body in CBOR", code == 415, code)
    code, _ = server.ask("/api/v1/pods", headers={"Accept": "application/cbor"})
    check("an answer in CBOR", code == 406, code)
    code, _ = server.ask("/api/v1/pods?labelSelector=" + "a,b," * 5000 + "c")
    check("a selector of 10,000 terms", code in (200, 400), code)
    check("it lives", lives(server))
    # Clients that never come to an end.
    slow = [raw(server, f"GET /api/v1/pods HTTP/1.1\r\n{auth}X-Slow: ".encode(), keep=True) for _ in range(200)]
    check("200 requests that never end hold up nobody", lives(server))
    for connection in slow: connection.close()
    if server.secure:
        idle = [socket.create_connection((server.host, server.port)) for _ in range(200)]
        check("200 connections without a word hold up nobody", lives(server))
        for connection in idle: connection.close()
    crowd(server)


def accounts(server):
    """Tokens of service accounts: the server's own are believed, others are not. Long answers are compressed."""
    code, body = server.ask("/api/v1/namespaces/default/serviceaccounts/default/token", "POST", {"spec": {}})
    token = json.loads(body)["status"]["token"]
    as_account = lambda token: server.ask("/api/v1/namespaces/default/pods", headers={"Authorization": "Bearer " + token})[0]
    check("a token of an account that may not list pods", as_account(token) == 403, code)
    head, claims, _ = token.split(".")
    forged = claims[:-4] + ("AAAA" if claims[-4:] != "AAAA" else "BBBB")
    signature = base64.urlsafe_b64encode(hashlib.sha256(f"{head}.{claims}".encode()).digest()).decode().rstrip("=")
    for word in [f"{head}.{forged}.{token.split('.')[2]}", f"{head}.{claims}.{signature}", f"{head}.{claims}.", "..", token + "x"]:
        code = as_account(word)
        check("a forged token", code == 401 or not server.secure, (word[-40:], code))
    code, body = server.ask("/stsctl/advance?by=1s", "POST", headers={"Authorization": "Bearer " + token})
    check("an account that moves time", code == 403, (code, body[:200]))
    accepts = {"Accept-Encoding": "gzip"}
    code, body = server.ask("/api/v1/namespaces", headers=accepts)
    check("a short answer is as it is", json.loads(body)["kind"] == "NamespaceList")
    for number in range(3):
        server.ask("/api/v1/namespaces/default/configmaps", "POST", {"metadata": {"name": f"long{number}"}, "data": {"a": "x" * 60000}})
    code, body = server.ask("/api/v1/configmaps", headers=accepts)
    check("a long answer is compressed", body[:2] == b"\x1f\x8b" and json.loads(gzip.decompress(body))["kind"] == "ConfigMapList", body[:40])
    for number in range(3): server.ask(f"/api/v1/namespaces/default/configmaps/long{number}", "DELETE")


def crowd(server):
    """200 watches, some of which never read, and 50 writers."""
    maps = "/api/v1/namespaces/default/configmaps"
    auth = f"Authorization: Bearer {server.token}\r\nHost: localhost\r\n"
    before = server.resident()
    request = f"GET {maps}?watch=1&timeoutSeconds=60 HTTP/1.1\r\n{auth}\r\n".encode()
    watches = [raw(server, request, keep=True) for _ in range(200)]
    seen = [0] * 200

    def read(index):
        rest = b""
        try:
            while True:
                piece = watches[index].recv(1 << 20)
                if not piece: return
                rest += piece
                seen[index] += rest.count(b'"type":"ADDED"')
                rest = rest[-20:].replace(b'"type":"ADDED"', b"") if rest else b""
        except OSError: return
    for index in range(150): threading.Thread(target=read, args=(index,), daemon=True).start()
    wrong = []

    def write(writer):
        for number in range(20):
            code, body = server.ask(maps, "POST", {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": f"w{writer}-{number}"}, "data": {"text": "x" * 2000}})
            if code != 201: wrong.append((code, body[:100]))
    writers = [threading.Thread(target=write, args=(writer,)) for writer in range(50)]
    for writer in writers: writer.start()
    for writer in writers: writer.join()
    check("50 writers of 20 objects each", not wrong, wrong[:3])
    end = time.monotonic() + 30
    while time.monotonic() < end and min(seen[:150]) < 1000: time.sleep(0.2)
    check("150 watches see all that was written", min(seen[:150]) >= 1000, (min(seen[:150]), max(seen)))
    grown = server.resident() - before
    check("50 watches that never read cost little memory", grown < 300, f"{grown:.0f} MB more")
    for connection in watches: connection.close()
    check("it lives after the crowd", lives(server))


for options in ([], ["--insecure-http"]):
    server = Served(binary(), *options)
    try: run(server)
    finally: check("it ends when it is told to", server.stop() == 0)
print(f"{passed} passed, {failed} failed")
raise SystemExit(1 if failed else 0)
