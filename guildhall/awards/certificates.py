"""Certificates by the hundred: each batch is one transaction that finds what is still missing, so that a job that was
killed goes on where it stopped, and two at once issue nothing twice."""

from typing import Any

from django.db import transaction

from guildhall.accounts.models import User
from guildhall.awards.models import Award, Call
from guildhall.documents.actions import issue_document
from guildhall.jobs.actions import report_progress
from guildhall.jobs.models import Job
from guildhall.jobs.pacing import give_way

AT_ONCE = 20  # each with its PDF, while others wait to write


def issue_missing(call: Call, job: Job | None = None, *, actor: User | None) -> int:
    """Issue every certificate of the call that is missing; how many were issued comes back."""
    total = Award.objects.filter(entry__call=call, document__isnull=True, revoked_at__isnull=True).count()
    done = 0
    while issued := _issue_batch(call, actor):
        done += issued
        if job:
            report_progress(job, done=done, total=max(done, total))
        give_way()
    return done


@transaction.atomic
def _issue_batch(call: Call, actor: User | None) -> int:
    Call.objects.select_for_update().only("pk").get(pk=call.pk)
    missing = Award.objects.filter(entry__call=call, document__isnull=True, revoked_at__isnull=True)
    named = missing.select_related(
        "association", "entry__organization", "entry__person", "entry__category", "prize"
    )
    batch = list(named.order_by("entry__category__position", "prize__position", "id")[:AT_ONCE])
    for award in batch:
        award.document = issue_document(
            association=award.association,
            kind="certificate",
            title_zh="获奖证书",
            title_en="Certificate of award",
            facts=_facts(award, call),
            template="certificate",
            data=certificate_data(award, call),
            subject=award,
            actor=actor,
        )
    Award.objects.bulk_update(batch, ["document"])
    return len(batch)


def certificate_data(award: Award, call: Call) -> dict[str, Any]:
    """What the certificate prints: in both languages where the call's title is in both."""
    entry, prize = award.entry, award.prize
    holder = entry.entrant
    languages = "both" if call.title_zh and call.title_en else "zh" if call.title_zh else "en"
    call_zh, call_en = call.title_zh or call.title_en, call.title_en or call.title_zh
    entry_zh, entry_en = entry.title_zh or entry.title_en, entry.title_en or entry.title_zh
    prize_zh, prize_en = prize.name_zh or prize.name_en, prize.name_en or prize.name_zh
    return {
        "lang": languages,
        "holder": {"zh": holder.name_zh, "en": holder.name_en},
        "text": {
            "zh": f"贵方申报的“{entry_zh}”在{call_zh}评选中荣获{prize_zh}，特发此证。",
            "en": f"for “{entry_en}”: {prize_en}, {call_en}.",
        },
    }


def _facts(award: Award, call: Call) -> list[dict[str, Any]]:
    holder, prize, entry = award.entry.entrant, award.prize, award.entry
    return [
        {"label": _pair("获奖者", "Awarded to"), "value": _pair(holder.name_zh, holder.name_en)},
        {"label": _pair("项目", "Entry"), "value": _pair(entry.title_zh, entry.title_en)},
        {"label": _pair("奖项", "Prize"), "value": _pair(prize.name_zh, prize.name_en)},
        {"label": _pair("评选", "Award"), "value": _pair(call.title_zh, call.title_en)},
    ]


def _pair(zh: str, en: str) -> dict[str, str]:
    return {"zh": zh, "en": en}
