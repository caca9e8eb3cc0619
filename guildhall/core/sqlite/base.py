"""SQLite whose writers take turns.

SQLite lets one transaction write at a time. Who comes meanwhile asks again after pauses that grow to a tenth of a
second, so that with several processes the unlucky wait for seconds while nobody writes. Here a transaction first
takes a lock on a file beside the database, where the kernel lets one after the other through; it is given back with
the commit or rollback, and by the kernel when the process dies.
"""

import fcntl
import os
import threading

from django.db.backends.sqlite3 import base, operations

from guildhall.core.whole_rows import KnownConverters


class _Thread(threading.local):
    has_turn = False


_this_thread = _Thread()


class DatabaseOperations(KnownConverters, operations.DatabaseOperations):
    compiler_module = "guildhall.core.sqlite.compiler"


class DatabaseWrapper(base.DatabaseWrapper):
    """Only transactions take turns; a single statement outside of one waits as SQLite does it."""

    ops_class = DatabaseOperations
    _turn: int | None = None

    def _start_transaction_under_autocommit(self) -> None:
        self._take_turn()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]  # Django's own; its stubs leave it out
        except BaseException:
            self._end_turn()
            raise

    def _take_turn(self) -> None:
        """A second connection of a thread that has the turn would wait for itself: SQLite refuses it in time."""
        if self.is_in_memory_db() or _this_thread.has_turn:
            return
        turn = os.open(f"{self.settings_dict['NAME']}-turn", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(turn, fcntl.LOCK_EX)
        except OSError:  # a file system without such locks
            os.close(turn)
            return
        self._turn, _this_thread.has_turn = turn, True

    def _end_turn(self) -> None:
        if self._turn is not None:
            os.close(self._turn)
            self._turn, _this_thread.has_turn = None, False

    def _commit(self) -> None:
        """After a commit that failed the turn lasts until the rollback."""
        super()._commit()  # type: ignore[misc]  # Django's own; its stubs leave it out
        self._end_turn()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]  # Django's own; its stubs leave it out
        finally:
            self._end_turn()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]  # Django's own; its stubs leave it out
        finally:
            self._end_turn()
