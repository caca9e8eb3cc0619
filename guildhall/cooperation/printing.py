"""Agreements as the data that their document, and its verification, print."""

from datetime import date
from typing import Any

from guildhall.cooperation.models import Agreement, AgreementParty, JointProject, Witness
from guildhall.cooperation.queries import right_of
from guildhall.core.dates import long_date
from guildhall.documents import pdf
from guildhall.documents.blocks import blocks
from guildhall.registry.models import Organization, Person

Pair = dict[str, str]
PLACES = "甲乙丙丁戊己庚辛壬癸"
ON_PAPER = {"zh": "（纸质签署，扫描件存档）", "en": "(on paper, scan kept)"}


def pair(zh: str, en: str) -> Pair:
    return {"zh": zh, "en": en}


def named(row: Organization | Person | None) -> Pair | str:
    return pair(row.name_zh, row.name_en) if row is not None else ""


def spelled(day: date | None) -> Pair:
    if day is None:
        return pair("未载明", "not stated")
    said = long_date(day)
    return pair(said.zh, said.en)


def place_of(number: int) -> Pair:
    """甲方 and Party A, for the first."""
    zh = f"{PLACES[number]}方" if number < len(PLACES) else f"第{number + 1}方"
    return pair(zh, f"Party {chr(ord('A') + number)}" if number < 26 else f"Party {number + 1}")


def agreement_data(agreement: Agreement) -> dict[str, Any]:
    """Parties, term, scope, text, joint projects, signatures and witnesses; in both languages where both are there."""
    parties = list(agreement.parties.select_related("organization", "signatory", "post", "association"))
    dated = {"date": agreement.signed_on.isoformat()} if agreement.signed_on else {}
    return dated | {
        "lang": _languages(agreement),
        "parties": [_party(place, party) for place, party in enumerate(parties)],
        "facts": [*_term(agreement), *_decided(agreement), *_names(agreement)],
        "scope": _scope(agreement),
        "blocks": {"zh": blocks(agreement.text_zh), "en": blocks(agreement.text_en)},
        "projects": [_project(one) for one in agreement.projects.all()],
        "signatures": [_signature(place, party) for place, party in enumerate(parties)],
        "witnesses": [_witness(one) for one in agreement.witnesses.select_related("person", "association")],
    }


def agreement_facts(agreement: Agreement) -> list[dict[str, Any]]:
    """What the public verification page repeats: the parties and the term, as the document says them."""
    parties = agreement.parties.select_related("organization")
    said = [{"label": place_of(place), "value": named(one.organization)} for place, one in enumerate(parties)]
    return [*said, *_term(agreement)]


def leaving_fact(party: AgreementParty) -> dict[str, Any]:
    day, who = spelled(party.left_on), party.organization
    zh, en = who.name_zh or who.name_en, who.name_en or who.name_zh
    return {
        "label": pair("退出", "Left"),
        "value": pair(
            f"{zh}（{day['zh']}）；其余各方继续履行", f"{en} ({day['en']}); it goes on among the others"
        ),
    }


def ending_fact(agreement: Agreement) -> dict[str, Any]:
    return {"label": pair("终止", "Ended"), "value": spelled(agreement.ended_on)}


def agreement_preview(agreement: Agreement) -> bytes:
    """How the document will look, marked as a draft."""
    association = agreement.association
    return pdf.render(
        "agreement",
        agreement_data(agreement)
        | {
            "association": pair(association.name_zh, association.name_en),
            "title": pair(agreement.title_zh, agreement.title_en),
            "draft": not association.is_record,
        },
    )


def _languages(agreement: Agreement) -> str:
    zh, en = bool(agreement.title_zh), bool(agreement.title_en)
    return "both" if zh and en else "zh" if zh else "en"


def _power(party: AgreementParty) -> Pair:
    """By what right the person signs: as was put into words, else as it stands on the day of signing."""
    if party.power_zh or party.power_en:
        return pair(party.power_zh, party.power_en)
    on = party.signed_at.astimezone(party.association.zone).date() if party.signed_at else None
    right = right_of(party, on) if on else None
    return pair(right.zh, right.en) if right else pair("", "")


