"""Settings: one file, overridden by the environment; what cannot be served with is said in plain sentences."""

import pytest

from dashboard.settings import SettingsError, read
from qi.access import Role

LOGIN = {
    "LOGIN_METADATA_URL": "https://login.example/.well-known/openid-configuration",
    "LOGIN_CLIENT_ID": "tavle",
    "LOGIN_CLIENT_SECRET": "x" * 20,
    "LOGIN_COOKIE_SECRET": "y" * 32,
    "PUBLIC_ADDRESS": "https://tavle.example",
    "ROLE_LEADER": "teamleder, leder",
}


def settings(**values):
    return read({f"KVALITETSTAVLE_{name.upper()}": value for name, value in values.items()})


def problems(**values):
    with pytest.raises(SettingsError) as refused:
        settings(**values)
    return str(refused.value).splitlines()


def file(tmp_path, text):
    path = tmp_path / "kvalitetstavle.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_without_any_setting_only_this_machine_is_served_and_nobody_logs_in():
    found = settings()
    assert (found.address, found.port, found.has_login, found.is_open) == ("localhost", 8501, False, False)
    assert found.hosts() == ["localhost", "127.0.0.1", "[::1]"]
    assert found.secrets() == {}


def test_the_environment_overrides_the_file(tmp_path):
    path = file(tmp_path, 'port = 9000\nlogin_hours = 4\nrole_leader = ["leder"]\n')
    found = settings(settings=path, port="9001")
    assert (found.port, found.login_hours, found.role_leader) == (9001, 4, ("leder",))


def test_an_unknown_setting_is_named_with_the_one_that_was_meant(tmp_path):
    assert problems(settings=file(tmp_path, "prot = 1\n")) == [
        "kvalitetstavle.toml holds 'prot', which is no setting: 'port'?"
    ]


def test_a_secret_in_the_file_is_refused(tmp_path):
    said = problems(settings=file(tmp_path, 'login_client_secret = "hemmelig"\n'))
    assert len(said) == 1
    assert said[0].startswith("kvalitetstavle.toml holds 'login_client_secret': a secret comes by KVALITETSTAVLE_LOGIN")
    assert "hemmelig" not in str(said)


def test_a_secret_may_lie_in_a_file_of_its_own(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("z" * 40 + "\n", encoding="utf-8")
    values = {name: value for name, value in LOGIN.items() if name != "LOGIN_COOKIE_SECRET"}
    assert settings(**values, login_cookie_secret_file=str(secret)).login_cookie_secret == "z" * 40


def test_a_file_of_a_secret_that_is_not_there_is_said(tmp_path):
    said = problems(login_client_secret_file=str(tmp_path / "nowhere"))
    assert said == ["KVALITETSTAVLE_LOGIN_CLIENT_SECRET_FILE cannot be read: FileNotFoundError"]


@pytest.mark.parametrize("text", ["port = [", "\x00"])
def test_a_file_that_is_no_toml_is_said(tmp_path, text):
    assert problems(settings=file(tmp_path, text)) == ["kvalitetstavle.toml cannot be read: TOMLDecodeError"]


def test_a_file_that_was_named_and_is_not_there_is_said(tmp_path):
    assert problems(settings=str(tmp_path / "none.toml")) == ["none.toml cannot be read: FileNotFoundError"]


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("port", "http", "port: expected a whole number"),
        ("port", "70000", "port is 70000: expected 1 to 65535"),
        ("login_hours", "25", "login_hours is 25: expected 1 to 24"),
        ("k_min", "2", "k_min is 2: expected 3 to 10"),
        ("open_without_login", "maybe", "open_without_login: expected true or false"),
        ("wall_refresh_seconds", "soon", "wall_refresh_seconds: expected a number"),
    ],
)
def test_a_value_that_cannot_be_is_said(name, value, said):
    assert problems(**{name: value}) == [said]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("address = 1", "address: expected words in quotes"),
        ("role_leader = 1", "role_leader: expected a list of words"),
        ("port = true", "port: expected a whole number"),
    ],
)
def test_a_value_of_the_wrong_kind_in_the_file_is_said(tmp_path, line, said):
    assert problems(settings=file(tmp_path, line)) == [said]


@pytest.mark.parametrize("address", ["::", "192.168.1.4", "tavle"])
def test_other_machines_are_not_served_without_a_login(address):
    assert len(problems(address=address)) == 1
    assert "nobody logs in" in problems(address=address)[0]


def test_whoever_wants_to_be_open_to_all_says_so():
    found = settings(address="192.168.1.4", open_without_login="true")
    assert found.is_open
    assert found.hosts() == ["*"]


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "localhost"])
def test_this_machine_needs_no_login(address):
    assert not settings(address=address).is_open


def test_a_whole_login_is_handed_to_streamlit_and_answers_to_the_public_name():
    found = settings(**LOGIN, address="192.168.1.4")
    assert found.secrets()["auth"]["redirect_uri"] == "https://tavle.example/oauth2callback"
    assert found.secrets()["auth"]["client_kwargs"] == {"scope": "openid profile email", "prompt": "login"}
    assert found.hosts()[-1] == "tavle.example"
    assert found.claims().role_names == {"teamleder": Role.LEADER, "leder": Role.LEADER}
    assert found.claims().seconds == 8 * 3600


@pytest.mark.parametrize(
    "name", ["LOGIN_CLIENT_ID", "LOGIN_CLIENT_SECRET", "LOGIN_COOKIE_SECRET", "PUBLIC_ADDRESS", "ROLE_LEADER"]
)
def test_half_a_login_is_not_served(name):
    assert len(problems(**{other: value for other, value in LOGIN.items() if other != name})) == 1


@pytest.mark.parametrize(("length", "is_enough"), [(31, False), (32, True)])
def test_a_cookie_secret_has_at_least_32_characters(length, is_enough):
    values = LOGIN | {"LOGIN_COOKIE_SECRET": "y" * length}
    if is_enough:
        assert settings(**values).has_login
    else:
        assert problems(**values) == ["login_cookie_secret is too short: 32 random characters or more"]


@pytest.mark.parametrize("name", ["LOGIN_METADATA_URL", "PUBLIC_ADDRESS"])
def test_a_login_over_a_network_is_encrypted(name):
    assert problems(**LOGIN | {name: "http://tavle.example"}) == [
        f"{name.lower()} must begin with https:// unless it is this machine"
    ]
    assert settings(**LOGIN | {name: "http://localhost:9000"}).has_login
