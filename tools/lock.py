"""Write requirements/*.txt: every package that pyproject.toml asks for, directly or not, exact and by hash.

    python -m tools.lock [--upgrade]

The files hold for every platform and every supported Python, and name no server: where packages come from is
the business of whoever installs them.
"""

import subprocess
import sys

from tools.catalogs import ROOT

FOLDER = ROOT / "requirements"
SETS = {
    "run.txt": [],
    "dev.txt": ["--extra", "dev", "--constraints", "requirements/run.txt"],
    "build.txt": ["--group", "build", "--constraints", "requirements/dev.txt"],
}
OPTIONS = [
    "--universal",
    "--python-version",
    "3.11",
    "--generate-hashes",
    "--no-header",
    "--no-annotate",
    "--no-config",
    "--quiet",
]


def main(arguments: list[str]) -> int:
    uv = [sys.executable, "-m", "uv"]
    for name, choice in SETS.items():
        source = [] if "--group" in choice else ["pyproject.toml"]
        target = f"requirements/{name}"
        command = [*uv, "pip", "compile", *source, *choice, *OPTIONS, "--output-file", target, *arguments]
        done = subprocess.run(command, cwd=ROOT, check=False)
        if done.returncode:
            return done.returncode
        print(f"{target}: {(FOLDER / name).read_text().count('==')} packages")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
