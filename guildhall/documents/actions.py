"""What can happen to files and issued documents."""

import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from guildhall.accounts.models import Association, User
from guildhall.audit.actions import record
from guildhall.audit.models import AuditHead
from guildhall.core.errors import InvalidError, RuleError
from guildhall.documents import formats, pdf, shelf
from guildhall.documents.codes import new_code, spaced
from guildhall.documents.kinds import KINDS, missing_places, written
from guildhall.documents.models import Document, File, SerialFormat, Series
from guildhall.documents.permissions import require_may_issue
from guildhall.documents.queries import serial_pattern, verification_url

LONGEST_NAME = 200


@transaction.atomic
def store_file(
    *, association: Association, name: str, content: IO[bytes] | bytes, actor: User | None
) -> File:
    """Keeps a file and returns its row. Who may do so, the calling room's action has checked.

    Refused (422), with nothing kept: an ending that is not allowed, a content that is something else
    than its name says, more than ``UPLOAD_LIMIT`` bytes (reading stops there), an empty file.
    """
    name = clean_name(name)
    ending = formats.ending_of(name)
    require_allowed(name, ending)
    stream = io.BytesIO(content) if isinstance(content, bytes) else content
    folder = Path(settings.MEDIA_ROOT)
    try:
        with shelf.received(stream, shelf=folder, limit=settings.UPLOAD_LIMIT) as draft:
            require_genuine(name, ending, draft)
            shelf.put(draft, shelf=folder)
    except shelf.TooLongError as too_long:
        raise too_large() from too_long
    file = File.objects.create(
        association=association,
        name=name,
        media_type=formats.MEDIA_TYPES[ending],
        size=draft.size,
        sha256=draft.sha256,
        uploaded_by=actor,
    )
    record("file.stored", actor=actor, subject=file, size=file.size, sha256=file.sha256)
    return file


def clean_name(name: str) -> str:
    """The name without folders and without signs that nobody sees; its ending survives shortening."""
    last = name.replace("\\", "/").rpartition("/")[2]
    seen = "".join(sign for sign in last if sign.isprintable()).strip()
    if len(seen) <= LONGEST_NAME:
        return seen
    body, dot, ending = seen.rpartition(".")
    return body[: LONGEST_NAME - len(dot + ending)] + dot + ending[:LONGEST_NAME]


def require_allowed(name: str, ending: str) -> None:
    if ending not in formats.MEDIA_TYPES:
        raise InvalidError(
            _("“%(name)s” is of a type that is not accepted. Accepted are: %(types)s.")
            % {"name": name, "types": ", ".join(formats.MEDIA_TYPES)},
            code="type_not_accepted",
            details={"field": "file"},
        )


def require_genuine(name: str, ending: str, draft: shelf.Draft) -> None:
    """The content is what the name says."""
    if draft.size == 0:
        raise InvalidError(
            _("“%(name)s” is empty. Choose the file again.") % {"name": name},
            code="file_empty",
            details={"field": "file"},
        )
    found = formats.found_in(draft.stream, claimed=ending)
    if found.ending != ending:
        code, sentence = _why_false(found, ending)
        said = {
            "name": name,
            "claimed": ending.upper(),
            "found": _("text") if found.what == "text" else found.what,
        }
        raise InvalidError(sentence % said, code=code, details={"field": "file", "found": found.what})


def _why_false(found: formats.Found, claimed: str) -> tuple[str, str]:
    """The code and the sentence for a content that is not what the name says."""
    if found.what == formats.LOCKED:
        return "locked_file", _(
            "“%(name)s” is protected by a password. Save it without one and send it again."
        )
    if found.what != formats.UNKNOWN:
        return "false_type", _(
            "“%(name)s” is not a %(claimed)s file: its content is %(found)s. Save it in the right format."
        )
    if claimed in formats.TEXTS:
        return "false_type", _(
            "“%(name)s” is no text in UTF-8, UTF-16 with its mark, or GB 18030. Save it as UTF-8 and send it again."
        )
    return "false_type", _(
        "“%(name)s” is not a %(claimed)s file, and its content is of no known type. Save it in the right format."
    )


def too_large() -> InvalidError:
    return InvalidError(
        _("The file is larger than %(limit)s MB. Make it smaller or split it.")
        % {"limit": settings.UPLOAD_LIMIT >> 20},
        code="file_too_large",
        details={"field": "file"},
    )


def take_number(association: Association, kind: str, year: int) -> int:
    """The next serial number of the kind in the year; given back if the caller's transaction fails.

    So there are no gaps: whoever else wants one waits until this transaction ends. The head of the
    record is locked first, as every action does at its end, so that two cannot wait for each other.
    """
    return take_numbers(association, kind, year, count=1)[0]


def take_numbers(association: Association, kind: str, year: int, *, count: int) -> range:
    """As many serial numbers at once, one after the other; see ``take_number``."""
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("A number is taken inside the transaction that uses it.")
    AuditHead.objects.get_or_create(association=association)
    AuditHead.objects.select_for_update().get(association=association)
    series, _made = Series.objects.get_or_create(association=association, kind=kind, year=year)
    Series.objects.filter(pk=series.pk).update(last_number=F("last_number") + count)
    last = Series.objects.values_list("last_number", flat=True).get(pk=series.pk)
    return range(last - count + 1, last + 1)


