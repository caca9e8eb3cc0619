import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from guildhall.jobs.labels import load_tasks
from guildhall.jobs.worker import work_once


class Command(BaseCommand):
    help = "Runs background jobs and timed tasks until it is stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what is due now, then stop")

    def handle(self, *args: Any, **options: Any) -> None:
        load_tasks()
        stop = threading.Event()
        if options["once"]:
            while work_once():
                pass
            return
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        while not stop.is_set():
            if not work_once():
                stop.wait(1)
