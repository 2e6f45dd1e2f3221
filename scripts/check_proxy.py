"""Try ``deploy/nginx.conf`` on a real nginx before the real dashboard: ``python -m scripts.check_proxy``.

It needs ``nginx`` and ``openssl`` on the machine. Of the recipe only names and ports are replaced, and ``http2 on``
where nginx is older than 1.25.1. Each line says what was asked and what came; the exit code is 1 where one is wrong.
"""

from __future__ import annotations

import http.client
import re
import ssl
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from scripts import driver
from tests.browser import talk

MB = 1024 * 1024
HTTP2_SINCE = (1, 25, 1)
HEADERS = ("content-security-policy", "strict-transport-security", "x-content-type-options", "referrer-policy")


def recipe(folder: Path, port: int, app_port: int) -> str:
    """Return the recipe with this machine's names and ports in it."""
    text = (driver.ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    told = subprocess.run(["nginx", "-v"], check=True, capture_output=True, text=True).stderr
    if tuple(map(int, re.findall(r"\d+", told)[:3])) < HTTP2_SINCE:
        text = text.replace("listen 443 ssl;", "listen 443 ssl http2;").replace("    http2 on;\n", "")
    names = {"443": str(port), "tavle:8501": f"127.0.0.1:{app_port}", "tavle.example": "localhost"}
    for old, new in {**names, "/etc/nginx/certificates": str(folder)}.items():
        text = text.replace(old, new)
    return text


@contextmanager
def nginx(folder: Path, port: int, app_port: int) -> Iterator[ssl.SSLContext]:
    """Run nginx with the recipe and a certificate of its own; yield what trusts that certificate."""
    certificate = folder / "fullchain.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    command += ["-addext", "subjectAltName=DNS:localhost", "-keyout", str(folder / "privkey.pem")]
    subprocess.run([*command, "-out", str(certificate)], check=True, capture_output=True)
    (folder / "recipe.conf").write_text(recipe(folder, port, app_port), encoding="utf-8")
    (folder / "nginx.conf").write_text(
        f"daemon off; pid {folder}/pid; error_log {folder}/error.log; events {{}}\n"
        f"http {{ include /etc/nginx/mime.types; access_log off; include {folder}/recipe.conf; }}\n",
        encoding="utf-8",
    )
    server = subprocess.Popen(["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf")])
    try:
        time.sleep(1)
        yield ssl.create_default_context(cafile=str(certificate))
    finally:
        server.terminate()
        server.wait()


class Proxy:
    """The dashboard behind nginx, asked as a browser asks."""

    def __init__(self, port: int, trust: ssl.SSLContext) -> None:
        self.url, self.port, self.trust = f"https://localhost:{port}", port, trust

    def ask(self, path: str, *, method: str = "GET", size: int = 0, **headers: str) -> http.client.HTTPResponse:
        connection = http.client.HTTPSConnection("localhost", self.port, context=self.trust, timeout=20)
        connection.putrequest(method, path, skip_accept_encoding=True)
        for name, value in {"Content-Length": str(size), "Accept-Encoding": "gzip", **headers}.items():
            connection.putheader(name, value)
        connection.endheaders()
        answer = connection.getresponse()
        answer.read()
        return answer

    def socket(self, origin: str) -> str:
        address = f"wss://localhost:{self.port}/_stcore/stream"
        try:
            with connect(
                address, ssl=self.trust, origin=origin, subprotocols=["streamlit"], proxy=None, max_size=None
            ) as opened:
                return f"{len(talk.drawn(opened))} messages"
        except InvalidStatus as refused:
            return str(refused.response.status_code)


def checks(proxy: Proxy) -> Iterator[tuple[str, str, bool]]:
    """Yield what was asked, what came, and whether it is right."""
    page = proxy.ask("/", Accept="text/html")
    missing = [name for name in HEADERS if name not in page.headers]
    yield (
        "the page comes by TLS with every header",
        f"{page.status}, missing {missing}",
        page.status == 200 and not missing,
    )
    health = proxy.ask("/_stcore/health")
    cookie = health.headers.get("set-cookie", "")
    yield "cookies go by TLS only", cookie.partition(";")[2].strip(), "secure" in cookie.lower()
    script = re.search(r"static/js/index\.[\w-]+\.js", _text(proxy, "/"))
    packed = proxy.ask(f"/{script.group() if script else ''}").headers.get("content-encoding", "plain")
    yield "scripts come packed", packed, packed == "gzip"
    own = proxy.socket(proxy.url)
    yield "the socket draws the page", own, own.endswith("messages")
    foreign = proxy.socket("https://evil.example")
    yield "another site's socket is refused", foreign, foreign == "403"
    closed = proxy.ask("/_stcore/metrics").status
    yield "what nobody needs is closed", str(closed), closed == 404
    large = proxy.ask("/_stcore/upload_file/a/b", method="PUT", size=27 * MB).status
    yield "27 MB are refused before they are sent", str(large), large == 413
    uploads = Counter(proxy.ask("/_stcore/upload_file/a/b", method="PUT").status for _ in range(25))
    yield "25 files in a second are too many", str(dict(uploads)), uploads[429] >= 10
    pages = Counter(proxy.ask("/api/health").status for _ in range(300))
    yield "300 requests of a busy house are not", str(dict(pages)), pages == {200: 300}


def _text(proxy: Proxy, path: str) -> str:
    connection = http.client.HTTPSConnection("localhost", proxy.port, context=proxy.trust, timeout=20)
    connection.request("GET", path, headers={"Accept": "text/html"})
    return connection.getresponse().read().decode()


def main(say: Callable[[str], None] = print) -> int:
    port, app_port = driver.free_port(), driver.free_port()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        environment = {
            "KVALITETSTAVLE_PUBLIC_ADDRESS": f"https://localhost:{port}",
            "KVALITETSTAVLE_STATE": str(folder / "state"),
        }
        command = driver.dashboard_command(driver.SAMPLE, app_port)
        with (
            driver.running(command, app_port, environment=environment),
            nginx(folder, port, app_port) as trust,
        ):
            found = list(checks(Proxy(port, trust)))
    for asked, came, is_right in found:
        say(f"{'right' if is_right else 'WRONG'}  {asked}: {came}")
    return 0 if all(is_right for *_, is_right in found) else 1


if __name__ == "__main__":
    sys.exit(main())
