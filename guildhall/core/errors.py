from typing import Any

from django.utils.functional import Promise


class RuleError(Exception):
    """A request the rules refuse. Shown to people, so ``message`` is always translated.

    ``code`` is a stable machine word (``already_decided``); ``details`` goes into the API's
    problem details (for example the verdict of a rule with the sentence that was applied).
    """

    status = 409

    def __init__(self, message: "str | Promise", *, code: str, details: dict[str, Any] | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.details = details or {}

    def as_problem(self) -> dict[str, Any]:
        """RFC 9457 problem details: ``type``, ``title``, ``status``, ``detail`` and what the rule adds."""
        return {
            "type": f"about:blank#{self.code}",
            "title": str(self.message),
            "status": self.status,
            "detail": str(self.message),
            "code": self.code,
        } | self.details


class NotAllowedError(RuleError):
    """The person may see the thing but may not do this to it."""

    status = 403


class TooManyError(RuleError):
    """Too many tries from one place; later it may be tried again."""

    status = 429


class InvalidError(RuleError):
    """What was given cannot be right whoever gives it (an end before a start, a wrong check character)."""

    status = 422
