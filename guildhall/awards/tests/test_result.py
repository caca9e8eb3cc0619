import pytest
from django.core.cache import cache

from guildhall.awards import actions, queries
from guildhall.awards.certificates import issue_missing
from guildhall.awards.models import Award, Call, Entry, Objection
from guildhall.awards.tasks import issue_certificates as run_job
from guildhall.awards.tests.make import (
    in_publicity,
    make_association,
    make_award,
    make_body,
    make_call,
    make_entrant,
    make_keeper,
    make_objection,
    make_ranked,
    make_resolution,
    make_review,
    make_reviewer,
)
from guildhall.core.errors import NotAllowedError, RuleError
from guildhall.jobs.models import Job
from guildhall.notices.models import Notice

pytestmark = pytest.mark.django_db


def refused(code, act):
    with pytest.raises(RuleError) as refusal:
        act()
    assert refusal.value.code == code


def objects(call, actor=None, **details):
    given = {"name": "李新", "contact": "138", "text": "权属有争议。"}
    return actions.object_to_result(call, **given | details, actor=actor)


@pytest.fixture
def association():
    return make_association(is_public=True)


@pytest.fixture
def keeper(association):
    return make_keeper(association)


@pytest.fixture
def second(association):
    """Keeps calls too, and did not put the result up."""
    return make_keeper(association)


@pytest.fixture
def call(association):
    return make_call(association)


def test_prizes_follow_the_ranking_and_ties_across_them_are_decided_first(keeper, call):
    first, tied, other, last = make_ranked(call, 90, 80, 80, 60)
    Call.objects.update(publicity_days=5)
    call.prizes.filter(position=2).update(places=1)
    refused("ties_open", lambda: actions.begin_publicity(call, actor=keeper))
    actions.break_tie(tied, order=[other, tied], reason="合议", actor=keeper)
    actions.begin_publicity(call, actor=keeper)

    [(_category, lines)] = queries.result_lines(call)
    assert [(one.entry, one.prize.name_zh) for one in lines] == [(first, "一等奖"), (other, "二等奖")]
    assert (call.publicity_to - call.publicity_from).days == 5
    assert last.rank == 4
    refused("not_ranked", lambda: actions.begin_publicity(call, actor=keeper))


def test_objections_are_taken_until_the_last_day(association, keeper, call):
    in_publicity(call, days_left=0)
    objection = objects(call)
    assert Notice.objects.filter(key=f"awards.objection:{objection.pk}:{keeper.people.get().pk}").exists()
    in_publicity(other := make_call(association), days_left=-1)
    refused("period_over", lambda: objects(other))
    refused("period_over", lambda: objects(make_call(association)))
    refused("not_said", lambda: objects(call, text=" "))
    Call.objects.update(is_public=False)
    call.refresh_from_db()
    with pytest.raises(NotAllowedError):
        objects(call)


def test_a_second_person_answers_once(association, keeper, second, call):
    [entry] = in_publicity(call, publicity_by=keeper)
    objection = objects(call, entry=entry)
    answer = {"answer": "经核实无误。", "is_upheld": False}
    with pytest.raises(NotAllowedError):
        actions.answer_objection(objection, **answer, actor=keeper)
    reviewing = make_keeper(association)
    make_review(entry, make_reviewer(call, person=reviewing.people.get()))
    with pytest.raises(NotAllowedError):
        actions.answer_objection(objection, **answer, actor=reviewing)
    actions.answer_objection(objection, **answer, actor=second)
    refused("answered", lambda: actions.answer_objection(objection, **answer, actor=second))
    assert call.state == "publicity"


def test_an_upheld_objection_takes_the_entry_out_and_the_result_is_made_public_again(second, call):
    first, other = in_publicity(call, 90, 80)
    make_review(first, points=90)
    make_review(other, points=80)
    objection = objects(call, entry=first)
    actions.answer_objection(objection, answer="异议成立。", is_upheld=True, actor=second)
    call.refresh_from_db()

    assert (call.state, Entry.objects.get(pk=first.pk).state) == ("ranked", "excluded")
    [(_category, [line])] = queries.result_lines(call)
    assert (line.entry, line.prize.name_zh, line.entry.rank) == (other, "一等奖", 1)


