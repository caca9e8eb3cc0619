"""Classifications of industries: the one that is shipped, and those imported from files."""

from collections.abc import Callable, Iterable, Sequence
from typing import IO, TypedDict, TypeVar, Unpack
from uuid import UUID

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from guildhall.accounts.models import Association, User
from guildhall.audit.actions import record
from guildhall.chain.classes import Problem, ReadClass, read_classes
from guildhall.chain.models import Classification, IndustryClass, OrganizationClass, Segment
from guildhall.chain.permissions import require_may_keep_all
from guildhall.chain.starters import shipped_classification
from guildhall.core.errors import InvalidError, RuleError
from guildhall.documents.actions import store_file
from guildhall.documents.formats import ending_of
from guildhall.documents.models import File
from guildhall.documents.queries import content_path
from guildhall.imports import problems as file_problems
from guildhall.imports.tables import TableError, open_table
from guildhall.registry.actions.details import require_name

Answer = TypeVar("Answer")
BATCH = 500
SHOWN_PROBLEMS = 200
STORED = ("name_zh", "name_en", "about_zh", "about_en", "parent", "is_current")


class ClassificationDetails(TypedDict, total=False):
    name_zh: str
    name_en: str
    edition: str
    source: str


@transaction.atomic
def adopt_classification(association: Association, *, actor: User) -> Classification:
    """Take up the small classification that ships with the product. Refused where it was taken up already."""
    require_may_keep_all(actor, association)
    if Classification.objects.of(association).filter(is_shipped=True).exists():
        raise RuleError(_("The classification that is shipped is there already."), code="already_adopted")
    shipped_classes(association)
    taken = Classification.objects.of(association).get(is_shipped=True)
    record("classification.adopted", actor=actor, subject=taken, edition=taken.edition)
    return taken


@transaction.atomic
def check_classification(
    association: Association, *, name: str, content: IO[bytes] | bytes, actor: User
) -> File:
    """Keep a file with classes so that it can be looked through before it is imported. Nothing else changes.

    Refused: what is no table. Rows that cannot be taken are no reason to refuse: they are what is looked for.
    """
    require_may_keep_all(actor, association)
    file = store_file(association=association, name=name, content=content, actor=actor)
    classes_in(file)
    return file


@transaction.atomic
def import_classification(
    association: Association,
    *,
    file: File,
    replaces: Classification | None = None,
    actor: User,
    **details: Unpack[ClassificationDetails],
) -> Classification:
    """All classes of a file at once: a new classification, or a new edition of one.

    With ``replaces`` classes of the same code stay the same row, so that whatever refers to them keeps doing so; codes
    that the new edition leaves out are no longer offered, but stay for what refers to them. Refused as a whole for any
    row that cannot be taken; the refusal lists them.
    """
    require_may_keep_all(actor, association)
    require_own(association, file, replaces)
    read, wrong = classes_in(file)
    if wrong:
        raise unreadable_rows(wrong)
    classification = _classification(association, replaces, details)
    _store(classification, read)
    record(
        "classification.imported",
        actor=actor,
        subject=classification,
        classes=len(read),
        edition=classification.edition,
        replaces=replaces is not None,
    )
    return classification


@transaction.atomic
def remove_classification(classification: Classification, *, actor: User) -> None:
    """Remove a classification with its classes. Refused while firms or segments have any of them."""
    require_may_keep_all(actor, classification.association)
    classes = classification.classes.all()
    firms = OrganizationClass.objects.filter(industry_class__in=classes).count()
    segments = Segment.objects.filter(industry_class__in=classes).count()
    if firms or segments:
        raise RuleError(
            _("%(firms)d firms and %(segments)d segments have classes of it. Give them others first.")
            % {"firms": firms, "segments": segments},
            code="classification_used",
        )
    pk = classification.pk
    classification.delete()
    classification.pk = pk  # the record names what is gone
    record("classification.removed", actor=actor, subject=classification)


