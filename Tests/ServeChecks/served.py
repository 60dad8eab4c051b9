"""A served cluster for the checks in Python: starts `stsctl serve`, ends it, and says what it printed."""
import base64, json, os, ssl, subprocess, sys, tempfile, time, urllib.request


class Served:
    def __init__(self, binary, *options, folder=None):
        """- folder: a home that stays; without one the server has a home of its own."""
        self.folder = None if folder else tempfile.TemporaryDirectory()
        home = folder or self.folder.name
        self.kubeconfig = os.path.join(home, "kubeconfig")
        began = time.monotonic()
        self.process = subprocess.Popen(
            [binary, "serve", "--port", "0", "--write-kubeconfig", self.kubeconfig, *options],
            stdout=subprocess.PIPE, stderr=open(os.path.join(home, "log"), "w"), env={**os.environ, "HOME": home})
        self.address = self.process.stdout.readline().decode().split()[-1]
        self.seconds_to_start = time.monotonic() - began
        self.secure = self.address.startswith("https")
        self.host, self.port = self.address.split("//")[1].split(":")
        self.port = int(self.port)
        text = open(self.kubeconfig).read()
        self.token = text.split("token: ")[1].split()[0]
        self.context = None
        if self.secure:
            authority = text.split("certificate-authority-data: ")[1].split()[0]
            self.context = ssl.create_default_context(cadata=base64.b64decode(authority).decode())

    def ask(self, path, method="GET", body=None, headers={}, timeout=30):
        """The code and the body of an answer."""
        data = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.address + path, data=data, method=method)
        request.add_header("Authorization", "Bearer " + self.token)
        if data is not None: request.add_header("Content-Type", "application/json")
        for name, value in headers.items(): request.add_header(name, value)
        try:
            with urllib.request.urlopen(request, timeout=timeout, context=self.context) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()

    def resident(self):
        """Megabytes of memory in use."""
        for line in open(f"/proc/{self.process.pid}/status"):
            if line.startswith("VmRSS"): return int(line.split()[1]) / 1024
        return 0

    def stop(self):
        self.process.terminate()
        code = self.process.wait(timeout=10)
        if self.folder: self.folder.cleanup()
        return code


def binary():
    if len(sys.argv) < 2:
        sys.exit(f"usage: {sys.argv[0]} BINARY")
    return os.path.abspath(sys.argv[1])
