"""What candidates and those elected are told. Casting a ballot tells nobody anything."""

from django.urls import reverse

from guildhall.core.dates import long_date
from guildhall.core.sentences import Sentence
from guildhall.notices.drafts import Draft, Recipient
from guildhall.registry.models import Person
from guildhall.votes.models import Candidate, Election

KIND = "elections"


def nominated(candidate: Candidate) -> Draft:
    """To somebody put forward: for which post, by when nominations close, and to say whether they stand."""
    election = candidate.election
    post = _post(election)
    return _draft(
        candidate,
        "nominated",
        Sentence(f"您被提名为{post.zh}候选人", f"You were nominated: {post.en}"),
        Sentence(
            f"您在“{election.motion.title_zh or election.motion.title_en}”中被提名为{post.zh}候选人。请打开链接，确认是否同意参选。",
            f"In “{election.motion.title_en or election.motion.title_zh}” you were nominated as {post.en}. "
            "Open the link and say whether you stand.",
        ),
    )


def listed(candidate: Candidate) -> Draft:
    """To a candidate: the list is fixed, and where the name stands on it."""
    election = candidate.election
    post = _post(election)
    return _draft(
        candidate,
        f"listed:{election.version}",
        Sentence(f"{post.zh}候选人名单已确定", f"The list of candidates is fixed: {post.en}"),
        Sentence(
            f"您列为{post.zh}正式候选人，按姓氏笔画排在第{candidate.place}位。",
            f"You stand for election as {post.en}, at place {candidate.place} by strokes of the surname.",
        ),
    )


def elected(candidate: Candidate) -> Draft:
    """To somebody elected: the post, the term, its first day."""
    election = candidate.election
    post, begins = _post(election), long_date(election.term_from) if election.term_from else None
    until = long_date(election.term_to) if election.term_to else None
    term_zh = f"任期自{begins.zh}起" + (f"至{until.zh}" if until else "") if begins else "任期起始日未载明"
    term_en = (
        f"Your term begins on {begins.en}" + (f" and ends on {until.en}" if until else "")
        if begins
        else "The first day of your term is not stated"
    )
    return _draft(
        candidate,
        "elected",
        Sentence(f"祝贺您当选{post.zh}", f"You were elected: {post.en}"),
        Sentence(f"您已当选{post.zh}，{term_zh}。", f"You were elected as {post.en}. {term_en}."),
    )


def _post(election: Election) -> Sentence:
    post = election.post
    return Sentence(post.name_zh or post.name_en, post.name_en or post.name_zh)


def _draft(candidate: Candidate, what: str, subject: Sentence, text: Sentence) -> Draft:
    election = candidate.election
    return Draft(
        key=f"candidate:{candidate.pk}:{what}",
        kind=KIND,
        subject_zh=subject.zh,
        subject_en=subject.en,
        text_zh=text.zh,
        text_en=text.en,
        link=reverse("votes:election", args=[candidate.association.slug, election.pk]),
        to=_recipient(candidate.person),
    )


def _recipient(person: Person) -> Recipient:
    return Recipient(user=person.user, name=person.name, email=person.email)
