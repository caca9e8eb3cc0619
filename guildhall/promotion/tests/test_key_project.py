import io
from datetime import date, timedelta

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from guildhall.accounts.powers import Power
from guildhall.audit.models import AuditEntry
from guildhall.chain.models import Chain, Segment
from guildhall.commitments.actions import report_done
from guildhall.core.errors import InvalidError, NotAllowedError, RuleError
from guildhall.promotion import actions, queries
from guildhall.promotion.models import KeyProject
from guildhall.promotion.queries import KeyProjectFilter
from guildhall.promotion.sheets import as_excel
from guildhall.promotion.tests.make import (
    make_association,
    make_keeper,
    make_key_project,
    make_note,
    make_organization,
    make_person,
    make_top_body,
    make_user_with_powers,
)

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 1)


@pytest.fixture
def association():
    return make_association(is_public=True)


@pytest.fixture
def keeper(association):
    make_top_body(association)
    return make_keeper(association)


@pytest.fixture
def project(association):
    return make_key_project(association, amount=30_000_000_00)


def move(project, state, keeper, *, on=ON, note=""):
    version = type(project).objects.get(pk=project.pk).version
    return actions.move_key_project(project, state=state, on=on, note=note, version=version, actor=keeper)


def refused(act):
    with pytest.raises(RuleError) as refusal:
        act()
    return refusal.value.code


def test_a_lead_goes_all_the_way_to_production_and_each_day_is_kept(association, keeper):
    project = actions.add_key_project(association, title_zh="减速机项目", amount=100, actor=keeper)

    for day, state in enumerate(["negotiating", "signed", "under_construction", "in_production"], start=1):
        move(project, state, keeper, on=date(2026, 3, day))

    assert [(stop.on.day, stop.is_here) for stop in queries.way_of(project)[1:]] == [
        (1, False),
        (2, False),
        (3, False),
        (4, True),
    ]
    acts = AuditEntry.objects.filter(action__startswith="key_project").values_list("action", flat=True)
    assert sorted(acts) == ["key_project.added"] + ["key_project.moved"] * 4


def test_it_goes_back_only_with_a_note_and_never_before_the_last_change(project, keeper):
    move(project, "signed", keeper, on=date(2026, 3, 5))

    assert refused(lambda: move(project, "negotiating", keeper, on=date(2026, 3, 6))) == "note_missing"
    assert refused(lambda: move(project, "under_construction", keeper, on=ON)) == "before_the_last"
    assert refused(lambda: move(project, "signed", keeper, on=date(2026, 3, 6))) == "same_state"
    tomorrow = timezone.localdate() + timedelta(days=2)
    assert refused(lambda: move(project, "under_construction", keeper, on=tomorrow)) == "day_to_come"
    assert refused(lambda: move(project, "ended", keeper, on=date(2026, 3, 6))) == "no_state"
    assert move(project, "negotiating", keeper, on=date(2026, 3, 6), note="条款重谈").state == "negotiating"


def test_it_ends_for_a_reason_and_can_be_taken_up_again(project, keeper):
    assert (
        refused(lambda: actions.end_key_project(project, reason=" ", on=ON, version=1, actor=keeper))
        == "reason_missing"
    )
    actions.end_key_project(project, reason="土地未落实", on=ON, version=1, actor=keeper)
    assert (project.state, project.ended_reason) == ("ended", "土地未落实")
    assert (
        refused(lambda: actions.end_key_project(project, reason="再次", on=ON, version=2, actor=keeper))
        == "not_open"
    )

    move(project, "negotiating", keeper, note="重启")

    assert (project.state, project.ended_reason) == ("negotiating", "")


def test_of_two_who_change_it_at_once_the_slower_is_told(project, keeper):
    actions.change_key_project(project, version=1, place_zh="淄博", actor=keeper)

    late = lambda: actions.change_key_project(project, version=1, place_zh="济南", actor=keeper)  # noqa: E731

    assert refused(late) == "changed_meanwhile"
    assert (
        refused(lambda: actions.move_key_project(project, state="signed", on=ON, version=1, actor=keeper))
        == "changed_meanwhile"
    )
    project.refresh_from_db()
    assert (project.place_zh, project.state) == ("淄博", "lead")


def test_what_cannot_be_is_refused(association, keeper):
    chain, other = (Chain.objects.create(association=association, name_zh=name) for name in "甲乙")
    segment = Segment.objects.create(association=association, chain=chain, name_zh="减速", stage="midstream")
    wrong = {
        "title_missing": {"title_zh": " "},
        "amount_not_positive": {"amount": 0},
        "no_date": {"stated_start": "2026-02-31"},
        "of_another_chain": {"segment": segment, "chain": other},
        "of_elsewhere": {"investor": make_organization()},
    }

    for code, given in wrong.items():
        act = lambda given=given: actions.add_key_project(  # noqa: E731
            association, actor=keeper, **{"title_zh": "项目"} | given
        )
        assert refused(act) == code
    with pytest.raises(InvalidError):
        actions.note_key_project(make_key_project(association), kind="moved", on=ON, text="x", actor=keeper)
    assert actions.add_key_project(association, title_zh="项目", segment=segment, actor=keeper).chain == chain


