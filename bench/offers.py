"""Offers and needs made up for measuring speed: some thirty terms each, in trades that share their words."""

from collections.abc import Iterator
from itertools import accumulate
from random import Random

from guildhall.matching.index import Entry

SEED = 11
CHARACTERS = 2500
WORDS = 30_000
TRADES = 400
WORDS_OF_A_TRADE = 80
FIRST = 0x4E00


class Trades:
    """Words as language has them: a few are everywhere, most are rare, and a trade has words of its own."""

    def __init__(self, seed: int = SEED) -> None:
        self.random = Random(seed)
        characters = [chr(FIRST + place) for place in self.random.sample(range(6000), CHARACTERS)]
        weights = list(accumulate(1 / (place + 2) ** 0.8 for place in range(CHARACTERS)))
        pairs = (self.random.choices(characters, cum_weights=weights, k=2) for _word in range(WORDS))
        self.words = ["".join(pair) for pair in pairs]
        self.common = list(accumulate(1 / (place + 2) ** 0.9 for place in range(WORDS)))
        self.trades = [self.random.sample(self.words, WORDS_OF_A_TRADE) for _trade in range(TRADES)]
        self.sizes = list(accumulate(1 / (place + 2) ** 0.5 for place in range(TRADES)))
        self.own = list(accumulate(1 / (place + 2) ** 0.7 for place in range(WORDS_OF_A_TRADE)))

    def text(self) -> str:
        """What one firm makes or seeks."""
        trade = self.random.choices(self.trades, cum_weights=self.sizes)[0]
        a, b, c, d = self.random.choices(trade, cum_weights=self.own, k=4)
        e, f, g = self.random.choices(self.words, cum_weights=self.common, k=3)
        model = f"{self.random.choice('HMQTYZ')}{self.random.randrange(3000)}"
        return f"{a}{b}，{c}{e}{d}，{model} {f}{g}"

    def entries(self, count: int) -> Iterator[Entry]:
        for number in range(count):
            yield Entry(f"{number:032x}", self.text(), ("kind:offer",))
