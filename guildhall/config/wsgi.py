import os

from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guildhall.config.settings")
application = get_wsgi_application()
# Everything is loaded here, once, and shared by processes that are forked afterwards - except connections.
get_resolver().check()
connections.close_all()
