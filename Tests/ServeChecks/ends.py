#!/usr/bin/env python3
"""How a server of a saved cluster ends while clients write and watch: nothing that was answered is lost, whatever
ended it, and at whatever moment. `ends.py BINARY [KILLS]`: 100 kills unless given."""
import http.client, json, os, random, signal, sys, tempfile, threading, time
from served import Served, binary

MAPS = "/api/v1/namespaces/default/configmaps"
failed = []


class Writer(threading.Thread):
    """Creates one object after the other, and keeps the names of those whose creation was answered."""

    def __init__(self, server, name):
        super().__init__(daemon=True)
        self.server, self.name_, self.answered, self.wrong = server, name, [], []

    def run(self):
        connection = http.client.HTTPConnection(self.server.host, self.server.port, timeout=20)
        for number in range(1_000_000):
            name = f"{self.name_}-{number}"
            body = json.dumps({"metadata": {"name": name}, "data": {"text": "x" * 300}})
            try:
                connection.request("POST", MAPS, body, {"Content-Type": "application/json"})
                answer = connection.getresponse()
                text = answer.read()
            except (OSError, http.client.HTTPException): return
            if answer.status == 201: self.answered.append(name)
            else: return self.wrong.append((answer.status, text[:200]))


class Watcher(threading.Thread):
    """Reads a watch to its end; `whole` says whether it ended with a line and not amid one."""

    def __init__(self, server):
        super().__init__(daemon=True)
        self.server, self.whole, self.seen = server, None, 0

    def run(self):
        connection = http.client.HTTPConnection(self.server.host, self.server.port, timeout=30)
        last = b"\n"
        try:
            connection.request("GET", MAPS + "?watch=1")
            answer = connection.getresponse()
            for line in answer: last, self.seen = line, self.seen + 1
        except (OSError, http.client.HTTPException): pass
        if self.seen == 0: return
        self.whole = last.endswith(b"\n")


def names(server):
    code, body = server.ask(MAPS, timeout=60)
    assert code == 200, body
    return {item["metadata"]["name"] for item in json.loads(body)["items"]}


def end(folder, state, how, moment, writers=2):
    """Serves, writes, ends; returns the names that were answered."""
    server = Served(binary(), "--insecure-http", "--state", state, folder=folder)
    clients = [Writer(server, f"{state}-{random.getrandbits(40):x}") for _ in range(writers)]
    watcher = Watcher(server)
    for client in [watcher, *clients]: client.start()
    time.sleep(moment)
    server.process.send_signal(how)
    code = server.process.wait(timeout=30)
    for client in [watcher, *clients]: client.join(timeout=30)
    if how != signal.SIGKILL and code != 0: failed.append(f"{how.name}: exit {code}")
    if how != signal.SIGKILL and watcher.whole is False: failed.append(f"{how.name}: a watch ended amid a line")
    for client in clients: failed.extend(f"{how.name}: {wrong}" for wrong in client.wrong)
    return {name for client in clients for name in client.answered}


def rounds(what, hows, moments, writers=2):
    with tempfile.TemporaryDirectory() as folder:
        answered, lost = 0, set()
        for number, (how, moment) in enumerate(zip(hows, moments)):
            state = f"s{number % 10}"
            written = end(folder, state, how, moment, writers)
            answered += len(written)
            again = Served(binary(), "--insecure-http", "--state", state, folder=folder)
            lost |= written - names(again)
            again.stop()
        if lost: failed.append(f"{what}: {len(lost)} lost, as {sorted(lost)[:3]}")
        print(f"{what}: {number + 1} ends, {answered} writes answered, {len(lost)} lost")


if __name__ == "__main__":
    kills = int(sys.argv[2]) if len(sys.argv) > 2 else 100
    chance = random.Random(int(time.time()))
    rounds("SIGTERM and SIGINT", [signal.SIGTERM, signal.SIGINT] * 10, [chance.random() * 0.3 for _ in range(20)], 8)
    rounds("kill -9", [signal.SIGKILL] * kills, [chance.random() * 0.3 for _ in range(kills)])
    for line in failed: print(f"FAILED: {line}")
    raise SystemExit(1 if failed else 0)
