"""How well other people's rankings do on the same labelled needs: nothing of ours but the terms, where it says so.

Each takes the texts of the offers and answers a need with the places of its ten best. ``jieba`` and ``bm25s`` come
with the extra ``bench``; what is not installed is left out and said so.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from importlib.util import find_spec
from math import log
from typing import Any

import tantivy

from guildhall.matching.measures import DEPTH
from guildhall.matching.tokens import normalized, terms

Ranking = Callable[[str], list[int]]
NEEDED = {"jieba and BM25": "jieba", "bm25s": "bm25s"}


def rankings(texts: Sequence[str]) -> Iterator[tuple[str, Ranking | None]]:
    """Each by its name; None where its library is not installed."""
    made: dict[str, Callable[[Sequence[str]], Ranking]] = {
        "substring search": substring,
        "jieba and BM25": words_of_jieba,
        "bm25s": bm25s_of_our_terms,
        "tantivy, its own tokens": plain_tantivy,
    }
    for name, make in made.items():
        yield name, make(texts) if find_spec(NEEDED.get(name, "tantivy")) else None


def substring(texts: Sequence[str]) -> Ranking:
    """Offers that contain the need, else those that the need contains, the longest first."""
    plain = [normalized(text) for text in texts]

    def ranked(need: str) -> list[int]:
        said = normalized(need)
        found = [place for place, text in enumerate(plain) if said in text or text in said]
        return sorted(found, key=lambda place: (said not in plain[place], -len(plain[place]), place))[:DEPTH]

    return ranked


def words_of_jieba(texts: Sequence[str]) -> Ranking:
    """BM25 over the words that jieba finds for search engines, each counted once: the best of its ways here."""
    jieba = import_module("jieba")
    jieba.setLogLevel(60)

    def words(text: str) -> list[str]:
        return [word for word in jieba.lcut_for_search(normalized(text)) if word.strip()]

    read = [Counter(words(text)) for text in texts]
    average = sum(sum(found.values()) for found in read) / len(read)
    lengths = [0.25 + 0.75 * sum(found.values()) / average for found in read]
    holding: dict[str, list[int]] = defaultdict(list)
    for place, found in enumerate(read):
        for word in found:
            holding[word].append(place)

    def ranked(need: str) -> list[int]:
        scores: dict[int, float] = defaultdict(float)
        for word in set(words(need)):
            places = holding.get(word, ())
            rare = log(1 + (len(read) - len(places) + 0.5) / (len(places) + 0.5))
            for place in places:
                often = read[place][word]
                scores[place] += rare * often * 2.2 / (often + 1.2 * lengths[place])
        return sorted(scores, key=lambda place: (-scores[place], place))[:DEPTH]

    return ranked


def bm25s_of_our_terms(texts: Sequence[str]) -> Ranking:
    """bm25s as it comes, over characters and pairs."""
    library: Any = import_module("bm25s")
    retriever = library.BM25()
    retriever.index([terms(text) for text in texts], show_progress=False)

    def ranked(need: str) -> list[int]:
        said = [term for term in terms(need) if term in retriever.vocab_dict]
        if not said:
            return []
        found, scores = retriever.retrieve([said], k=min(DEPTH, len(texts)), show_progress=False)
        return [int(place) for place, score in zip(found[0], scores[0], strict=True) if score > 0]

    return ranked


def plain_tantivy(texts: Sequence[str]) -> Ranking:
    """An index of tantivy with its own pieces of one and two characters, every one of the need asked for."""
    fields = tantivy.SchemaBuilder()
    fields.add_text_field("text", tokenizer_name="pieces", index_option="freq")
    fields.add_integer_field("place", stored=True)
    schema = fields.build()
    analyzer = (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.ngram(1, 2)).filter(tantivy.Filter.lowercase()).build()
    )
    index = tantivy.Index(schema)
    index.register_tokenizer("pieces", analyzer)
    writer = index.writer(50_000_000, 1)
    for place, text in enumerate(texts):
        document = tantivy.Document()
        document.add_text("text", text)
        document.add_integer("place", place)
        writer.add_document(document)
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def ranked(need: str) -> list[int]:
        asked = [
            (tantivy.Occur.Should, tantivy.Query.term_query(schema, "text", piece, "freq"))
            for piece in dict.fromkeys(analyzer.analyze(need))
        ]
        hits = searcher.search(tantivy.Query.boolean_query(asked), DEPTH, count=False).hits
        return [int(searcher.doc(address).get_first("place") or 0) for _score, address in hits]

    return ranked
