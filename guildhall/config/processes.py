"""What `guildhall serve` runs in the processes that it forks: everything is loaded before, by ``load``."""

import gc
import sys
from pathlib import Path
from typing import Any
from wsgiref.util import setup_testing_defaults

from django.core.management import call_command
from django.db import connections
from django.template import engines
from django.urls import URLResolver, get_resolver
from django.utils import translation
from django.utils.translation import trans_real
from gunicorn.app.base import BaseApplication

from guildhall import streams
from guildhall.config import gunicorn, settings, streaming
from guildhall.config.wsgi import application
from guildhall.core.memory import be_frugal

SWITCH = 0.0005
# What a page leaves in circles is little: it may wait for some pages more before it is looked for.
NOW_AND_THEN = (5_000, 20, 20)


class WebServer(BaseApplication):
    """Gunicorn with the names in config/gunicorn.py as its settings."""

    def load_config(self) -> None:
        for name, value in vars(gunicorn).items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Any:
        return streaming.HandingOver(application)


def load() -> None:
    """Load what every process needs, so that it lies in memory once: code, catalogs, templates, addresses - no connection."""
    for code, _name in settings.LANGUAGES:
        trans_real.translation(code)
    for folder in settings.PACKAGE.glob("*/templates"):
        for file in folder.rglob("*.html"):
            engines["django"].get_template(str(Path(file).relative_to(folder)))
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            _know_all_addresses(get_resolver())
    _answer_once("/account/login/")
    from guildhall.config.preparation import say_how_to_begin  # noqa: PLC0415 - its rooms need Django to be set up

    say_how_to_begin()
    streaming.name_door()
    connections.close_all()
    be_frugal()
    # Out of the collector's sight its pages are not touched, and not copied into every process.
    gc.collect()
    gc.freeze()
    gc.set_threshold(*NOW_AND_THEN)


def _know_all_addresses(resolver: URLResolver) -> None:
    """What is worked out when the first address of a room is asked for."""
    for _prefix, room in resolver.namespace_dict.values():
        _know_all_addresses(room)
    resolver.reverse_dict  # noqa: B018 - reading it makes it


def _answer_once(path: str) -> None:
    """What the first answer of a process makes - middleware, forms, the look of pages - is made once for all."""
    host = settings.ALLOWED_HOSTS[0].lstrip("*.") or "localhost"
    environ: dict[str, Any] = {"PATH_INFO": path, "HTTP_HOST": host}
    setup_testing_defaults(environ)
    b"".join(application(environ, lambda *_said: lambda _part: None))


def web() -> None:
    streams.allow_many_files()
    # Who holds the database's turn waits for the interpreter after each statement, for so long at most.
    sys.setswitchinterval(SWITCH)
    WebServer().run()


def work() -> None:
    call_command("work")


def hold_streams() -> None:
    streaming.run()
