"""A PostgreSQL of the tests' own: a fresh cluster in a temporary folder, reached on this machine only."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from sqlalchemy import create_engine, text

from scripts.driver import free_port

OWNER = "postgres"
"""PostgreSQL refuses to run as root: there, the tests start it as the user that Debian's package makes."""
SETTINGS = "-c fsync=off -c full_page_writes=off -c max_connections=50"


@contextmanager
def cluster() -> Iterator[str]:
    """Start a server and yield the address of its first database; stop it and remove its folder in the end.

    Raises FileNotFoundError where PostgreSQL is not installed: ``scripts/prepare.sh postgres`` installs it.
    """
    folder, port = Path(tempfile.mkdtemp(prefix="kt-pg-")), free_port()
    folder.chmod(0o755)
    data = folder / "data"
    if os.geteuid() == 0:
        shutil.chown(folder, OWNER)
    try:
        _run("initdb", "-D", str(data), "-U", OWNER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 {SETTINGS}"
        _run("pg_ctl", "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start")
        try:
            yield f"postgresql://{OWNER}@127.0.0.1:{port}/postgres"
        finally:
            _run("pg_ctl", "-D", str(data), "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def database(server: str) -> Iterator[str]:
    """Yield the address of an empty database on a server, and drop it afterwards."""
    name = f"t{uuid4().hex[:12]}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        yield server.rpartition("/")[0] + f"/{name}"
        with engine.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    finally:
        engine.dispose()


def _run(program: str, *arguments: str) -> None:
    command = [str(_programs() / program), *arguments]
    if os.geteuid() == 0:
        command = ["runuser", "-u", OWNER, "--", *command]
    subprocess.run(command, check=True, cwd="/", stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)


def _programs() -> Path:
    versions = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(versions, key=lambda found: int(found.parts[-3]), default=None)
    on_path = shutil.which("initdb")
    found = newest or (Path(on_path) if on_path else None)
    if found is None:
        raise FileNotFoundError("PostgreSQL is not installed: run scripts/prepare.sh postgres")
    return found.parent