def test_a_milestone_is_a_commitment_that_others_accept(project, association, keeper):
    person = make_person(association, user=make_user_with_powers(make_association()))
    due = timezone.localdate() + timedelta(days=60)

    promised = actions.promise_milestone(
        project, content_zh="完成桩基", deadline=due, responsible=person, actor=keeper
    )

    [milestone] = queries.milestones_of(project, keeper)
    assert (milestone.pk, milestone.state, milestone.light) == (promised.pk, "adopted", "on_track")
    assert (milestone.origin_id, milestone.origin_label_zh) == (project.pk, project.title_zh)
    report_done(promised, text="完成", actor=person.user)
    assert queries.milestones_of(project, keeper).get().light == "reported"
    actions.end_key_project(project, reason="撤资", on=ON, version=1, actor=keeper)
    assert (
        refused(
            lambda: actions.promise_milestone(
                project, content_zh="封顶", deadline=due, responsible=person, actor=keeper
            )
        )
        == "not_open"
    )


def test_the_responsible_person_notes_visits_and_changes_nothing_else(project, association, keeper):
    user = make_user_with_powers(association)
    stranger = make_user_with_powers(association)
    actions.change_key_project(project, version=1, responsible=user.people.get(), actor=keeper)

    actions.note_key_project(project, kind="visit", on=ON, text="走访投资方", actor=user)

    assert project.notes.get().text == "走访投资方"
    with pytest.raises(NotAllowedError):
        move(project, "signed", user)
    with pytest.raises(NotAllowedError):
        actions.note_key_project(project, kind="visit", on=ON, text="x", actor=stranger)


def test_amounts_are_for_those_who_may_see_them(association, keeper):
    firm = make_organization(association)
    make_key_project(association, title_zh="暗", amount=500, is_public=True)
    make_key_project(association, title_zh="明", amount=700, is_public=True, is_amount_public=True)
    make_key_project(association, title_zh="内", amount=900, investor=firm)
    own = make_user_with_powers(association)
    own.people.update(organization=firm)
    member, follower = make_user_with_powers(association), make_user_with_powers(association, Power.FOLLOW_UP)

    def seen(user):
        rows = queries.key_projects(user, association)
        return {row.title_zh: vars(row)["shown_amount"] for row in rows}

    assert seen(keeper) == {"暗": 500, "明": 700, "内": 900}
    assert seen(own) == {"暗": None, "明": 700, "内": 900}
    assert seen(member) == {"暗": None, "明": 700}
    assert seen(follower) == {"暗": None, "明": 700, "内": None}
    [leads, *_rest] = queries.sums_by_state(queries.key_projects(follower, association))
    assert (leads.count, leads.stated, leads.amount) == (3, 1, 700)
    [first, *_others] = queries.board(queries.key_projects(keeper, association))
    assert (first.sum.amount, [row.title_zh for row in first.projects]) == (2100, ["内", "明", "暗"])
    assert "内" not in seen(make_user_with_powers(make_association(), Power.MANAGE))


def test_the_list_is_narrowed_by_state_kind_step_and_words(association, keeper):
    make_key_project(association, title_zh="淄博减速机", state="signed", kind="investment", step="mend")
    make_key_project(association, title_zh="济南电机", state="in_production")
    rows = queries.key_projects(keeper, association)

    def titles(**asked):
        return [row.title_zh for row in queries.narrowed(rows, KeyProjectFilter(**asked))]

    assert (
        titles(state="open") == titles(q="减速") == titles(kind="investment", step="mend") == ["淄博减速机"]
    )
    assert titles(state="in_production") == ["济南电机"]
    assert titles() == ["济南电机", "淄博减速机"]


