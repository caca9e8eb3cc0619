"""Set up what running, checking and testing need; what is there already is left alone.

    python3 tools/environment.py run       a virtual environment with the locked packages that the product needs
    python3 tools/environment.py dev       the same with what checks and tests need
    python3 tools/environment.py browser   a Chromium for the tests that walk through pages

The environment is the folder VENV (default: .venv). Needs nothing but Python's standard library.
"""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / os.environ.get("VENV", ".venv")
LOCKS = {"run": ["run.txt", "build.txt"], "dev": ["dev.txt"]}
# The one without a screen takes a third less of the processor.
BROWSERS = [
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
]
DRIVERS_LIBRARY = "libatomic1"
OLDEST = (3, 11)


def say(text: str) -> None:
    print(text, flush=True)


def install(kind: str) -> None:
    """Make the environment if it is not there, and install exactly what the lock files say, once."""
    locks = [ROOT / "requirements" / name for name in LOCKS[kind]]
    state = state_of(kind)
    stamp = VENV / f"installed-{kind}"
    python = VENV / "bin" / "python"
    if _runs(python) and stamp.exists() and stamp.read_text() == state:
        return
    if not _runs(python):
        _make_environment()
    say(
        f"Installing {', '.join(lock.name for lock in locks)} into {VENV.name}: exact versions, by hash (a minute the first time) ..."
    )
    files = [word for lock in locks for word in ("-r", str(lock))]
    quiet = ["-qq", "--disable-pip-version-check", "--no-input", "--no-warn-script-location"]
    _do([str(python), "-m", "pip", "install", *quiet, "--require-hashes", "--no-deps", *files])
    stamp.write_text(state)


def state_of(kind: str) -> str:
    """Names what the lock files say; an environment's folder holds it as ``installed-<kind>`` when it has all that."""
    locks = [ROOT / "requirements" / name for name in LOCKS[kind]]
    return hashlib.sha256(b"".join(lock.read_bytes() for lock in locks)).hexdigest()


def provide_browser() -> None:
    """Find a Chromium, or get one: from Debian when we may install, else from Playwright."""
    lacking = [] if chromium() or _playwrights_own() else [BROWSERS[0]]
    if not _drives():
        lacking.append(DRIVERS_LIBRARY)
    if lacking and _may_install_packages():
        say(f"Installing {' and '.join(lacking)} for the browser tests ...")
        install_packages(*lacking)
    elif BROWSERS[0] in lacking:
        say("Downloading Playwright's Chromium for the browser tests ...")
        _do([str(VENV / "bin" / "python"), "-m", "playwright", "install", "chromium"])
    if not _drives():
        raise SystemExit(f"Playwright does not start here. On Debian: apt-get install {DRIVERS_LIBRARY}")


def chromium() -> "str | None":
    """The Chromium of this machine: CHROMIUM if set, else the first found by name."""
    given = os.environ.get("CHROMIUM")
    return given or next((found for found in map(shutil.which, BROWSERS) if found), None)


def install_packages(*names: str) -> None:
    """Install packages of Debian. Only root can."""
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    _do(["apt-get", "update", "-qq"], env)
    _do(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *names], env)


def _make_environment() -> None:
    if importlib.util.find_spec("ensurepip") is None:
        if not _may_install_packages():
            raise SystemExit(
                "This Python cannot make virtual environments. On Debian: apt-get install python3-venv"
            )
        say("Installing python3-venv ...")
        install_packages("python3-venv")
    say(f"Making a virtual environment in {VENV} ...")
    _do([sys.executable, "-m", "venv", "--clear", str(VENV)])


def _drives() -> bool:
    """Whether Playwright's driver starts; a bare Debian lacks a library that it needs."""
    ask = [str(VENV / "bin" / "python"), "-m", "playwright", "--version"]
    return subprocess.run(ask, capture_output=True, check=False).returncode == 0


def _playwrights_own() -> bool:
    ask = "from playwright.sync_api import sync_playwright as p; print(p().start().chromium.executable_path)"
    answer = subprocess.run(
        [str(VENV / "bin" / "python"), "-c", ask], capture_output=True, text=True, check=False
    )
    return answer.returncode == 0 and Path(answer.stdout.strip()).exists()


def _may_install_packages() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def _runs(python: Path) -> bool:
    return python.exists() and subprocess.run([str(python), "-c", ""], check=False).returncode == 0


def _do(command: "list[str]", env: "dict[str, str] | None" = None) -> None:
    done = subprocess.run(command, env=env, stdin=subprocess.DEVNULL, check=False)
    if done.returncode:
        raise SystemExit(f"This did not work (exit {done.returncode}): {' '.join(command)}")


def main(arguments: "list[str]") -> None:
    if sys.version_info < OLDEST:
        wanted = ".".join(map(str, OLDEST))
        raise SystemExit(
            f"Guildhall needs Python {wanted} or newer; this is {sys.version.split()[0]}. Set PYTHON=..."
        )
    for wish in arguments:
        if wish == "browser":
            provide_browser()
        elif wish in LOCKS:
            install(wish)
        else:
            raise SystemExit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
