"""What is handed out is whole: the wheel holds every file the code reads, and its commands run away from the clone."""

import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
NO_CODE = {".": ["streamlit_app.py"], ".streamlit": ["config.toml"], "static": ["**/*"], "data/sample": ["**/*"]}


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-d", folder], cwd=ROOT, check=True, capture_output=True
    )
    return folder


@pytest.fixture(scope="module")
def installed(built, tmp_path_factory):
    """The wheel as pip lays it out, and nothing of the clone."""
    folder = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(next(built.glob("*.whl"))) as wheel:
        wheel.extractall(folder)  # noqa: S202 - built by the fixture above
    return folder


def files(folder: Path, patterns=("**/*",)) -> set[str]:
    found = {path for pattern in patterns for path in folder.glob(pattern) if path.is_file()}
    return {path.relative_to(folder).as_posix() for path in found if "__pycache__" not in path.parts}


def run(installed, code, *arguments):
    ended = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=installed.parent,
        env={"PYTHONPATH": str(installed), "PATH": "/usr/bin:/bin", "HOME": str(installed.parent / "home")},
        capture_output=True,
        text=True,
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


@pytest.mark.parametrize("package", ["qi", "dashboard"])
def test_the_wheel_holds_every_file_of_a_package_templates_queries_and_migrations_included(installed, package):
    assert files(installed / package) == files(ROOT / package)


@pytest.mark.parametrize("folder", NO_CODE)
def test_the_wheel_lays_out_what_is_no_code_as_a_clone_does(installed, folder):
    wanted = files(ROOT / folder, NO_CODE[folder])
    assert wanted <= files(installed / "kvalitetstavle" / folder)


def test_nothing_else_lies_among_everybodys_packages(installed):
    assert {path.name.split("-")[0] for path in installed.iterdir()} == {"qi", "dashboard", "kvalitetstavle"}


def test_both_commands_run_from_the_wheel_and_from_nowhere_else(installed):
    run_entry_point = (
        "import sys; from importlib.metadata import entry_points\n"
        "name, sys.argv = sys.argv[1], sys.argv[1:]\n"
        "[entry] = set(entry_points(group='console_scripts', name=name))\n"
        "code = entry.load(); assert sys.modules[entry.module].__file__.startswith(sys.path[1]), sys.path\n"
        "sys.exit(code())"
    )
    assert "usage: kvalitetstavle" in run(installed, run_entry_point, "kvalitetstavle", "--help")
    assert "engines" in run(installed, run_entry_point, "qi", "--help")


def test_an_installation_reads_its_own_sample_and_writes_into_the_home_of_who_runs_it(installed):
    said = run(
        installed,
        "from dashboard import cache, installation, theme\n"
        "print(installation.ENTRY, theme.FONT_FILE, installation.written(), cache.dataset().is_synthetic)",
    ).split()
    files_of = installed / "kvalitetstavle"
    assert said[:2] == [str(files_of / "streamlit_app.py"), str(files_of / "static/fonts/InterVariable.woff2")]
    assert said[2:] == [str(installed.parent / "home/.local/share/kvalitetstavle"), "True"]


def test_the_source_archive_holds_what_it_takes_to_build_the_wheel_and_to_test_it(built):
    with tarfile.open(next(built.glob("*.tar.gz"))) as archive:
        names = {name.split("/", 1)[1] for name in archive.getnames()}
    assert {"pyproject.toml", "LICENSE", "README.md", "tests/test_distribution.py", "data/sample/dataset.json"} <= names
    assert not [name for name in names if name.startswith((".venv", "var/"))]


def test_the_changelog_begins_with_what_is_not_released_yet_or_this_version_and_goes_back_in_time():
    versions = re.findall(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    current = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert versions[0] in ("Unreleased", current)
    released = [tuple(map(int, version.split("."))) for version in versions if version != "Unreleased"]
    assert released == sorted(released, reverse=True)
