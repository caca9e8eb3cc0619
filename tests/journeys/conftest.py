from collections.abc import Callable
from typing import Any

import pytest

from tests.journeys.walk import Walk

Walking = Callable[[str, Any], Walk]


@pytest.fixture
def walking(demonstration: None, visit: Any) -> Walking:
    """``walking("zh-hans", PHONE)``: people of the demonstration association, each at a screen of that size."""
    return lambda language, screen: Walk(visit, language, screen)
