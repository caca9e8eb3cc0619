"""The index of offers: a projection of the database on disk, from which the likely offers for a need are read.

Tantivy finds candidates; ``matching`` scores them exactly. The database is the truth: an index that is damaged, of
an older make or missing is built anew beside the old one and takes its place in one step, so that readers never see
half of it. One process writes; any number read, and call ``refresh`` to see what was committed since.
"""

import json
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path
from typing import Literal, NamedTuple, TypeVar
from uuid import uuid4
from zlib import crc32

import tantivy
from tantivy import Occur, Query

from guildhall.core.sentences import Sentence
from guildhall.matching.scoring import Collection, Wanted
from guildhall.matching.tokens import may_be_misspelt, normalized, normalized_terms

MAKE = "2"  # of terms and fields: an index of another make is built anew
CURRENT = "current"  # names the folder of the index in use
FOOTER_MARK = (1337).to_bytes(4, "little")  # what each of tantivy's files of content ends with
MEMORY = 64_000_000
MEMORY_TO_BUILD = 500_000_000  # at most: the more, the fewer parts the index has
MOST_TERMS = 256  # of a need, the weightiest: ten thousand characters must not take seconds
MOST_READ = 150_000  # places of terms; the commonest of a need are then only counted in what the others found
ANOTHER_LOOK = 0.01  # seconds between two looks whether another writer is done
Answer = TypeVar("Answer")


class DamagedError(Exception):
    """The index is missing, cut off, altered or of another make; building it anew helps."""


class BusyError(Exception):
    """Another process writes; ``sentence`` says so in both languages."""

    sentence = Sentence(
        "另一个进程正在写入索引，请稍后再试。", "Another process is writing the index. Try again later."
    )


class Entry(NamedTuple):
    """What is found: its id, its text in any languages, and marks by which limits are set (``kind:offer``).

    ``head`` is its title, where it has one, which is part of the text too. ``stamp`` says which state of the thing this is, in whatever numbers its owner counts.
    What comes out of the index has its text normalized and neither marks nor head.
    """

    id: str
    text: str
    marks: tuple[str, ...] = ()
    stamp: int = 0
    head: str = ""


@dataclass(frozen=True)
class Limits:
    """Hard limits, kept before anything is ranked: one mark out of each group, none of the marks, none of the ids."""

    one_of: tuple[tuple[str, ...], ...] = ()
    none_of: tuple[str, ...] = ()
    not_these: tuple[str, ...] = ()


EVERYTHING = Limits()


def _schema() -> tantivy.Schema:
    fields = tantivy.SchemaBuilder()
    fields.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    fields.add_text_field("text", stored=True, tokenizer_name="raw", index_option="basic")
    fields.add_text_field("terms", tokenizer_name="whitespace", index_option="freq")
    fields.add_text_field("heads", tokenizer_name="whitespace", index_option="basic")
    fields.add_text_field("words", tokenizer_name="whitespace", index_option="basic")
    fields.add_text_field("marks", tokenizer_name="raw", index_option="basic")
    fields.add_integer_field("length", fast=True)
    fields.add_integer_field("stamp", stored=True)
    return fields.build()


