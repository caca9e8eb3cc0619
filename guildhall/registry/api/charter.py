from datetime import date

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from ninja import Status
from ninja.pagination import paginate

from guildhall.accounts.http import AssociationRouter, SignedInRequest, find_association
from guildhall.registry import actions, queries
from guildhall.registry.models import CharterProfile
from guildhall.registry.schemas import (
    AdoptCharterIn,
    ChangeRuleIn,
    CharterOut,
    PreviewRuleIn,
    RuleChangeOut,
    RuleOut,
    SentenceOut,
    VersionIn,
    VersionOut,
    VersionWithChangesOut,
)

router = AssociationRouter()


@router.get("charter", response=CharterOut)
def charter(request: SignedInRequest, slug: str, on: date | None = None) -> CharterOut:
    """The rules in force on a day (default: today), each with its sentence. Check them against your charter."""
    association = find_association(request, slug)
    day = on or queries.today_in(association)
    version, profile = queries.charter_on(association, day), queries.profile_on(association, day)
    return CharterOut(
        version=version.version if version else 0,
        from_on=version.from_on if version else None,
        profile=profile.key,
        name=SentenceOut.from_orm(profile.name),
        rules=[RuleOut.of(queries.RuleLine(rule)) for rule in profile.rules],
    )


@router.get("charter/versions", response=list[VersionOut])
@paginate
def charter_versions(request: SignedInRequest, slug: str) -> QuerySet[CharterProfile]:
    return queries.charter_versions(find_association(request, slug)).visible_to(request.user)


@router.post("charter/versions", response={201: VersionOut})
def adopt_charter_profile(
    request: SignedInRequest, slug: str, data: AdoptCharterIn
) -> Status[CharterProfile]:
    """A new version: a preset, or rules of your own."""
    given = data.dict()
    rules = given.pop("rules") or queries.rules_of_preset(data.preset)
    association = find_association(request, slug)
    return Status(201, actions.adopt_charter_profile(association, rules=rules, **given, actor=request.user))


@router.get("charter/versions/{int:number}", response=VersionWithChangesOut)
def charter_version(request: SignedInRequest, slug: str, number: int) -> CharterProfile:
    """A version, and what it changed."""
    versions = queries.charter_versions(find_association(request, slug)).visible_to(request.user)
    return get_object_or_404(versions.select_related("association"), version=number)


@router.put("charter/rules/{key}", response=VersionOut)
def change_rule(request: SignedInRequest, slug: str, key: str, data: ChangeRuleIn) -> CharterProfile:
    """Makes a new version in which this rule reads as given."""
    given = data.dict(exclude={"rule"})
    association = find_association(request, slug)
    rule = data.rule.dict(exclude_none=True)
    return actions.change_rule(association, key=key, rule=rule, **given, actor=request.user)


@router.post("charter/rules/{key}/preview", response=list[RuleChangeOut])
def preview_rule(
    request: SignedInRequest, slug: str, key: str, data: PreviewRuleIn
) -> list[queries.RuleChange]:
    """What the change would change, in sentences; nothing is stored. Without ``rule``: taking it out."""
    rule = data.rule.dict(exclude_none=True) if data.rule else None
    return queries.preview_rule(find_association(request, slug), key=key, rule=rule)


@router.post("charter/rules/{key}/take-out", response=VersionOut)
def take_out_rule(request: SignedInRequest, slug: str, key: str, data: VersionIn) -> CharterProfile:
    """Makes a new version without this rule."""
    association = find_association(request, slug)
    return actions.take_out_rule(association, key=key, **data.dict(), actor=request.user)
