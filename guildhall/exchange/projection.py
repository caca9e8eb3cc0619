"""The index of listings: a projection of the database that follows its commits.

The database is the truth. Whoever writes a listing calls ``follow`` after the commit; every reader looks whether the
database has a newer change than the index has read, and reads it first (``current``), so that a process killed between
its commit and its line in the index loses nothing. Once a minute ``look_back`` reads the last minutes again, for
changes that were committed later than they were made; once a night ``mend`` compares everything. Offers and needs of
all associations stand in one index; marks say what they are, whose, and who sees them.
"""

import json
import logging
import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from guildhall.exchange.models import Listing
from guildhall.exchange.sight import marks_of, open_texts
from guildhall.matching.index import BusyError, DamagedError, Entry, OfferIndex, View, Writer

logger = logging.getLogger(__name__)
BATCH = 2_000
MOST_PARTS = 20  # of an index that is quick to ask and to write
PATIENCE = 1.0  # seconds that a writer waits for another one
LOOKED_BACK = timedelta(minutes=10)
BETWEEN_TITLES = "\t"
TITLE_COUNTS = 3  # times: what is offered stands there, and what it is for in the text
READ = "read.json"  # up to which change the index has read
ONE_MICROSECOND = timedelta(microseconds=1)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Differences:
    """What the index lacks, has in an older state, or has too much, by the ids of listings."""

    listed: int
    missing: Sequence[str]
    old: Sequence[str]
    extra: Sequence[str]

    @property
    def all(self) -> list[str]:
        return [*self.missing, *self.old, *self.extra]


