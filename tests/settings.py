"""The product's settings, in a folder of this run's own and without what only costs tests time."""

import atexit
import os
import shutil
import tempfile

# Before the settings are read: nothing a test does may reach the folder of a real installation.
HOME_OF_THIS_RUN = tempfile.mkdtemp(prefix="guildhall-test-")
atexit.register(shutil.rmtree, HOME_OF_THIS_RUN, ignore_errors=True)
os.environ["GUILDHALL_HOME"] = HOME_OF_THIS_RUN

from django.conf.global_settings import PASSWORD_HASHERS  # noqa: E402 - the order is the point

from guildhall.config.settings import *  # noqa: E402, F403 - the order is the point; every setting is wanted
from guildhall.config.settings import CACHES, DATABASES, STATIC_ROOT  # noqa: E402 - the order is the point

# Passwords that the product itself wrote can be read too.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *PASSWORD_HASHERS]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# Builders write rows without a line in the record; tests of what is kept ask for the real thing.
CACHES["kept"] = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
STATIC_ROOT.mkdir(exist_ok=True)
# Each of some thousand clients would list all static files at its beginning; so they are found when asked for.
WHITENOISE_AUTOREFRESH = True
# Tests that roll back must not count for one another; tests/test_server.py uses the product's own.
CACHES["default"] = CACHES["process"]

DATABASES["default"]["CONN_MAX_AGE"] = (
    0  # a live server's threads must not keep the database from being dropped
)
options = DATABASES["default"].get("OPTIONS")
if isinstance(options, dict) and "timeout" in options:
    # Where many write at once on a busy machine, the last of them waits long for its turn.
    options["timeout"] = 300
    # The machine's end would be the end of the run too; no process waits for the disk on account of it.
    options["init_command"] = str(options["init_command"]).replace("synchronous=NORMAL", "synchronous=OFF")
