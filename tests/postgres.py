"""A PostgreSQL of the tests' own: a fresh cluster in a temporary folder, reached on this machine only."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import create_engine, text

from scripts.driver import free_port

OWNER = "postgres"
"""PostgreSQL refuses to run as root: there, the tests start it as the user that Debian's package makes."""
EMPTY = "emptied"
"""The name of the database that every test finds empty."""
SETTINGS = "-c fsync=off -c full_page_writes=off -c max_connections=50"


@dataclass(frozen=True, slots=True)
class Cluster:
    """A PostgreSQL server that can be stopped as a power cut stops it, and started again where it was."""

    folder: Path
    port: int

    @property
    def address(self) -> str:
        return f"postgresql://{OWNER}@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        options = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1 {SETTINGS}"
        _run("pg_ctl", "-D", str(self.folder / "data"), "-w", "-l", str(self.folder / "log"), "-o", options, "start")

    def stop(self) -> None:
        _run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "stop")


@contextmanager
def running_cluster() -> Iterator[Cluster]:
    """Start a server of its own; stop it and remove its folder in the end.

    Raises FileNotFoundError where PostgreSQL is not installed: ``scripts/prepare.sh postgres`` installs it.
    """
    made = Cluster(Path(tempfile.mkdtemp(prefix="kt-pg-")), free_port())
    made.folder.chmod(0o755)
    data = str(made.folder / "data")
    if os.geteuid() == 0:
        shutil.chown(made.folder, OWNER)
    try:
        _run("initdb", "-D", data, "-U", OWNER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        made.start()
        try:
            yield made
        finally:
            made.stop()
    finally:
        shutil.rmtree(made.folder, ignore_errors=True)


@contextmanager
def cluster() -> Iterator[str]:
    """Yield the address of the first database of a server of its own."""
    with running_cluster() as made:
        yield made.address


@contextmanager
def database(server: str) -> Iterator[str]:
    """Yield the address of an empty database on a server.

    It is the same each time: what a process has found out about the engine behind an address holds for the next test.
    """
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            connection.execute(text(f"DROP DATABASE IF EXISTS {EMPTY} WITH (FORCE)"))
            connection.execute(text(f"CREATE DATABASE {EMPTY} STRATEGY file_copy"))
        yield server.rpartition("/")[0] + f"/{EMPTY}"
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