@transaction.atomic
def issue_document(  # noqa: PLR0913  each argument is a part of the document, named by its caller
    *,
    association: Association,
    kind: str,
    title_zh: str = "",
    title_en: str = "",
    facts: Sequence[Mapping[str, Any]] = (),
    template: pdf.Template,
    data: Mapping[str, Any],
    subject: models.Model | None = None,
    actor: User | None,
) -> Document:
    """Numbers, prints and keeps a document that anyone can verify by its code from now on.

    ``kind`` is one of ``kinds.KINDS``; ``data`` is what the template reads (``typst/README.md``), where
    association, title, number, date, code and address are filled in here; ``facts`` are ``{"label", "value"}``
    pairs that the public verification page repeats: only what the document itself says. Who may issue,
    the calling room's action has checked. The number is given back if its transaction fails.
    """
    today = timezone.localdate(timezone=association.zone)
    number, code = take_number(association, kind, today.year), new_code()
    pattern = serial_pattern(association, kind)
    zh, en = (written(text, year=today.year, number=number) for text in (pattern.zh, pattern.en))
    printed = pdf.render(
        template,
        {"association": {"zh": association.name_zh, "en": association.name_en}, "date": today.isoformat()}
        | {"title": {"zh": title_zh, "en": title_en}}
        | dict(data)
        | {"number": {"zh": zh, "en": en}, "code": spaced(code), "url": verification_url(code)},
    )
    serial = en if data.get("lang") == "en" else zh
    file = store_file(association=association, name=f"{serial}.pdf", content=printed, actor=actor)
    document = Document.objects.create(
        association=association,
        kind=kind,
        year=today.year,
        number=number,
        serial=serial,
        code=code,
        title_zh=title_zh,
        title_en=title_en,
        facts=[dict(fact) for fact in facts],
        file=file,
        subject_type=subject._meta.label_lower if subject else "",
        subject_id=subject.pk if subject else None,
        issued_by=actor,
    )
    record("document.issued", actor=actor, subject=document, kind=kind, sha256=file.sha256)
    return document


@transaction.atomic
def revoke_document(
    document: Document, *, reason: str, reason_is_public: bool = False, actor: User
) -> Document:
    """From now on verification answers "revoked". Needs the power to issue in the association, and a reason."""
    require_may_issue(actor, document.association)
    return withdraw_document(document, reason=reason, reason_is_public=reason_is_public, actor=actor)


@transaction.atomic
def withdraw_document(
    document: Document, *, reason: str, reason_is_public: bool = False, actor: User | None
) -> Document:
    """``revoke_document`` for an action of another room, which has checked by its own rules who may."""
    if not reason.strip():
        raise InvalidError(
            _("Say why the document is revoked."), code="reason_missing", details={"field": "reason"}
        )
    changed = Document.objects.filter(pk=document.pk, state=Document.State.VALID).update(
        state=Document.State.REVOKED,
        revoked_at=timezone.now(),
        revoked_reason=reason.strip(),
        reason_is_public=reason_is_public,
    )
    if not changed:
        raise RuleError(_("This document was already revoked."), code="already_revoked")
    document.refresh_from_db()
    record("document.revoked", actor=actor, subject=document, reason=document.revoked_reason)
    return document


@transaction.atomic
def note_document(document: Document, *, facts: Sequence[Mapping[str, Any]], actor: User | None) -> Document:
    """Add what happened since it was issued (``{"label", "value"}`` pairs) to its verification; it stays valid.

    For an action of another room, which has checked by its own rules who may.
    """
    held = Document.objects.select_for_update().get(pk=document.pk)
    Document.objects.filter(pk=document.pk).update(later=[*held.later, *map(dict, facts)])
    document.refresh_from_db()
    record("document.noted", actor=actor, subject=document, facts=[dict(fact) for fact in facts])
    return document


@transaction.atomic
def set_serial_format(
    *, association: Association, kind: str, pattern_zh: str, pattern_en: str, actor: User
) -> SerialFormat:
    """How numbers of this kind are written from now on; both patterns must hold ``{year}`` and ``{number}``."""
    require_may_issue(actor, association)
    if kind not in KINDS:
        raise InvalidError(
            _("There is no such kind of document."), code="kind_unknown", details={"field": "kind"}
        )
    for field, pattern in (("pattern_zh", pattern_zh), ("pattern_en", pattern_en)):
        if missing := missing_places(pattern):
            raise InvalidError(
                _("The pattern must contain %(missing)s, or two documents could get the same number.")
                % {"missing": ", ".join(missing)},
                code="pattern_incomplete",
                details={"field": field},
            )
    serial_format, _made = SerialFormat.objects.update_or_create(
        association=association, kind=kind, defaults={"pattern_zh": pattern_zh, "pattern_en": pattern_en}
    )
    record("serial_format.set", actor=actor, subject=serial_format, zh=pattern_zh, en=pattern_en)
    return serial_format
