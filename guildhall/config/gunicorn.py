"""How the web server runs under `guildhall serve`: these names are gunicorn's settings."""

import os
from typing import Any

bind = os.environ.get("GUILDHALL_BIND", "127.0.0.1:8000")
workers = int(os.environ.get("GUILDHALL_WORKERS", "2"))
threads = int(os.environ.get("GUILDHALL_THREADS", "4"))
worker_class = "gthread"
worker_connections = 4000  # a hall of phones keeps its connections for two seconds after asking
control_socket_disable = True
graceful_timeout = 20
loglevel = "warning"


def when_ready(_server: Any) -> None:
    print(f"Guildhall · 会馆 is ready on {os.environ.get('SITE_URL', bind)} (Ctrl+C stops it)", flush=True)
