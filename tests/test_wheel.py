"""What is installed as a package is whole: it starts, speaks Chinese and brings its pages, but no tests."""

import os
import subprocess
import sys
import zipfile

import pytest

from tests.house import ROOT


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    options = ["--quiet", "--no-deps", "--no-build-isolation", "--disable-pip-version-check", "--no-index"]
    subprocess.run([sys.executable, "-m", "pip", "wheel", *options, "-w", folder, ROOT], check=True)
    with zipfile.ZipFile(next(folder.glob("guildhall-*.whl"))) as wheel:
        wheel.extractall(folder / "site")
    return folder / "site"


@pytest.mark.slow
def test_the_wheel_holds_what_it_needs_and_no_tests(installed):
    files = {file.relative_to(installed).as_posix() for file in installed.rglob("*") if file.is_file()}

    assert "guildhall/core/locale/zh_Hans/LC_MESSAGES/django.mo" in files
    assert "guildhall/core/templates/core/base.html" in files
    assert "guildhall/core/static/vendor/htmx.js" in files
    assert [file for file in files if "/tests/" in file] == []
    assert [file for file in files if not file.startswith("guildhall")] == []


@pytest.mark.slow
def test_the_installed_program_starts(installed, tmp_path):
    env = os.environ | {"PYTHONPATH": str(installed), "GUILDHALL_HOME": str(tmp_path / "home")}
    env["DJANGO_SETTINGS_MODULE"] = "guildhall.config.settings"
    ask = "import guildhall.cli as c; from pathlib import Path; print(Path(c.__file__).parent.parent); c.run(['check'])"
    done = subprocess.run(
        [sys.executable, "-c", ask], cwd=tmp_path, env=env, capture_output=True, text=True, check=False
    )

    assert done.stdout.startswith(str(installed)), done.stderr
    assert "guildhall migrate" in done.stdout or "sound" in done.stdout
