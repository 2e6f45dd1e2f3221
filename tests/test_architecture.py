"""What the house promises about itself that import-linter cannot say."""

import ast
import importlib
from functools import cache
from pathlib import Path

from dashboard import navigation

ROOT = Path(__file__).parents[1]
LONGEST_FUNCTION = 45
LONGEST_FILE = 350
LONGEST_PAGE = 90
ROOMS = ("qi", "dashboard", "benchmarks", "scripts")
CODE = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for room in ROOMS
    for path in sorted((ROOT / room).rglob("*.py"))
}


@cache
def tree(name: str) -> ast.Module:
    return ast.parse(CODE[name])


def in_room(room: str) -> list[str]:
    return [name for name in CODE if name.startswith(f"{room}/")]


def test_no_pages_folder_lies_beside_the_entry_script():
    assert not (ROOT / "pages").exists()


def test_the_files_in_the_pages_folder_are_the_pages_in_the_menu():
    files = {Path(name).stem for name in in_room("dashboard/pages")} - {"__init__"}
    assert files == {page.name for page in navigation.PAGES}


def test_no_two_pages_share_an_address():
    addresses = [page.address for page in navigation.PAGES]
    assert len(set(addresses)) == len(addresses)


def test_every_folder_of_code_is_a_package_that_import_linter_sees():
    folders = {Path(name).parent.as_posix() for room in ("qi", "dashboard") for name in in_room(room)}
    assert sorted(folder for folder in folders if f"{folder}/__init__.py" not in CODE) == []


def test_a_page_is_a_story_of_at_most_90_lines():
    assert [name for name in in_room("dashboard/pages") if CODE[name].count("\n") > LONGEST_PAGE] == []


def test_no_file_is_longer_than_350_lines():
    too_long = [name for name, text in CODE.items() if text.count("\n") > LONGEST_FILE]
    assert not too_long, too_long


def test_no_function_is_longer_than_45_lines():
    functions = [
        (name, node)
        for name in CODE
        for node in ast.walk(tree(name))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    too_long = [f"{name}:{f.name}" for name, f in functions if f.end_lineno - f.lineno > LONGEST_FUNCTION]
    assert not too_long, too_long


def test_only_the_cache_analyses_and_everyone_else_may_only_name_its_records():
    imported = [
        (name, alias.name)
        for name in in_room("dashboard")
        for node in ast.walk(tree(name))
        if isinstance(node, ast.ImportFrom) and node.module == "qi.analysis"
        for alias in node.names
    ]
    modules = [
        (name, alias.name)
        for name in in_room("dashboard")
        for node in ast.walk(tree(name))
        if isinstance(node, ast.Import | ast.ImportFrom) and getattr(node, "module", "qi") == "qi"
        for alias in node.names
        if alias.name in ("analysis", "qi.analysis")
    ]
    assert [(name, found) for name, found in imported if not found[0].isupper()] == []
    assert {name for name, _ in modules} <= {"dashboard/cache.py"}


def test_no_component_keeps_what_it_drew_when_the_data_are_replaced():
    keeping = [name for name in in_room("dashboard/components") if "lru_cache" in CODE[name]]
    assert keeping == []


def test_the_method_never_asks_the_clock():
    calls = [
        f"{name}:{node.lineno}"
        for name in in_room("qi")
        for node in ast.walk(tree(name))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"today", "now", "utcnow"}
    ]
    assert calls == []


def modules_that_make(record: str, room: str) -> dict[str, ast.Module]:
    return {
        name.removesuffix(".py").replace("/", "."): tree(name)
        for name in in_room(room)
        for node in ast.walk(tree(name))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == record
    }


def siblings_imported(siblings: dict[str, ast.Module]) -> list[str]:
    return [
        f"{name} imports {node.module}"
        for name, parsed in siblings.items()
        for node in ast.walk(parsed)
        if isinstance(node, ast.ImportFrom) and node.module in siblings
    ]


def test_no_chart_type_imports_another():
    types = modules_that_make("ChartType", "qi/control_charts")
    assert len(types) > 1
    assert siblings_imported(types) == []


def test_no_rule_imports_another():
    rules = modules_that_make("Rule", "qi/signals")
    assert len(rules) > 1
    assert siblings_imported(rules) == []


def test_every_benchmark_and_script_still_finds_what_it_is_made_of():
    for name in (*in_room("benchmarks"), *in_room("scripts")):
        module = name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        if not module.endswith("__main__"):
            importlib.import_module(module)
