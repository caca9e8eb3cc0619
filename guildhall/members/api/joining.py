"""What applicants do, for programs: no sign-in, the same limits as the pages."""

from typing import Any, cast

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from ninja import File as FilePart
from ninja import Router, Status
from ninja.files import UploadedFile

from guildhall.members import actions, http, queries
from guildhall.members.actions import Attachment
from guildhall.members.models import Application, ApplicationForm
from guildhall.members.schemas import (
    CompleteApplicationIn,
    OfferedFormOut,
    SubmitApplicationIn,
    SubmittedOut,
    TrackedOut,
)

public = Router(auth=None)


def with_tier(form: ApplicationForm, given: dict[str, Any]) -> dict[str, Any]:
    pk = given.pop("tier_id", None)
    return given | {"tier": get_object_or_404(form.tiers, pk=pk) if pk else None}


@public.get("p/{slug}/join", response=list[OfferedFormOut])
def join(request: HttpRequest, slug: str) -> list[ApplicationForm]:
    """The forms with which everybody may apply; at most one for each kind of member."""
    forms = queries.open_forms(http.public_association(request, slug))
    return list(forms.prefetch_related("tiers"))


@public.post("p/{slug}/join/{kind}", response={201: SubmittedOut})
def submit_application(
    request: HttpRequest, slug: str, kind: str, data: SubmitApplicationIn
) -> Status[dict[str, Any]]:
    """Apply. Files are handed in afterwards, with the code that comes back."""
    form = http.public_form(request, slug, kind)
    http.require_patience(request)
    sent = actions.submit_application(form, **with_tier(form, data.dict()))
    code = queries.code_of(sent)
    url = request.build_absolute_uri(reverse("joining:application_state", args=[slug, code]))
    return Status(201, {"code": code, "url": url, "application": sent})


@public.get("p/{slug}/join/track/{code}", response=TrackedOut)
def application_state(request: HttpRequest, slug: str, code: str) -> Application:
    """How far the application is."""
    return http.application_at(request, slug, code)


@public.put("p/{slug}/join/track/{code}", response=TrackedOut)
def complete_application(
    request: HttpRequest, slug: str, code: str, data: CompleteApplicationIn
) -> Application:
    """Everything anew, corrected; the secretariat looks at it again. Files that are there stay."""
    found = http.application_at(request, slug, code)
    return actions.complete_application(found, **with_tier(found.form, data.dict()))


@public.post("p/{slug}/join/track/{code}/files/{question}", response=TrackedOut)
def attach_file(
    request: HttpRequest, slug: str, code: str, question: str, file: FilePart[UploadedFile]
) -> Application:
    """Hand in one file, as the answer to the question of that key."""
    found = http.application_at(request, slug, code)
    content: Any = cast(Any, file)  # an upload reads like a file
    actions.attach_file(found, file=Attachment(question, file.name or "", content))
    return http.application_at(request, slug, code)


@public.post("p/{slug}/join/track/{code}/withdraw", response=TrackedOut)
def withdraw_application(request: HttpRequest, slug: str, code: str) -> Application:
    return actions.withdraw_application(http.application_at(request, slug, code))
