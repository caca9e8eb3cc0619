"""What `guildhall serve` runs in the processes that it forks: everything is loaded before, by ``load``."""

import gc
import sys
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connections
from django.template import engines
from django.utils.translation import trans_real
from gunicorn.app.base import BaseApplication

from guildhall.config import gunicorn, settings
from guildhall.config.wsgi import application

SWITCH = 0.0005


class WebServer(BaseApplication):
    """Gunicorn with the names in config/gunicorn.py as its settings."""

    def load_config(self) -> None:
        for name, value in vars(gunicorn).items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Any:
        return application


def load() -> None:
    """Load what every process needs, so that it lies in memory once: code, catalogs, templates - no connection."""
    for code, _name in settings.LANGUAGES:
        trans_real.translation(code)
    for folder in settings.PACKAGE.glob("*/templates"):
        for file in folder.rglob("*.html"):
            engines["django"].get_template(str(Path(file).relative_to(folder)))
    connections.close_all()
    # Out of the collector's sight its pages are not touched, and not copied into every process.
    gc.collect()
    gc.freeze()


def web() -> None:
    # Who holds the database's turn waits for the interpreter after each statement, for so long at most.
    sys.setswitchinterval(SWITCH)
    WebServer().run()


def work() -> None:
    call_command("work")
