"""bouwsteen serve as tests use it: started on a book, asked over HTTP."""
import http.client
import json
import pathlib
import signal
import subprocess
import threading
import time
import urllib.parse

from support import environment


class Server:
    """A running `bouwsteen serve BOOK`; gone at the end of `with`."""

    def __init__(self, program, book, *arguments, **more):
        self.process = subprocess.Popen(
            [str(pathlib.Path(program).resolve()), "serve", str(book), "-q",
             *map(str, arguments)],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env=environment(**more))
        self.address = self.process.stdout.readline().decode().strip()
        parts = urllib.parse.urlparse(self.address)
        self.port, self.root = parts.port, parts.path
        self.local = threading.local()
        self.number = 0

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def stop(self, sign=signal.SIGTERM):
        """Ends it; returns its exit status and what it said."""
        if self.process.poll() is None:
            self.process.send_signal(sign)
        try:
            _, messages = self.process.communicate(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            _, messages = self.process.communicate()
            messages += b"\nit did not stop"
        return self.process.returncode, messages.decode(errors="replace")

    def request(self, path, method="GET", body=None, headers=None, **query):
        """(status, headers, body) of an address below the token."""
        if query:
            path += "?" + urllib.parse.urlencode(query)
        return self.raw(self.root + path, method, body, headers)

    def raw(self, path, method="GET", body=None, headers=None):
        for again in (True, False):
            if not getattr(self.local, "connection", None):
                self.local.connection = http.client.HTTPConnection(
                    "127.0.0.1", self.port, timeout=60)
            try:
                self.local.connection.request(method, path, body, headers or {})
                answer = self.local.connection.getresponse()
                return answer.status, answer.headers, answer.read()
            except (ConnectionError, http.client.HTTPException):
                self.local.connection.close()
                self.local.connection = None
                if not again:
                    raise
        return None

    def ask(self, path, **query):
        """JSON; None when there is none."""
        status, _, body = self.request(path, **query)
        return json.loads(body) if status == 200 else None

    def wait(self, edition, condition, seconds=30):
        """Waits for news until condition(status) holds; returns the status,
        or None."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            status = self.ask("wait", since=self.number, editions=edition)
            self.number = status["number"]
            if condition(status):
                return status
        return None

    def wait_newer(self, edition, number):
        """Waits for pages of the edition that are newer."""
        return self.wait(edition, lambda status:
                         status["views"].get(edition, {}).get("number", 0)
                         > number)

    def wait_complete(self, edition):
        return self.wait(edition, lambda status: status["complete"])

    def pages(self, edition):
        return self.ask("pages.json", edition=edition)
