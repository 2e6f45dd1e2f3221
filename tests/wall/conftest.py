"""A server with walls of its own, spoken to without a browser."""

import asyncio
import json
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

import pytest
from sqlalchemy import Engine
from starlette.applications import Starlette

from dashboard import state
from dashboard.wall.routes import routes
from qi import store
from qi.store import Wall

AT = datetime(2026, 11, 23)


@dataclass(slots=True)
class Answer:
    """What the server sent."""

    status_code: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    content: bytes = b""

    @property
    def text(self) -> str:
        return self.content.decode()

    def json(self):
        return json.loads(self.content)


@dataclass(frozen=True)
class Hung:
    """Walls that hang in a room, and what a screen asks of them."""

    app: Starlette
    kept: Engine

    def address(self, wall: Wall) -> str:
        store.add_wall(self.kept, wall, at=AT)
        return f"/vaeg/{wall.name}?noegle={store.make_key(self.kept, wall.name, at=AT)}"

    def get(self, address: str, headers: dict[str, str] | None = None) -> Answer:
        parts, answer = urlsplit(address), Answer()
        scope = {
            "type": "http",
            "method": "GET",
            "path": parts.path,
            "query_string": parts.query.encode(),
            "headers": [(name.encode(), value.encode()) for name, value in (headers or {}).items()],
        }

        async def receive():
            return {"type": "http.request", "body": b""}

        async def send(message):
            if message["type"] == "http.response.start":
                answer.status_code = message["status"]
                answer.headers = {name.decode(): value.decode() for name, value in message["headers"]}
            answer.content += message.get("body", b"")

        asyncio.run(self.app(scope, receive, send))
        return answer


@pytest.fixture
def hung(tmp_path, monkeypatch):
    monkeypatch.setenv("KVALITETSTAVLE_STATE", str(tmp_path))
    state.opened.cache_clear()
    yield Hung(Starlette(routes=routes()), state.kept())
    state.kept().dispose()
    state.opened.cache_clear()
