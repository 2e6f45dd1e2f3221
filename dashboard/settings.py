"""Every setting in one place: ``kvalitetstavle.toml``, overridden by the environment, checked before the start.

A setting ``login_hours`` is the variable ``KVALITETSTAVLE_LOGIN_HOURS``. Secrets come by the environment only, as
themselves or as the name of a file that holds them (``KVALITETSTAVLE_LOGIN_CLIENT_SECRET_FILE``), so that no file that
lies beside the code can hold one.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields
from difflib import get_close_matches
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from dashboard.logs import FORMATS
from qi.access import Claims, Role
from qi.threshold import K_ALLOWED

FILE = "kvalitetstavle.toml"
PREFIX = "KVALITETSTAVLE_"
SHORTEST_SECRET = 32
"""Characters of the secret that signs the login cookies."""

TRUE, FALSE = ("true", "yes", "1", "on"), ("false", "no", "0", "off", "")


class SettingsError(ValueError):
    """Settings that cannot be served with: one plain sentence a line."""


def _setting(default: Any, help_: str, *, is_secret: bool = False) -> Any:
    return field(default=default, metadata={"help": help_, "is_secret": is_secret})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a place decides. One line here is the setting, its default, its help and its variable."""

    data: str = _setting("", "folder of Parquet tables, or the address of a database; without one the sample")
    state: str = _setting(
        "",
        "what people write: a folder or the address of a PostgreSQL; without one `var/`, "
        "and where it is installed `~/.local/share/kvalitetstavle/`",
    )
    address: str = _setting("localhost", "the address the server listens on; `0.0.0.0` for every one of the machine")
    port: int = _setting(8501, "the port the server listens on")
    public_address: str = _setting("", "how people reach it, with https: `https://tavle.example`; needed for the login")
    open_without_login: bool = _setting(False, "serve other machines without a login; every page then says so")
    pseudonym_key: str = _setting(
        "", "file with the key of the pseudonyms, outside the data; without one in the home folder"
    )
    k_min: int = _setting(5, "fewest citizens behind a number that is shown, 3 to 10")
    log_format: str = _setting("text", "what the server writes about itself: `text` to read, `json` one object a line")
    wall_refresh_seconds: float = _setting(15.0, "seconds between two questions of a wall screen")
    login_metadata_url: str = _setting("", "the OpenID provider: the address of its `openid-configuration`")
    login_client_id: str = _setting("", "what the provider calls this dashboard")
    login_client_secret: str = _setting("", "the password of this dashboard at the provider", is_secret=True)
    login_cookie_secret: str = _setting("", "signs the login cookie: 32 random characters or more", is_secret=True)
    login_scope: str = _setting("openid profile email", "what is asked of the provider")
    login_hours: int = _setting(8, "hours until somebody must log in again, 1 to 24")
    claim_roles: str = _setting("roles", "the claim that lists somebody's roles")
    claim_municipalities: str = _setting("municipalities", "the claim that lists somebody's municipality codes")
    claim_units: str = _setting("units", "the claim that lists somebody's teams; without it all of the municipality")
    role_member: tuple[str, ...] = _setting((), "values of the roles claim that mean a member of a team")
    role_leader: tuple[str, ...] = _setting((), "values that mean a team leader")
    role_manager: tuple[str, ...] = _setting((), "values that mean a manager")
    role_analyst: tuple[str, ...] = _setting((), "values that mean an analyst, who may import")
    role_administrator: tuple[str, ...] = _setting((), "values that mean somebody who looks after the system")

    @property
    def has_login(self) -> bool:
        """Whether people log in."""
        return bool(self.login_metadata_url)

    @property
    def is_open(self) -> bool:
        """Whether other machines reach it and nobody logs in."""
        return not self.has_login and not _is_this_machine(self.address)

    def claims(self) -> Claims:
        """Return how a login is read."""
        return Claims(
            roles=self.claim_roles,
            municipalities=self.claim_municipalities,
            units=self.claim_units,
            role_names={value: role for role in Role for value in getattr(self, f"role_{role.value}")},
            seconds=self.login_hours * 3600,
        )

    def hosts(self) -> list[str]:
        """Return the names the server answers to."""
        own = ["localhost", "127.0.0.1", "[::1]"]
        public = urlsplit(self.public_address).hostname
        if self.is_open:
            return ["*"]
        return [*own, public] if public else own

    def secrets(self) -> dict[str, dict[str, Any]]:
        """Return what Streamlit's own login needs; nothing where nobody logs in."""
        if not self.has_login:
            return {}
        auth = {
            "redirect_uri": f"{self.public_address.rstrip('/')}/oauth2callback",
            "cookie_secret": self.login_cookie_secret,
            "client_id": self.login_client_id,
            "client_secret": self.login_client_secret,
            "server_metadata_url": self.login_metadata_url,
            "client_kwargs": {"scope": self.login_scope, "prompt": "login"},
        }
        return {"auth": auth}


