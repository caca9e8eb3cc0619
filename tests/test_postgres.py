"""The PostgreSQL that tests run on starts by itself and leaves nothing behind."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

ROOT = Path(__file__).resolve().parent.parent
START = [sys.executable, "-m", "tools.postgres", "--", sys.executable, "-c"]
WITHOUT = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}


def folder_of(url: str) -> Path:
    return Path(unquote(urlsplit(url.strip()).hostname or ""))


def test_a_command_gets_a_server_that_is_gone_afterwards():
    ask = (
        "import os, psycopg; url = os.environ['DATABASE_URL']; print(url);"
        "print(psycopg.connect(url).execute('show server_encoding').fetchone()[0]); raise SystemExit(3)"
    )

    done = subprocess.run([*START, ask], cwd=ROOT, env=WITHOUT, capture_output=True, text=True, check=False)

    url, encoding = done.stdout.split()
    assert (encoding, done.returncode, done.stderr) == ("UTF8", 3, "")
    assert not folder_of(url).exists()


def test_ending_the_command_ends_its_server():
    wait = "import os, signal; print(os.environ['DATABASE_URL'], flush=True); signal.pause()"
    with subprocess.Popen(
        [*START, wait], cwd=ROOT, env=WITHOUT, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        url = process.stdout.readline()
        assert folder_of(url).exists()

        process.send_signal(signal.SIGTERM)

        assert process.wait(timeout=300) == 128 + signal.SIGTERM
    assert not folder_of(url).exists()


def test_a_given_server_is_used():
    show = "import os; print(os.environ['DATABASE_URL'])"
    env = WITHOUT | {"DATABASE_URL": "postgresql://somewhere/else"}

    done = subprocess.run([*START, show], cwd=ROOT, env=env, capture_output=True, text=True, check=True)

    assert done.stdout == "postgresql://somewhere/else\n"
