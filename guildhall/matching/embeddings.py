"""An embedding service as a model of meaning: off unless an installation names one.

It speaks the interface that most of them share: ``POST {address}/embeddings`` with ``{"model", "input": [...]}``.
Where it does not answer, does not answer in time or answers something else, matching goes on without it.
"""

import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

logger = logging.getLogger(__name__)
SECONDS = 3.0
LONGEST = 2000  # characters of a text that are sent


@dataclass(frozen=True)
class EmbeddingService:
    """Where it is, which of its models, and the key it asks for, if any."""

    address: str
    name: str
    key: str = ""

    def __post_init__(self) -> None:
        if urlsplit(self.address).scheme not in {"http", "https"}:
            raise ValueError(
                f"the address of an embedding service begins with http(s)://, not {self.address!r}"
            )

    def similarities(self, need: str, offers: Sequence[str]) -> list[float] | None:
        """The cosine between the need and each offer; None where the service gives no usable answer."""
        try:
            first, *others = self._vectors([need, *offers])
            return [_cosine(first, other) for other in others]
        except (URLError, OSError, ValueError, KeyError, TypeError, LookupError) as problem:
            logger.warning("no similarities from %s: %s", urlsplit(self.address).hostname, problem)
            return None

    def _vectors(self, texts: Sequence[str]) -> list[list[float]]:
        asked = {"model": self.name, "input": [text[:LONGEST] for text in texts]}
        headers = {"Content-Type": "application/json"}
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        request = Request(f"{self.address.rstrip('/')}/embeddings", json.dumps(asked).encode(), headers)  # noqa: S310 - __post_init__ looks at the scheme
        with urlopen(request, timeout=SECONDS) as answer:  # noqa: S310 - the same
            found: list[dict[str, Any]] = json.load(answer)["data"]
        vectors = {int(one["index"]): [float(value) for value in one["embedding"]] for one in found}
        return [vectors[place] for place in range(len(texts))]


def _cosine(one: Sequence[float], other: Sequence[float]) -> float:
    lengths = sqrt(sum(value * value for value in one)) * sqrt(sum(value * value for value in other))
    return sum(a * b for a, b in zip(one, other, strict=True)) / lengths if lengths else 0.0