class Projection:
    """The index as one process has it open."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.lock = threading.RLock()
        self._index: OfferIndex | None = None

    def index(self) -> OfferIndex:
        """The index, with what any process has committed; built from the database where it is missing or damaged."""
        with self.lock:
            try:
                if self._index is None:
                    self._index = OfferIndex(self.folder)
                self._index.refresh_if_changed()
            except DamagedError as problem:
                logger.warning("the index of listings is built anew: %s", problem)
                self._index = self._rebuilt()
            return self._index

    def current(self) -> View:
        """The listings as the database has them now."""
        index = self.index()
        newest = Listing.objects.order_by("-changed_at", "-id").values_list("changed_at", flat=True).first()
        if newest is not None and stamp_of(newest) > self._read(index):
            self.follow()
            index = self.index()
        return index.view

    def follow(self, ids: Iterable[object] = ()) -> int:
        """Read what changed since the last time, and these listings; returns how many lines of the index were written.

        Where another process writes for long, what changed is left to the next who looks.
        """
        index = self.index()
        since = EPOCH + self._read(index) * ONE_MICROSECOND
        changed = Listing.objects.filter(Q(changed_at__gt=since) | Q(pk__in=list(ids)))
        written, newest = 0, 0
        try:
            for batch in _batches(changed.order_by("changed_at", "id")):
                written += self._write(batch)
                newest = max(newest, *(stamp_of(one.changed_at) for one in batch))
        except BusyError:
            logger.info("another process writes the index of listings; what changed is read later")
            return written
        if newest:
            self._note(newest)
        return written

    def look_back(self, now: datetime) -> int:
        """Read the last minutes again; returns how many lines of the index were written."""
        recent = Listing.objects.filter(changed_at__gte=now - LOOKED_BACK).values_list("pk", flat=True)
        return self.follow(recent)

    def differences(self) -> Differences:
        """The index held against the database, listing by listing."""
        known = self.index().view.stamps()
        wanted = {
            str(pk): stamp_of(changed_at) for pk, changed_at in _listed().values_list("pk", "changed_at")
        }
        return Differences(
            len(wanted),
            sorted(wanted.keys() - known.keys()),
            sorted(pk for pk in wanted.keys() & known.keys() if wanted[pk] != known[pk]),
            sorted(known.keys() - wanted.keys()),
        )

    def mend(self) -> Differences:
        """Compare everything, and write what differs; returns what did. An index in many parts is built anew."""
        found = self.differences()
        if self.index().view.parts > MOST_PARTS:
            self.rebuild()
            return found
        for start in range(0, len(found.all), BATCH):
            self._write_ids(found.all[start : start + BATCH])
        return found

    def rebuild(self) -> int:
        """A new index from the database, in place of the old one when it is whole. BusyError while another writes."""
        with self.lock:
            self._index = None
            newest = _newest()
            index = OfferIndex.built(self.folder, _entries(_listed()))
            self._index = index
        self._note(newest)
        return index.view.documents

    def _rebuilt(self) -> OfferIndex:
        """The same for whoever comes first; the others wait for it. What changed meanwhile is followed afterwards."""
        newest = _newest()
        index = OfferIndex.opened(self.folder, lambda: _entries(_listed()))
        if not (index.home / READ).exists():
            (index.home / READ).write_text(json.dumps(newest))
        return index

    def _write(self, listings: Sequence[Listing]) -> int:
        """Only those whose state the index does not have yet."""
        with self.lock:
            index = self.index()
            known = index.view.stamps([str(one.pk) for one in listings])
            today = timezone.now().date()
            wanted = {one: stamp_of(one.changed_at) if _is_listed(one, today) else None for one in listings}
            differing = [one for one, stamp in wanted.items() if known.get(str(one.pk)) != stamp]
            if not differing:
                return 0
            with index.writing(PATIENCE) as writer:
                for one in differing:
                    _put(writer, one, listed=wanted[one] is not None)
                writer.commit()
            index.refresh()
            return len(differing)

    def _write_ids(self, ids: Sequence[str]) -> None:
        rows = list(_whole(Listing.objects.filter(pk__in=ids)))
        self._write(rows)
        gone = set(ids) - {str(one.pk) for one in rows}
        if gone:
            index = self.index()
            with index.writing(PATIENCE) as writer:
                for pk in gone:
                    writer.remove(pk)
                writer.commit()

    def _read(self, index: OfferIndex) -> int:
        """Up to which change the index has read; from the beginning where that is not known."""
        try:
            return int(json.loads((index.home / READ).read_text()))
        except (OSError, ValueError, TypeError):
            return 0

    def _note(self, newest: int) -> None:
        index = self.index()
        part = index.home / f".{READ}.{threading.get_ident()}"
        part.write_text(json.dumps(max(newest, self._read(index))))
        part.replace(index.home / READ)


_open: dict[Path, Projection] = {}
_opening = threading.Lock()


def projection() -> Projection:
    """The index of this installation, opened once in each process and not before it is needed."""
    folder = Path(settings.HOME) / "index" / "listings"
    with _opening:
        return _open.setdefault(folder, Projection(folder))


def stamp_of(changed_at: datetime) -> int:
    """A moment as the index counts it: microseconds since 1970."""
    return (changed_at - EPOCH) // ONE_MICROSECOND


def entry_of(listing: Listing) -> Entry:
    """A listing as the index has it: what anybody who sees it may read, and the marks by which it is limited."""
    titles = titles_of(listing)
    head = BETWEEN_TITLES.join(titles)
    said = [*[head] * TITLE_COUNTS, *texts_of(listing)[len(titles) :]]
    return Entry(str(listing.pk), "\n".join(said), marks_of(listing), stamp_of(listing.changed_at), head=head)


def head_of(text: str) -> str:
    """Of the text of an entry what its titles say."""
    return text.partition("\n")[0]


def titles_of(listing: Listing) -> tuple[str, ...]:
    """Its titles, one or two, as anybody who sees it may read them."""
    return open_texts(listing)[: sum(map(bool, (listing.title_zh, listing.title_en)))]


def texts_of(listing: Listing) -> tuple[str, ...]:
    """The same with its texts; certificates are compared by themselves."""
    said = open_texts(listing)
    return said[:-1] if listing.certificates else said


def _put(writer: Writer, listing: Listing, *, listed: bool) -> None:
    if listed:
        writer.put(entry_of(listing))
    else:
        writer.remove(str(listing.pk))


def _is_listed(listing: Listing, today: date) -> bool:
    """Whether it belongs into the index: published, and over no longer than a day (it is today somewhere)."""
    is_over = listing.until_on is not None and listing.until_on < today - timedelta(days=1)
    return listing.state == Listing.State.PUBLISHED and not is_over


def _listed() -> "QuerySet[Listing]":
    yesterday = timezone.now().date() - timedelta(days=1)
    return Listing.objects.filter(state=Listing.State.PUBLISHED, until_on__gte=yesterday)


def _newest() -> int:
    newest = Listing.objects.order_by("-changed_at").values_list("changed_at", flat=True).first()
    return stamp_of(newest) if newest else 0


def _whole(listings: "QuerySet[Listing]") -> "QuerySet[Listing]":
    """With what marks are made of."""
    return listings.select_related("organization", "contact").prefetch_related("parties", "shared_with")


def _batches(listings: "QuerySet[Listing]") -> Iterator[list[Listing]]:
    batch: list[Listing] = []
    for one in _whole(listings).iterator(chunk_size=BATCH):
        batch.append(one)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _entries(listings: "QuerySet[Listing]") -> Iterator[Entry]:
    for one in _whole(listings.order_by("pk")).iterator(chunk_size=BATCH):
        yield entry_of(one)
