"""What the house promises about itself that import-linter cannot say."""

import ast
from pathlib import Path

import pytest

from dashboard import navigation

ROOT = Path(__file__).parents[1]
LONGEST_FUNCTION = 45
LONGEST_FILE = 350
SOURCES = sorted(path for room in ("qi", "dashboard", "benchmarks", "scripts") for path in (ROOT / room).rglob("*.py"))


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_no_pages_folder_lies_beside_the_entry_script():
    assert not (ROOT / "pages").exists()


def test_the_files_in_the_pages_folder_are_the_pages_in_the_menu():
    files = {path.stem for path in (ROOT / "dashboard" / "pages").glob("*.py")} - {"__init__"}
    assert files == {page.name for page in navigation.PAGES}


def test_no_two_pages_share_an_address():
    addresses = [page.address for page in navigation.PAGES]
    assert len(set(addresses)) == len(addresses)


@pytest.mark.parametrize("path", [p for p in SOURCES if p.parts[-2] == "pages"], ids=relative)
def test_a_page_is_a_story_of_at_most_90_lines(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 90


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_a_file_is_short_enough_to_hold_one_noun(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_no_function_is_longer_than_45_lines(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    too_long = [f.name for f in functions if f.end_lineno - f.lineno > LONGEST_FUNCTION]
    assert too_long == []


def imported_names(path: Path, module: str) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    froms = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module == module]
    plain = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    return {alias.name for node in froms for alias in node.names} | {name for name in plain if name == module}


@pytest.mark.parametrize(
    "path", [p for p in SOURCES if relative(p).startswith("dashboard/") and p.name != "cache.py"], ids=relative
)
def test_only_the_cache_analyses_and_everyone_else_may_only_name_its_records(path):
    names = imported_names(path, "qi.analysis")
    assert [name for name in names if not name[0].isupper()] == []


@pytest.mark.parametrize("path", sorted((ROOT / "qi").rglob("*.py")), ids=relative)
def test_the_method_never_asks_the_clock(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = [node.func.attr for node in ast.walk(tree) if isinstance(node, ast.Call) and hasattr(node.func, "attr")]
    assert not {"today", "now", "utcnow"} & set(calls)
