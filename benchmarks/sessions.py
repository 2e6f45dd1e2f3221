"""What a visitor costs the server, measured by speaking Streamlit's own protocol, without a browser."""

from __future__ import annotations

import itertools
import time
from statistics import median

import psutil
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

from scripts import driver

BLOCK, BLOCKS = 10, 6


def open_session(server: driver.Server) -> ClientConnection:
    return connect(
        server.url.replace("http", "ws") + "/_stcore/stream",
        subprotocols=["streamlit", "benchmark"],
        max_size=None,
        compression=None,
        origin=server.url,
    )


def rerun(session: ClientConnection, query: str = "") -> int:
    """Run the script once for this session and return how many bytes came back."""
    message = BackMsg()
    message.rerun_script.query_string = query
    message.rerun_script.context_info.locale = "da-DK"
    message.rerun_script.context_info.timezone = "Europe/Copenhagen"
    session.send(message.SerializeToString())
    received = 0
    while True:
        data = session.recv(timeout=60)
        received += len(data)
        if ForwardMsg.FromString(data).WhichOneof("type") == "script_finished":
            return received


def cpu_per_rerun(server: driver.Server, query: str = "", reruns: int = 20) -> float:
    """Return the milliseconds of processor time of one more rerun of a session that has seen its selection before."""
    with open_session(server) as session:
        for _ in range(3):
            rerun(session, query)
        with_work = _cpu(server)
        for _ in range(reruns):
            rerun(session, query)
        return (_settled_cpu(server) - with_work) / reruns * 1000


def cpu_per_visit(server: driver.Server, queries: list[str]) -> float:
    """Return the milliseconds of processor time of the first run of a new session, one for each query."""
    before = _cpu(server)
    for query in queries:
        with open_session(server) as session:
            rerun(session, query)
    return (_settled_cpu(server) - before) / len(queries) * 1000


def _cpu(server: driver.Server) -> float:
    return sum(psutil.Process(server.process.pid).cpu_times()[:2])


def _settled_cpu(server: driver.Server) -> float:
    time.sleep(0.3)  # what the server still does after it has answered belongs to the rerun
    return _cpu(server)


def memory_per_session(server: driver.Server, query: str = "") -> float:
    """Return the kilobytes that one more open session adds: the median growth over blocks of ten sessions.

    A median, because the allocator now and then hands a few megabytes back to the system in the middle of a block.
    """
    process = psutil.Process(server.process.pid)
    sessions, sizes = [], []
    for _ in range(BLOCKS + 2):
        for _ in range(BLOCK):
            sessions.append(open_session(server))
            rerun(sessions[-1], query)
        sizes.append(process.memory_info().rss)
    for session in sessions:
        session.close()
    growth = [after - before for before, after in itertools.pairwise(sizes[1:])]
    return median(growth) / BLOCK / 1024
