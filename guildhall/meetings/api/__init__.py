"""The API of meetings: one router per noun, below ``/api/v1/a/{slug}/``."""

from ninja import Router

router = Router()

__all__ = ["router"]
