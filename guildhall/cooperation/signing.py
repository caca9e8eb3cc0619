"""What is signed, as a hash: whoever signs, signs exactly these words, parties and days.

A pure calculation: the agreement's content comes in as plain values, in any order of its keys.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any


def digest(content: Mapping[str, Any]) -> str:
    """SHA-256 over the content written in one way only; line ends and spaces at the ends of texts do not count."""
    text = json.dumps(_plain(content), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(each) for each in value]
    if isinstance(value, bool) or value is None:
        return value
    return "\n".join(line.rstrip() for line in str(value).splitlines()).strip()
