"""How the web server runs under `guildhall serve`. Gunicorn reads the module's names."""

import gc
import os
from typing import Any

bind = os.environ.get("GUILDHALL_BIND", "127.0.0.1:8000")
workers = int(os.environ.get("GUILDHALL_WORKERS", "2"))
threads = int(os.environ.get("GUILDHALL_THREADS", "4"))
worker_class = "gthread"
# Loaded once and shared by all workers; wsgi.py leaves no connection open behind it.
preload_app = True
control_socket_disable = True
graceful_timeout = 20
loglevel = "warning"


def when_ready(_server: Any) -> None:
    # What was loaded stays; moved out of the collector's sight its pages are not copied into every worker.
    gc.freeze()
    print(f"Guildhall · 会馆 is ready on {os.environ.get('SITE_URL', bind)} (Ctrl+C stops it)", flush=True)