def shipped_classes(association: Association) -> dict[str, UUID]:
    """The classes of the shipped classification by their codes; a step of taking it up or of drawing up a chain."""
    shipped = shipped_classification()
    names = {"name_zh": shipped.name_zh, "name_en": shipped.name_en, "edition": shipped.edition}
    known, is_new = Classification.objects.get_or_create(
        association=association, is_shipped=True, defaults=names
    )
    if is_new:
        _store(
            known,
            [
                ReadClass(0, one.code, one.parent, one.name_zh, one.name_en, one.about_zh, one.about_en)
                for one in shipped.classes
            ],
        )
    return dict(known.classes.values_list("code", "pk"))


def classes_in(file: File) -> tuple[list[ReadClass], list[Problem]]:
    """The classes of a file and what is wrong with its rows. Refused: what is no table."""
    return readable(file, read_classes)


def readable(file: File, read: Callable[[Iterable[tuple[int, list[str]]]], Answer]) -> Answer:
    """What is read out of a file's rows. Refused: what is no table."""
    try:
        with open_table(content_path(file), ending_of(file.name)) as table:
            return read(table.rows)
    except TableError as refused:
        said = str(file_problems.Problem(refused.code, params=refused.params).sentence)
        raise InvalidError(said, code=refused.code, details={"field": "file"}) from refused


def unreadable_rows(wrong: Sequence[Problem]) -> InvalidError:
    language = get_language() or "en"
    rows = [
        {"row": one.row, "code": one.code, "problem": one.sentence.in_language(language)}
        for one in wrong[:SHOWN_PROBLEMS]
    ]
    first = f"{rows[0]['problem']}"
    return InvalidError(
        _("%(count)d rows cannot be taken; nothing was imported. The first: %(first)s")
        % {"count": len(wrong), "first": first},
        code="rows_wrong",
        details={"rows": rows},
    )


def require_own(association: Association, file: File, replaces: Classification | None) -> None:
    for thing in (file, replaces):
        if thing is not None and thing.association_id != association.pk:
            raise InvalidError(_("Choose one of the same association."), code="other_association")
    if replaces is not None and replaces.is_shipped:
        raise RuleError(
            _("The classification that is shipped changes with the product only. Import yours beside it."),
            code="shipped",
            details={"field": "replaces"},
        )


def _classification(
    association: Association, replaces: Classification | None, details: ClassificationDetails
) -> Classification:
    given = {name: str(value).strip() for name, value in details.items()}
    if replaces is None:
        new = Classification(association=association, **given)
        require_name(new.name_zh, new.name_en)
        new.save(force_insert=True)
        return new
    changed = {name: value for name, value in given.items() if value}
    Classification.objects.filter(pk=replaces.pk).update(**changed)
    replaces.refresh_from_db()
    return replaces


def _store(classification: Classification, read: Sequence[ReadClass]) -> None:
    """Codes that are known keep their row. Parents may come after what is below them: keys are made here."""
    known = {one.code: one for one in classification.classes.all()}
    before = {code: _stored(row) for code, row in known.items()}
    for one in read:
        row = known.setdefault(
            one.code,
            IndustryClass(
                association_id=classification.association_id, classification=classification, code=one.code
            ),
        )
        row.name_zh, row.name_en, row.is_current = one.name_zh, one.name_en, True
        row.about_zh, row.about_en = one.about_zh, one.about_en
    for one in read:
        known[one.code].parent = known[one.parent] if one.parent else None
    rows = [known[one.code] for one in read]
    IndustryClass.objects.bulk_create([row for row in rows if row.code not in before], batch_size=BATCH)
    changed = [row for row in rows if row.code in before and _stored(row) != before[row.code]]
    IndustryClass.objects.bulk_update(changed, STORED, batch_size=BATCH)
    _retire(known, {one.code for one in read})


def _stored(row: IndustryClass) -> tuple[object, ...]:
    return tuple(row.parent_id if name == "parent" else getattr(row, name) for name in STORED)


def _retire(known: dict[str, IndustryClass], kept: set[str]) -> None:
    gone = [row.pk for code, row in known.items() if code not in kept]
    for start in range(0, len(gone), BATCH):
        IndustryClass.objects.filter(pk__in=gone[start : start + BATCH]).update(is_current=False)