def test_the_result_is_decided_by_a_resolution_of_the_right_body(association, keeper, call):
    entrant = make_entrant(association)
    [entry] = in_publicity(call, days_left=0)
    Entry.objects.filter(pk=entry.pk).update(organization=entrant.people.get().organization)
    right, wrong = make_resolution(call.body), make_resolution(make_body(association))
    refused("period_lasts", lambda: actions.decide_result(call, resolution=right, actor=keeper))
    Call.objects.update(publicity_to=call.publicity_from)
    waiting = make_objection(call)
    refused("objections_open", lambda: actions.decide_result(call, resolution=right, actor=keeper))
    Objection.objects.filter(pk=waiting.pk).delete()
    refused("no_such_resolution", lambda: actions.decide_result(call, resolution=wrong, actor=keeper))
    early = make_resolution(call.body, adopted_on="2020-01-01")
    refused("no_such_resolution", lambda: actions.decide_result(call, resolution=early, actor=keeper))
    actions.decide_result(call, resolution=right, actor=keeper)

    assert Award.objects.get().prize.name_zh == "一等奖"
    assert Notice.objects.filter(user=entrant, subject_zh="获奖：高速轴承").exists()
    refused("not_public", lambda: actions.decide_result(call, resolution=right, actor=keeper))


def test_certificates_are_issued_once_and_revoked(keeper, call):
    award = make_award(call)
    job = actions.issue_certificates(call, actor=keeper)
    run_job(Job.objects.get(pk=job.pk))
    award.refresh_from_db()

    assert (award.document.kind, award.document.state) == ("certificate", "valid")
    assert award.document.facts[2]["value"]["zh"] == "一等奖"
    assert issue_missing(call, actor=keeper) == 0
    refused("nothing_missing", lambda: actions.issue_certificates(call, actor=keeper))
    actions.revoke_award(award, reason="弄虚作假", actor=keeper)
    award.document.refresh_from_db()
    assert award.document.state == "revoked"
    refused("revoked", lambda: actions.revoke_award(award, reason="再次", actor=keeper))


def test_the_public_sees_the_result_and_objects_so_often_an_hour(association, call, client):
    cache.clear()
    [entry] = in_publicity(call)
    page = f"/p/{association.slug}/awards/{call.pk}/"
    assert entry.title_zh in client.get(page).content.decode()
    assert client.get(f"{page}object/").status_code == 200
    said = {"name": "李新", "contact": "138", "text": "权属有争议。"}
    assert client.post(f"{page}object/", said).status_code == 302
    api = f"/api/v1/p/{association.slug}/awards/{call.pk}"
    assert client.get(f"{api}/result").json()["categories"][0]["winners"][0]["title"]
    answers = [
        client.post(f"{api}/objections", said, content_type="application/json").status_code
        for _number in range(10)
    ]
    assert answers == [201] * 9 + [429]
    assert client.post(f"{page}object/", said).status_code == 429
    assert Objection.objects.count() == 10


@pytest.mark.parametrize("kind", ["page", "api"])
def test_a_result_goes_from_publicity_to_certificates(kind, client, association, keeper, second, call):
    make_ranked(call, 80)

    def act(path, data=None, *, at_api=None, api=None, user=keeper):
        client.force_login(user)
        if kind == "page":
            return client.post(f"/a/{association.slug}/awards/{path}/", data or {}).status_code == 302
        url = f"/api/v1/a/{association.slug}/awards/{at_api or path}"
        answer = client.post(url, api or data or {}, content_type="application/json")
        return answer.status_code in (200, 201)

    assert act(f"{call.pk}/publicity")
    said = {"name": "李新", "contact": "138", "text": "权属有争议。"}
    assert act(f"{call.pk}/objections/new", said, at_api=f"{call.pk}/objections")
    key = Objection.objects.get().pk
    answer = {"answer": "经核实无误。", "is_upheld": "no"}
    given = answer | {"is_upheld": False}
    assert not act(f"objections/{key}/answer", answer, api=given)
    assert act(f"objections/{key}/answer", answer, api=given, user=second)
    Call.objects.update(publicity_to="2020-01-01", publicity_from="2019-12-20")
    resolution = str(make_resolution(call.body).pk)
    assert act(f"{call.pk}/decide", {"resolution": resolution}, api={"resolution_id": resolution})
    for path in ("result", "objections"):
        assert client.get(f"/a/{association.slug}/awards/{call.pk}/{path}/").status_code == 200
        assert client.get(f"/api/v1/a/{association.slug}/awards/{call.pk}/{path}").status_code == 200
    assert act(f"{call.pk}/certificates")
    assert act(f"given/{Award.objects.get().pk}/revoke", {"reason": "弄虚作假"})
