"""Install the wheel where nothing else is, serve it, and look: ``python -m scripts.clean_install``.

With ``--locked`` every locked package is installed anew as well (minutes, from the package index); without it those of
this environment are seen by a path file (seconds). Either way nothing of the clone is: the editable installation of
this environment is named by a path file of its own, and those are not followed.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import sysconfig
import tempfile
import venv
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Response

from scripts import driver

VALUES = (5, 6, 5, 7, 6, 5, 9, 9, 8, 9, 8, 9)
NUMBERS = "\n".join(["month,value", *(f"2024-{i:02},{value}" for i, value in enumerate(VALUES, start=1))])


def install(folder: Path, *, is_locked: bool) -> Path:
    """Build the wheel and install it into an environment in ``folder``; return the folder of its commands."""
    call(sys.executable, "-m", "hatchling", "build", "--target", "wheel", "-d", folder / "dist", cwd=driver.ROOT)
    venv.create(folder / "venv", with_pip=True)
    python = folder / "venv" / "bin" / "python"
    pip = [python, "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--no-input", "--no-deps"]
    if is_locked:
        call(*pip, "--require-hashes", "-r", driver.ROOT / "requirements.lock", cwd=folder)
    else:
        ours = sysconfig.get_path("purelib")
        packages = call(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder).strip()
        (Path(packages) / "locked.pth").write_text(f"{ours}\n", encoding="utf-8")
    call(*pip, *(folder / "dist").glob("*.whl"), cwd=folder)
    return python.parent


def call(*command: str | Path, cwd: Path) -> str:
    """Run a command to its end; return what it printed."""
    ended = subprocess.run(list(map(str, command)), cwd=cwd, capture_output=True, text=True)
    if ended.returncode:
        raise RuntimeError(f"{command[0]} ended with {ended.returncode}:\n{ended.stderr}")
    return ended.stdout


def is_trouble(answer: Response) -> bool:
    """Whether an answer is an error, or came from elsewhere; Streamlit looks for the folder it is served from."""
    is_search = answer.url.endswith(("/_stcore/health", "/_stcore/host-config"))
    return (answer.status >= 400 and not is_search) or urlsplit(answer.url).hostname not in ("localhost", "", None)


def serve_and_look(commands: Path, folder: Path) -> list[str]:
    """Serve from an empty folder, open two pages, and return what was seen. Raises where anything was not as it is."""
    port = driver.free_port()
    home = {"HOME": str(folder / "home"), "PYTHONPATH": "", "XDG_DATA_HOME": ""}
    command = [str(commands / "kvalitetstavle"), "--port", str(port)]
    with (
        driver.running(command, port, environment=home, cwd=folder / "elsewhere") as server,
        driver.chromium() as browser,
    ):
        page = driver.danish_context(browser).new_page()
        troubles: list[str] = []
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("response", lambda answer: troubles.append(answer.url) if is_trouble(answer) else None)
        seen = []
        for address in ("", "henvisninger"):
            driver.open_page(page, f"{server.url}/{address}")
            page.evaluate("document.fonts.ready")
            seen.append(f"/{address}: {page.title()}, {page.locator('svg.kt-fig').count()} charts")
        if not page.evaluate("document.fonts.check('16px Inter')"):
            troubles.append("the typeface did not come")
        page.screenshot(path=folder / "served.png")
        if troubles or "Traceback" in server.log():
            raise RuntimeError(f"served with trouble: {troubles}\n{server.log()}")
    if not (folder / "home" / ".local" / "share" / "kvalitetstavle").is_dir():
        raise RuntimeError("what people write is not kept in the home folder")
    return seen


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--locked", action="store_true", help="install every locked package anew")
    parser.add_argument("--keep", type=Path, help="keep the environment and the picture in this folder")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="clean-") as scratch:
        folder = options.keep.resolve() if options.keep else Path(scratch)
        (folder / "elsewhere").mkdir(parents=True, exist_ok=True)
        commands = install(folder, is_locked=options.locked)
        (folder / "numbers.csv").write_text(NUMBERS, encoding="utf-8")
        print(call(commands / "qi", "chart", "numbers.csv", "--x", "month", "--y", "value", cwd=folder))
        print(*serve_and_look(commands, folder), sep="\n")
    print("the wheel serves from a clean environment")


if __name__ == "__main__":
    main()
