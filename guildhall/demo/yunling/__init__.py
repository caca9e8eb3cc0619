"""An openly invented association with a year of life: whatever happens in one happens here once."""

from guildhall.demo.yunling.story import SLUG, tell_story

__all__ = ["SLUG", "tell_story"]
