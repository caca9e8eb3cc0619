"""The ranking done plainly, with nothing of the engine but its terms: every offer scored, all sorted."""

from collections import Counter
from math import log

from guildhall.matching.tokens import terms


def plain_scores(offers: dict[str, str], need: str) -> dict[str, float]:
    """BM25 with k1 1.2 and b 0.75 of every offer that shares a term with the need."""
    read = {one: Counter(terms(text)) for one, text in offers.items()}
    average = sum(sum(found.values()) for found in read.values()) / len(read)
    scores = dict.fromkeys(read, 0.0)
    for term, asked in Counter(terms(need)).items():
        holding = sum(1 for found in read.values() if term in found)
        rare = log(1 + (len(read) - holding + 0.5) / (holding + 0.5))
        for one, found in read.items():
            often, length = found[term], sum(found.values())
            scores[one] += (
                (1 + log(asked)) * rare * often * 2.2 / (often + 1.2 * (0.25 + 0.75 * length / average))
            )
    return {one: score for one, score in scores.items() if score > 0}
