"""Serving contents of files, and slowing down those who guess."""

from django.http import FileResponse, Http404, HttpRequest
from django.utils.translation import gettext as _

from guildhall.accounts.http import api_user, count
from guildhall.accounts.models import User
from guildhall.core.errors import TooManyError
from guildhall.documents.formats import SHOWN_INLINE
from guildhall.documents.models import File
from guildhall.documents.queries import content_path, file_of_link

VERIFICATIONS_A_MINUTE = 30
# A picture needs nothing. A PDF is drawn by the browser's own viewer, which a sandbox would forbid.
PICTURE_POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"
PDF_POLICY = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"


def require_patience(request: HttpRequest) -> None:
    """At most so many verifications a minute from one address."""
    if count(request, "documents.verify", seconds=60) > VERIFICATIONS_A_MINUTE:
        raise TooManyError(
            _("Too many codes were tried from here. Please wait a minute and try again."), code="too_many"
        )


def file_answer(request: HttpRequest, token: str) -> FileResponse:
    """The content behind a link, for whom the link was made; for everyone else there is nothing here."""
    user = api_user(request)
    file = file_of_link(token, user if isinstance(user, User) else None)
    if file is None:
        raise Http404
    return content_answer(file)


def content_answer(file: File) -> FileResponse:
    """Pictures and PDF are shown, everything else is saved; no browser guesses another type."""
    try:
        content = content_path(file).open("rb")
    except FileNotFoundError as gone:
        raise Http404 from gone
    inline = file.media_type in SHOWN_INLINE
    answer = FileResponse(content, as_attachment=not inline, filename=file.name, content_type=file.media_type)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = PDF_POLICY if file.media_type == "application/pdf" else PICTURE_POLICY
    answer["Cache-Control"] = "private, max-age=3600"
    return answer