@dataclass(frozen=True)
class View:
    """The offers as they were committed at one moment; it does not change under a reader."""

    schema: tantivy.Schema
    searcher: tantivy.Searcher
    average: float
    _holding: dict[str, int] = field(default_factory=dict)

    @property
    def documents(self) -> int:
        return self.searcher.num_docs

    @property
    def parts(self) -> int:
        """How many parts the index lies in; each is asked by itself."""
        return int(self.searcher.num_segments)

    def collection(self, wanted: Iterable[str]) -> Collection:
        """The figures that scoring needs for these terms."""
        for term in wanted:
            if term not in self._holding:
                self._holding[term] = min(self.documents, self.searcher.doc_freq("terms", term))
        return Collection(self.documents, self.average, self._holding)

    def candidates(
        self,
        wanted: Mapping[str, Wanted],
        most: int,
        limits: Limits = EVERYTHING,
        within: Literal["terms", "heads"] = "terms",
    ) -> list[Entry]:
        """The likeliest offers for the terms of a need, within the limits, best first; ``heads``: by their titles alone."""
        telling = self._telling(wanted)
        if not telling:
            return []
        parts = [(Occur.Should, self._term(within, term, wanted[term].weight)) for term in telling]
        query = Query.boolean_query([(Occur.Must, Query.boolean_query(parts)), *self._limited(limits)])
        found = self.searcher.search(query, most, count=False).hits
        return [_entry(self.searcher.doc(place)) for _score, place in found]

    def _telling(self, wanted: Mapping[str, Wanted]) -> list[str]:
        """The terms that bring most, as many as are read in time; among many offers the commonest are left out."""
        known = self.collection(wanted)
        held = {term: each.weight * known.idf(term) for term, each in wanted.items() if known.holding[term]}
        chosen: list[str] = []
        read = 0
        for term in sorted(held, key=lambda term: (-held[term], term))[:MOST_TERMS]:
            read += known.holding[term]
            if chosen and read > MOST_READ:
                break
            chosen.append(term)
        return chosen

    def ids(self) -> set[str]:
        """Every id."""
        return set(self.stamps())

    def stamps(self, ids: Sequence[str] | None = None) -> dict[str, int]:
        """The stamp of every entry, or of those of these ids that are there: for comparing with the database."""
        if not self.documents or ids == []:
            return {}
        wanted = Query.all_query() if ids is None else Query.term_set_query(self.schema, "id", list(ids))
        hits = self.searcher.search(wanted, self.documents if ids is None else len(ids), count=False).hits
        found = [self.searcher.doc(place) for _score, place in hits]
        return {str(one.get_first("id")): int(one.get_first("stamp") or 0) for one in found}

    def near_spellings(self, word: str, most: int = 20) -> list[str]:
        """Texts in which a word stands that differs from this one by a letter.

        Looked for among words only: among all the pairs of characters of a million offers it takes 50 ms.
        """
        query = Query.fuzzy_term_query(self.schema, "words", word, 1, transposition_cost_one=True)
        found = self.searcher.search(query, most, count=False).hits
        return [_entry(self.searcher.doc(place)).text for _score, place in found]

    def _term(self, field: str, term: str, weight: float) -> Query:
        option: Literal["freq", "basic"] = "freq" if field == "terms" else "basic"
        return Query.boost_query(Query.term_query(self.schema, field, term, option), weight)

    def _limited(self, limits: Limits) -> Iterator[tuple[Occur, Query]]:
        for group in limits.one_of:
            fits = Query.term_set_query(self.schema, "marks", list(group))
            yield Occur.Must, Query.const_score_query(fits, 0.0)
        for name, values in (("marks", limits.none_of), ("id", limits.not_these)):
            if values:
                yield Occur.MustNot, Query.term_set_query(self.schema, name, list(values))


def _entry(found: tantivy.Document) -> Entry:
    return Entry(str(found.get_first("id")), str(found.get_first("text")))


class Writer:
    """Changes of the index; nothing is seen before ``commit``."""

    def __init__(self, writer: tantivy.IndexWriter) -> None:
        self._writer = writer
        self._is_clean = True

    def add(self, entry: Entry) -> None:
        """An entry that is certainly new: faster than ``put`` where a whole index is built."""
        self._is_clean = False
        text = normalized(entry.text)
        found = normalized_terms(text)
        document = tantivy.Document()
        document.add_text("id", entry.id)
        document.add_text("text", text)
        document.add_text("terms", " ".join(found))
        if entry.head:
            document.add_text("heads", " ".join(normalized_terms(normalized(entry.head))))
        if words := " ".join(filter(may_be_misspelt, found)):
            document.add_text("words", words)
        document.add_integer("length", len(found))
        document.add_integer("stamp", entry.stamp)
        for mark in entry.marks:
            document.add_text("marks", mark)
        self._writer.add_document(document)

    def put(self, entry: Entry) -> None:
        """An entry as it is now, new or changed."""
        self.remove(entry.id)
        self.add(entry)

    def remove(self, entry_id: str) -> None:
        self._is_clean = False
        self._writer.delete_documents_by_term("id", entry_id)

    def commit(self) -> None:
        self._writer.commit()
        self._is_clean = True

    def end(self) -> None:
        """Drop what was not committed, and wait until small parts of the index are merged into larger ones.

        To roll back would stop the merging, and parts would pile up.
        """
        if not self._is_clean:
            self._writer.rollback()
        self._writer.wait_merging_threads()