def _party(place: int, party: AgreementParty) -> dict[str, Any]:
    row = {"role": place_of(place), "name": named(party.organization)}
    if party.signatory is None:
        return row
    name, power = named(party.signatory), _power(party)
    if isinstance(name, str) or not any(power.values()):
        return row | {"representative": name}
    zh, en = name["zh"] or name["en"], name["en"] or name["zh"]
    power_zh, power_en = power["zh"] or power["en"], power["en"] or power["zh"]
    return row | {"representative": pair(f"{zh}，{power_zh}", f"{en}, {power_en}")}


def _term(agreement: Agreement) -> list[dict[str, Any]]:
    if agreement.from_on is None and agreement.to_on is None:
        return []
    start, end = spelled(agreement.from_on), spelled(agreement.to_on)
    term = pair(f"{start['zh']}至{end['zh']}", f"{start['en']} to {end['en']}")
    return [{"label": pair("期限", "Term"), "value": term}]


def _decided(agreement: Agreement) -> list[dict[str, Any]]:
    if agreement.resolution is None or agreement.body is None:
        return []
    body, serial = agreement.body, agreement.resolution.serial
    zh, en = body.name_zh or body.name_en, body.name_en or body.name_zh
    value = pair(f"{zh}{serial}", f"{en}, {serial}")
    return [{"label": pair("决议依据", "Decided by"), "value": value}]


def _names(agreement: Agreement) -> list[dict[str, Any]]:
    if not agreement.lends_no_name:
        return []
    value = pair("各方均不得以他方名义对外活动", "No party acts under the name of another")
    return [{"label": pair("名义", "Names"), "value": value}]


def _scope(agreement: Agreement) -> list[Pair]:
    zh = [line.strip() for line in agreement.scope_zh.splitlines() if line.strip()]
    en = [line.strip() for line in agreement.scope_en.splitlines() if line.strip()]
    longest = max(len(zh), len(en))
    filled = [tongue + [""] * (longest - len(tongue)) for tongue in (zh, en)]
    return [pair(*both) for both in zip(*filled, strict=True)]


def _project(project: JointProject) -> dict[str, Any]:
    return {
        "title": pair(project.title_zh, project.title_en),
        "indicator": pair(project.indicator_zh, project.indicator_en),
        "baseline": _measured(project, "baseline"),
        "goal": _measured(project, "target"),
        "by": project.due_on.isoformat() if project.due_on else None,
    }


def _measured(project: JointProject, name: str) -> Pair | None:
    value = getattr(project, name)
    if value is None:
        return None
    number = f"{value.normalize():f}"
    zh, en = project.unit_zh or project.unit_en, project.unit_en or project.unit_zh
    return pair(f"{number}{zh}", f"{number} {en}".strip())


def _moment(row: AgreementParty | Witness) -> str:
    at = row.signed_at if isinstance(row, AgreementParty) else row.attested_at
    return at.astimezone(row.association.zone).strftime("%Y-%m-%dT%H:%M") if at else ""


def _signature(place: int, party: AgreementParty) -> dict[str, Any]:
    label = place_of(place)
    row: dict[str, Any] = {"role": label, "name": named(party.organization)}
    if party.signed_at is None:
        return row
    return row | {"by": ON_PAPER if party.scan_id else named(party.signatory), "signed_at": _moment(party)}


def _witness(witness: Witness) -> dict[str, Any]:
    role = (
        pair(witness.role_zh, witness.role_en)
        if witness.role_zh or witness.role_en
        else pair("见证人", "Witness")
    )
    row: dict[str, Any] = {"role": role, "name": named(witness.person)}
    if witness.attested_at is None:
        return row
    return row | {"by": ON_PAPER if witness.scan_id else named(witness.person), "signed_at": _moment(witness)}
