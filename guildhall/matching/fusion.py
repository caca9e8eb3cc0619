"""Two opinions on the same offers made into one ranking. Pure: scores in, scores out.

Words decide; an optional model of meaning adds to them. Similarities of models lie close together and mean nothing
by themselves, so what counts is where an offer stands between the least and the most similar of the candidates.
"""

from collections.abc import Mapping

SHARE = 0.3  # of the best score by words, for the offer most similar in meaning


def added_by_meaning(scores: Mapping[str, float], similarities: Mapping[str, float]) -> dict[str, float]:
    """What the similarity of each candidate adds to its score: nothing for the least similar, SHARE of the best
    score for the most similar. A candidate that the model said nothing about gets nothing."""
    known = [similarities[one] for one in scores if one in similarities]
    if not known:
        return {}
    least, most, best = min(known), max(known), max(scores.values())
    if most <= least:
        return {}
    return {
        one: SHARE * best * (similarities[one] - least) / (most - least)
        for one in scores
        if one in similarities
    }