class OfferIndex:
    """An index in a folder. ``open`` refuses a damaged one; ``opened`` builds it anew instead."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.refresh()

    @classmethod
    def opened(cls, folder: Path, entries: Callable[[], Iterable[Entry]]) -> "OfferIndex":
        """The index of a folder; if it is missing or damaged, built from ``entries`` (what the database holds)."""
        try:
            return cls(folder)
        except DamagedError:
            folder.mkdir(parents=True, exist_ok=True)
        with _alone(folder, wait=True):
            try:
                return cls(folder)  # another process was quicker
            except DamagedError:
                return cls._built(folder, entries())

    @classmethod
    def built(cls, folder: Path, entries: Iterable[Entry]) -> "OfferIndex":
        """A new index in place of the old one, which readers keep until they refresh. BusyError as in ``writing``."""
        folder.mkdir(parents=True, exist_ok=True)
        with _alone(folder):
            return cls._built(folder, entries)

    @classmethod
    def _built(cls, folder: Path, entries: Iterable[Entry]) -> "OfferIndex":
        name = f"{MAKE}-{uuid4().hex}"
        home = folder / name
        home.mkdir(parents=True)
        try:
            _fill(home, entries)
            (home / CURRENT).write_text(name)
            (home / CURRENT).replace(folder / CURRENT)
        finally:  # the old one goes, or the new one that came to nothing
            kept = (folder / CURRENT).read_text() if (folder / CURRENT).exists() else ""
            for other in folder.iterdir():
                if other.is_dir() and other.name != kept:
                    shutil.rmtree(other)
        return cls(folder)

    def refresh(self) -> View:
        """See what was committed meanwhile, also an index built anew. Refused where it is damaged."""
        sign = self._sign()
        name = sign[0]
        if name != getattr(self, "name", None):
            _verify(self.folder / name)
            self.index = _understood(lambda: tantivy.Index.open(str(self.folder / name)))
            self.name = name
        _understood(self.index.reload)
        searcher = self.index.searcher()
        total = searcher.aggregate(Query.all_query(), {"all": {"sum": {"field": "length"}}})["all"]["value"]
        documents = searcher.num_docs
        self.view = View(self.index.schema, searcher, total / documents if documents else 0.0)
        self.sign = sign
        return self.view

    def refresh_if_changed(self) -> View:
        """The same, without asking tantivy where nothing was committed since."""
        return self.view if self._sign() == self.sign else self.refresh()

    @property
    def home(self) -> Path:
        """The folder of the index in use, for what its owner keeps beside it in files of JSON."""
        return self.folder / self.name

    @contextmanager
    def writing(self, patience: float = 0.0) -> Iterator[Writer]:
        """Held by one process at a time; what was not committed at the end is dropped.

        BusyError where it is held, and still is after so many seconds.
        """
        with _alone(self.folder, patience=patience):
            self.refresh()  # it may have been built anew
            writing = Writer(_understood(lambda: self.index.writer(MEMORY, 1)))
            try:
                yield writing
            finally:
                writing.end()

    def _sign(self) -> tuple[str, int, int]:
        """What differs after every commit: the name of the index, and its list of files, which is written anew."""
        name = self._name()
        try:
            files = (self.folder / name / "meta.json").stat()
            return name, files.st_ino, files.st_mtime_ns
        except OSError as problem:
            raise DamagedError(f"no index in {self.folder / name}") from problem

    def _name(self) -> str:
        try:
            name = (self.folder / CURRENT).read_text()
        except OSError as problem:
            raise DamagedError(f"no index in {self.folder}") from problem
        if not name.startswith(f"{MAKE}-"):
            raise DamagedError(f"an index of another make: {name}")
        return name


@contextmanager
def _alone(folder: Path, *, wait: bool = False, patience: float = 0.0) -> Iterator[None]:
    """Held by one writer at a time; the system lets go of it when a process dies."""
    with (folder / "writing.lock").open("wb") as lock:
        until = time.monotonic() + patience
        while True:
            try:
                flock(lock, LOCK_EX if wait else LOCK_EX | LOCK_NB)
                break
            except BlockingIOError as problem:
                if time.monotonic() >= until:
                    raise BusyError from problem
                time.sleep(ANOTHER_LOOK)
        yield


def _fill(home: Path, entries: Iterable[Entry]) -> None:
    writer = tantivy.Index(_schema(), str(home)).writer(MEMORY_TO_BUILD, 1)
    filling = Writer(writer)
    try:
        for entry in entries:
            filling.add(entry)
        filling.commit()
    finally:
        writer.wait_merging_threads()


def _understood(ask: Callable[[], Answer]) -> Answer:
    """What tantivy answers, or that it cannot read its files."""
    try:
        return ask()
    except (ValueError, OSError) as problem:
        raise DamagedError(str(problem)) from problem


def _verify(home: Path) -> None:
    """Whether every file of the index is whole: tantivy keeps a checksum at the end of each."""
    if not (home / "meta.json").exists():
        raise DamagedError(f"no index in {home}")
    for file in home.iterdir():
        if file.suffix in {"", ".json", ".lock"} or file.name.startswith("."):
            continue
        content = file.read_bytes()
        size = int.from_bytes(content[-8:-4], "little")
        if content[-4:] != FOOTER_MARK or size > len(content):
            raise DamagedError(f"{file} is cut off")
        try:
            promised = json.loads(content[-8 - size : -8])["crc"]
        except (ValueError, KeyError) as problem:
            raise DamagedError(f"{file} cannot be read") from problem
        if crc32(memoryview(content)[: -8 - size]) != promised:
            raise DamagedError(f"{file} was altered")
