"""A store with one team that has met once, and an app that serves its sheet without a browser."""

import asyncio
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from sqlalchemy import Engine
from starlette.applications import Starlette

from dashboard import state
from dashboard.board.routes import routes
from qi import store
from qi.improvement.cycle import Act, Cycle
from qi.improvement.meeting import Meeting, NextStep
from qi.improvement.project import FamilyMeasure, Project, Role, Stage
from qi.improvement.team import Team

MET = datetime(2026, 11, 16, 8, 0)
BY = {"by": "Mette", "at": MET}
TEAM = Team(name="Kræft i Egesund", municipality="901", programme="cancer", core=("D01", "P02", "P12"))
PROJECT = Project(
    team="nord",
    title="Hurtig kontakt",
    what="Henviste kontaktet inden 5 hverdage",
    how_much="90 %",
    by=date(2027, 3, 1),
    stage=Stage.TESTING,
    measures=(FamilyMeasure("D01", Role.PROCESS),),
)
EARLIER = Cycle(
    team="nord",
    project="p1",
    title="SMS om tid",
    question="Kommer flere?",
    prediction="Halvt så mange udebliver",
    starts_on=date(2026, 3, 1),
    ends_on=date(2026, 4, 1),
    learned="SMS alene flyttede intet",
    act=Act.ABANDON,
    indicators=("P12",),
)
RUNNING = Cycle(
    team="nord",
    project="p1",
    number=2,
    title="Opkald dagen før",
    question="Kommer flere, hvis vi ringer?",
    prediction="Højst 8 % udebliver",
    starts_on=date(2026, 11, 23),
    ends_on=date(2026, 12, 22),
    indicators=("D01",),
)


@dataclass(frozen=True)
class Answer:
    """What the server sent."""

    status: int
    headers: dict[str, str]
    content: bytes

    @property
    def text(self) -> str:
        return self.content.decode()


@dataclass(frozen=True)
class Site:
    """The store, and the addresses of the sheet."""

    kept: Engine
    app: Starlette

    def get(self, address: str) -> Answer:
        return asyncio.run(self._ask(address))

    async def _ask(self, address: str) -> Answer:
        parts, sent = urlsplit(address), []
        scope = {
            "type": "http",
            "method": "GET",
            "path": parts.path,
            "query_string": parts.query.encode(),
            "headers": [],
        }

        async def receive() -> dict[str, object]:
            return {"type": "http.request"}

        async def send(message: dict[str, object]) -> None:
            sent.append(message)

        await self.app(scope, receive, send)
        headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
        return Answer(sent[0]["status"], headers, b"".join(part.get("body", b"") for part in sent[1:]))


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the store of the team, made once: to bring the tables up takes longer than most tests."""
    folder = tmp_path_factory.mktemp("written")
    kept = store.open_store(folder)
    records = {
        "nord": TEAM,
        "p1": PROJECT,
        "c1": EARLIER,
        "c2": RUNNING,
        "s1": NextStep(team="nord", what="Spørg ti", who="Mette", due=date(2026, 11, 27), project="p1"),
        "s2": NextStep(team="nord", what="Uden dag"),
        "m1": Meeting(team="nord", held_on=MET.date(), notes="Vi så på tallene.", ended_at=MET),
    }
    store.add_all(kept, records.values(), ids=records, **BY)
    kept.dispose()
    return folder


@pytest.fixture
def site(written: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    shutil.copytree(written, tmp_path, dirs_exist_ok=True)
    monkeypatch.setenv("KVALITETSTAVLE_STATE", str(tmp_path))
    _forget()
    yield Site(state.kept(), Starlette(routes=routes()))
    state.kept().dispose()
    _forget()


def _forget() -> None:
    state.opened.cache_clear()
    state.written.cache_clear()