def test_the_workbook_holds_what_the_reader_may_see(association, keeper, project):
    follower = make_user_with_powers(association, Power.FOLLOW_UP)

    def row_for(user):
        book = openpyxl.load_workbook(
            io.BytesIO(as_excel(queries.key_projects(user, association), association))
        )
        return [cell.value for cell in list(book.active.rows)[1]]

    assert row_for(keeper)[9] == 30_000_000
    assert row_for(follower)[9] in ("not shown", "不显示")


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_export_reads_back_without_loss(association, keeper, language):
    chain = Chain.objects.create(association=association, name_zh="装备", name_en="Equipment")
    segment = Segment.objects.create(association=association, chain=chain, name_zh="减速", name_en="Reducers")
    known = {"investor": make_organization(association), "responsible": make_person(association)}
    made = [
        make_key_project(
            association, amount=1_234_567_89, chain=chain, segment=segment, step="mend", **known
        ),
        make_key_project(association, kind="investment", investor_zh="外省某集团", stated_start="2026-05"),
        make_key_project(association, state="ended", ended_reason="撤资", place_zh="淄博", place_en="Zibo"),
    ]
    kept = [name for name in actions.KeyProjectDetails.__annotations__ if not name.startswith("about")]
    before = [[getattr(one, name) for name in (*kept, "state", "ended_reason")] for one in made]
    with translation.override(language):
        written = as_excel(queries.key_projects(keeper, association).order_by("id"), association)
    given = {"name": "projects.xlsx", "content": written, "actor": keeper}
    assert actions.import_key_projects(association, **given) == []
    KeyProject.objects.all().delete()

    added = actions.import_key_projects(association, **given)

    assert [[getattr(one, name) for name in (*kept, "state", "ended_reason")] for one in added] == before


def test_a_file_with_one_wrong_row_is_refused_as_a_whole(association, keeper):
    wrong = {
        "状态": "完工",
        "计划投资额（元）": "很多",
        "开工时间": "2026-02-31",
        "责任人员": "无名氏",
        "环节": "无",
        "产业链": "无",
    }
    for heading, cell in wrong.items():
        table = f"项目名称,{heading}\n好项目,\n坏项目,{cell}\n".encode()
        with pytest.raises(InvalidError) as refusal:
            actions.import_key_projects(association, name="a.csv", content=table, actor=keeper)
        [row] = refusal.value.details["rows"]
        assert (refusal.value.code, row["row"]) == ("rows_wrong", 3), heading
    assert not queries.key_projects(keeper, association).exists()


def test_every_door_gives_the_same_answer(client, association, keeper, project):
    stranger = make_user_with_powers(association)
    doors = {
        "page": (f"/a/{association.slug}/key-projects", "/", None),
        "api": (f"/api/v1/a/{association.slug}/key-projects", "", "application/json"),
    }
    for kind, (base, slash, content) in doors.items():

        def post(path, base=base, slash=slash, content=content, **data):
            options = {"content_type": content} if content else {}
            return client.post(f"{base}/{path}{slash}", data, **options).status_code

        version = type(project).objects.get(pk=project.pk).version
        client.force_login(stranger)
        assert post(f"{project.pk}/move", state="signed", on="2026-03-01", version=version) == 404
        client.force_login(keeper)
        moved = post(
            f"{project.pk}/move",
            state="signed" if kind == "page" else "negotiating",
            on="2026-03-01",
            note="谈判",
            version=version,
        )
        stale = post(f"{project.pk}/publish", version=version)
        noted = post(f"{project.pk}/note", kind="progress", on="2026-03-02", text="打桩")
        assert (moved, noted) == ((302, 302) if kind == "page" else (200, 200))
        assert stale == (200 if kind == "page" else 409)
    assert project.notes.count() == 4


def test_pages_show_the_project_and_the_public_one_without_its_amount(client, association, keeper, project):
    make_note(project, kind="moved", state="signed", text="签约")
    base, public = f"/a/{association.slug}/key-projects/", f"/p/{association.slug}/key-projects/"
    assert client.get(f"{public}{project.pk}/").status_code == 404
    client.force_login(keeper)
    for address in (
        "",
        "table/",
        "new/",
        "import/",
        f"{project.pk}/",
        f"{project.pk}/change/",
        f"{project.pk}/move/",
    ):
        assert client.get(base + address).status_code == 200, address
    assert "30,000,000" in client.get(f"{base}{project.pk}/").content.decode()
    actions.publish_key_project(project, version=1, actor=keeper)
    client.logout()
    for address in ("", f"{project.pk}/"):
        told = client.get(public + address).content.decode()
        assert project.title_zh in told or project.title_en in told
        assert "30,000,000" not in told
        assert "30000000" not in client.get(f"/api/v1{public}{address}".rstrip("/")).content.decode()


def test_board_and_page_ask_no_more_for_more_rows(client, association, keeper, project):
    client.force_login(keeper)
    pages = [f"/a/{association.slug}/key-projects/", f"/a/{association.slug}/key-projects/{project.pk}/"]

    def asked(again):
        found = []
        for page in pages:
            client.get(page)
            with CaptureQueriesContext(connection) as questions:
                client.get(f"{page}?again={again}")  # what is kept is kept for one address
            found.append(len(questions))
        return found

    def more():
        make_key_project(
            association, responsible=make_person(association), investor=make_organization(association)
        )
        make_note(project, by=keeper)

    more()
    with_one = asked(1)
    more()
    more()

    assert asked(2) == with_one