def current() -> Settings:
    """Return the settings of this process. Raises SettingsError."""
    return read(os.environ)


def read(environment: Mapping[str, str]) -> Settings:
    """Return the settings of a file and an environment. Raises SettingsError with every problem found."""
    path = Path(environment.get(f"{PREFIX}SETTINGS") or FILE)
    problems: list[str] = []
    written = _file(path, problems) if path.exists() or f"{PREFIX}SETTINGS" in environment else {}
    values: dict[str, Any] = {}
    for one in fields(Settings):
        raw = _from_environment(one, environment, problems)
        raw = written.get(one.name) if raw is None else raw
        if raw is None:
            continue
        try:
            values[one.name] = _typed(one, raw)
        except ValueError as error:
            problems.append(f"{one.name}: {error}")
    found = Settings(**values)
    problems += _unservable(found)
    if problems:
        raise SettingsError("\n".join(problems))
    return found


def _file(path: Path, problems: list[str]) -> dict[str, Any]:
    try:
        written = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        problems.append(f"{path.name} cannot be read: {type(error).__name__}")
        return {}
    names = {one.name: one for one in fields(Settings)}
    for name in written:
        if name not in names:
            near = get_close_matches(name, names, n=1)
            problems.append(f"{path.name} holds {name!r}, which is no setting" + (f": {near[0]!r}?" if near else ""))
        elif names[name].metadata["is_secret"]:
            problems.append(f"{path.name} holds {name!r}: a secret comes by {PREFIX}{name.upper()} or …_FILE only")
    return written


def _from_environment(one: Field[Any], environment: Mapping[str, str], problems: list[str]) -> str | None:
    variable = f"{PREFIX}{one.name.upper()}"
    if one.metadata["is_secret"] and (path := environment.get(f"{variable}_FILE")):
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except OSError as error:
            problems.append(f"{variable}_FILE cannot be read: {type(error).__name__}")
            return None
    return environment.get(variable) or None


def _typed(one: Field[Any], raw: Any) -> Any:
    kind: type = type(one.default)
    if kind is bool:
        if isinstance(raw, bool) or str(raw).lower() in (*TRUE, *FALSE):
            return raw if isinstance(raw, bool) else raw.lower() in TRUE
        raise ValueError("expected true or false")
    if kind is int:
        if isinstance(raw, bool) or not str(raw).lstrip("-").isdigit():
            raise ValueError("expected a whole number")
        return int(raw)
    if kind is float:
        return _number(raw)
    if kind is tuple:
        listed = raw.split(",") if isinstance(raw, str) else raw
        if not isinstance(listed, list) or not all(isinstance(value, str) for value in listed):
            raise ValueError("expected a list of words")
        return tuple(value.strip() for value in listed if value.strip())
    if not isinstance(raw, str):
        raise ValueError("expected words in quotes")
    return raw


def _number(raw: Any) -> float:
    try:
        return float(raw)
    except (TypeError, ValueError):
        raise ValueError("expected a number") from None


def _unservable(found: Settings) -> list[str]:
    problems = []
    if found.is_open and not found.open_without_login:
        problems.append(
            f"address is {found.address!r}, which other machines reach, and nobody logs in: set the login_… settings, "
            "or open_without_login = true if everybody may see these data"
        )
    if not 0 < found.port < 65536:
        problems.append(f"port is {found.port}: expected 1 to 65535")
    if not K_ALLOWED[0] <= found.k_min <= K_ALLOWED[1]:
        problems.append(f"k_min is {found.k_min}: expected {K_ALLOWED[0]} to {K_ALLOWED[1]}")
    if found.log_format not in FORMATS:
        problems.append(f"log_format is {found.log_format!r}: expected one of {', '.join(FORMATS)}")
    if not 1 <= found.login_hours <= 24:
        problems.append(f"login_hours is {found.login_hours}: expected 1 to 24")
    return problems + (_unfinished_login(found) if found.has_login else [])


def _unfinished_login(found: Settings) -> list[str]:
    needed = ("login_client_id", "login_client_secret", "login_cookie_secret", "public_address")
    missing = [name for name in needed if not getattr(found, name)]
    problems = [f"login_metadata_url is set, so {name} is needed as well" for name in missing]
    if 0 < len(found.login_cookie_secret) < SHORTEST_SECRET:
        problems.append(f"login_cookie_secret is too short: {SHORTEST_SECRET} random characters or more")
    if not found.claims().role_names:
        problems.append("no value of the roles claim means any role: set role_leader and the others")
    plain = [name for name in ("login_metadata_url", "public_address") if _crosses_a_network(getattr(found, name))]
    return problems + [f"{name} must begin with https:// unless it is this machine" for name in plain]


def _crosses_a_network(address: str) -> bool:
    url = urlsplit(address)
    return bool(address) and url.scheme != "https" and not _is_this_machine(url.hostname or "")


def _is_this_machine(address: str) -> bool:
    if address == "localhost":
        return True
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False
