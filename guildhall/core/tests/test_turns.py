"""Writers of SQLite take turns: one after the other, and nobody waits for who is gone."""

import fcntl
import os
import subprocess
import sys
import threading

import pytest
from django.db import DatabaseError, connection, transaction

from guildhall.accounts.models import Association

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL lets many write at once"),
]


def is_free() -> bool:
    turn = os.open(f"{connection.settings_dict['NAME']}-turn", os.O_RDWR | os.O_CREAT)
    try:
        fcntl.flock(turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(turn)
    return True


def test_a_transaction_holds_the_turn_until_it_ends_however_it_ends():
    seen = []
    with transaction.atomic():
        seen.append(is_free())
        with transaction.atomic():
            pass
        seen.append(is_free())
    seen.append(is_free())
    with transaction.atomic():
        transaction.set_rollback(True)
        seen.append(is_free())
    seen.append(is_free())
    with transaction.atomic():
        connection.close()
        seen.append(is_free())

    assert seen == [False, False, True, False, True, True]


def test_a_transaction_that_cannot_begin_gives_the_turn_back():
    with pytest.raises(DatabaseError), transaction.atomic():
        connection._start_transaction_under_autocommit()  # type: ignore[attr-defined]  # Django's, and no stub names it
    assert is_free()


def test_threads_that_write_at_once_all_come_through():
    def found(number: int) -> None:
        try:
            with transaction.atomic():
                before = Association.objects.count()
                Association.objects.create(slug=f"a{number}", name_zh=f"第{before}个")
        finally:
            connection.close()

    threads = [threading.Thread(target=found, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    names = set(Association.objects.values_list("name_zh", flat=True))
    assert names == {f"第{number}个" for number in range(6)}


def test_the_turn_of_a_process_that_was_killed_is_free():
    code = "import fcntl, os, signal, sys; turn = os.open(sys.argv[1], os.O_RDWR | os.O_CREAT);"
    code += "fcntl.flock(turn, fcntl.LOCK_EX); os.kill(os.getpid(), signal.SIGKILL)"
    subprocess.run(
        [sys.executable, "-S", "-c", code, f"{connection.settings_dict['NAME']}-turn"], check=False
    )

    with transaction.atomic():
        assert not is_free()
