"""What we write, we read back: any organization, person, post or term, in either language and either format."""

import io
import string
from datetime import date

import pytest
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guildhall.accounts.models import Association, User
from guildhall.imports import actions, queries
from guildhall.imports.checking import CellError, read_line, read_name, read_text
from guildhall.imports.columns import ORGANIZATIONS, PEOPLE, POSTS
from guildhall.imports.tables import protected, unprotected
from guildhall.imports.tests.make import make_manager, make_uscc
from guildhall.imports.writing import delimited_lines, write_workbook
from guildhall.registry.models import Organization, Person
from guildhall.registry.tests.make import (
    make_association,
    make_body,
    make_organization,
    make_person,
    make_post,
    make_tenure,
    make_top_body,
)

HARD = [
    "=1+1",
    "+86 533",
    "-1",
    "@x",
    "'=x",
    "''",
    "甲,乙",
    '"引"',
    "a;b\tc",
    "ＡＢ",
    "🏭👩‍👩‍👧",
    "𬱟",
    "_x000D_",
    "#N/A x",
    "\\",
    "%s {0}",
]
PROPERTY = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
FORMATS = pytest.mark.parametrize("ending", ["xlsx", "csv"])


def kept(read, most: int):
    """Texts that may be stored: those that our own reading leaves as they are."""

    def is_kept(text: str) -> bool:
        try:
            return read(text) == text and len(text) <= most
        except CellError:
            return False

    signs = st.characters(exclude_categories=["Cs", "Cc"])
    hard = st.sampled_from(HARD)
    return (st.text(signs, max_size=30) | hard | st.tuples(hard, hard).map("\n".join)).filter(is_kept)


LINE, NAME, TEXT = kept(read_line, 60), kept(read_name, 60), kept(read_text, 20_000)
PHONE = st.text(string.digits + "+-() ", min_size=1, max_size=20).filter(
    lambda text: any(sign.isdigit() for sign in text) and text == text.strip()
)
FIRM = st.fixed_dictionaries(
    {
        "name_zh": NAME,
        "name_en": NAME,
        "short_zh": LINE,
        "region": LINE,
        "address": LINE,
        "about_zh": TEXT,
        "about_en": TEXT | st.just("长" * 20_000),
        "phone": st.just("") | PHONE,
        "kind": st.sampled_from(Organization.Kind.values),
        "is_active": st.booleans(),
        "website": st.sampled_from(["", "http://www.example.com", "https://例子.中国/a?b=c"]),
    }
)
SOMEBODY = st.fixed_dictionaries(
    {
        "name_zh": NAME,
        "name_en": NAME,
        "title_zh": LINE,
        "title_en": LINE,
        "note_zh": LINE,
        "phone": st.just("") | PHONE,
        "email": st.sampled_from(["", "a@example.com", "first.last+x@mail.example.cn"]),
        "born_on": st.none() | st.dates(date(1890, 1, 1), date(2010, 1, 1)),
        "is_guest": st.booleans(),
    }
)


def table_of(association: Association, kind: str, ending: str) -> bytes:
    target, rows = io.BytesIO(), queries.list_rows(association, kind)
    if ending == "xlsx":
        write_workbook(target, kind, queries.headings(kind), rows)
    else:
        target.writelines(delimited_lines(queries.headings(kind), rows))
    return target.getvalue()


def carry(here: Association, there: Association, kind: str, ending: str, *, actor: User) -> None:
    """Out of one association and into the other: nothing is refused."""
    content = table_of(here, kind, ending)
    batch = actions.upload_table(there, name=f"a.{ending}", content=content, kind=kind, actor=actor)
    assert [[told.as_data() for told in row.told] for row in queries.rows_of(batch, "bad")] == []
    actions.commit_batch(batch, actor=actor)


def newcomer() -> tuple[Association, User]:
    """An association that knows nobody, and somebody who may bring lists into it."""
    association = make_association()
    actor = make_manager(association)
    return association, actor


def rows(association: Association, kind: str) -> list[list[str]]:
    return sorted([str(cell or "") for cell in row] for row in queries.list_rows(association, kind))


@given(st.text(max_size=30))
def test_protection_against_formulas_is_taken_off_again(text):
    safe = protected(text)
    assert not safe.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert unprotected(safe) == text or text.startswith('="')


@FORMATS
@pytest.mark.django_db
@PROPERTY
@given(firms=st.lists(FIRM, min_size=1, max_size=4))
def test_organizations_read_back_without_loss(ending, firms):
    here, (there, actor) = make_association(), newcomer()
    for number, firm in enumerate(firms):
        # At the end, so that what begins a name stays at its beginning; and no two are one.
        names = {"name_zh": f"{firm['name_zh']}甲{number}厂", "name_en": f"{firm['name_en']}x{number}"}
        make_organization(here, **firm | names, uscc=make_uscc(number) if number % 2 else "")

    carry(here, there, ORGANIZATIONS, ending, actor=actor)

    assert rows(there, ORGANIZATIONS) == rows(here, ORGANIZATIONS)


@FORMATS
@pytest.mark.django_db
@PROPERTY
@given(people=st.lists(SOMEBODY, min_size=1, max_size=4))
def test_people_read_back_without_loss(ending, people):
    here, (there, actor) = make_association(), newcomer()
    known = rows(there, PEOPLE)
    firms = [make_organization(one, name_zh="甲, 乙“厂”", name_en='"A, B"') for one in (here, there)]
    for number, one in enumerate(people):
        names = {"name_zh": f"{one['name_zh']}甲{number}", "name_en": f"{one['name_en']}x{number}"}
        make_person(here, **one | names, organization=firms[0] if number % 2 else None)

    carry(here, there, PEOPLE, ending, actor=actor)

    assert rows(there, PEOPLE) == sorted(rows(here, PEOPLE) + known)


@FORMATS
@pytest.mark.django_db
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_posts_and_terms_read_back_without_loss(ending, language):
    here, (there, actor) = make_association(), newcomer()
    council, _same = (make_body(one, name_zh="理事会", name_en="Council") for one in (here, there))
    post = make_post(
        council,
        name_zh="=会长",
        name_en='"President", acting',
        powers=["manage", "read"],
        rank=3,
        sits_in=(make_top_body(here),),
    )
    make_post(council, name_zh="空缺", name_en="", kind="other")
    for one in (here, there):
        Person.objects.filter(association=one, user=None).delete()
    mei, li, wu = (
        make_person(here, name_zh=name, name_en="", phone=phone)
        for name, phone in (("梅", "1"), ("李", "2"), ("吴", "3"))
    )
    make_tenure(
        post, mei, term_number=4, from_on=date(2015, 1, 1), to_on=date(2019, 12, 31), reason="换届；选举, “a”"
    )
    make_tenure(post, li, term_number=5, from_on=date(2020, 1, 1), is_hired=True)
    make_tenure(post, wu)

    with override(language):
        known = rows(there, POSTS)
        carry(here, there, PEOPLE, ending, actor=actor)
        carry(here, there, POSTS, ending, actor=actor)
        assert [row for row in rows(there, POSTS) if row not in known] == rows(here, POSTS)


@FORMATS
@pytest.mark.django_db
def test_units_below_units_read_back_below_them(ending):
    here, (there, actor) = make_association(), newcomer()
    above = None
    for name in ("孙", "子", "集团", "分部"):
        above = make_organization(here, name_zh=f"{name}厂", name_en="", parent=above)

    carry(here, there, ORGANIZATIONS, ending, actor=actor)

    assert rows(there, ORGANIZATIONS) == rows(here, ORGANIZATIONS)


@pytest.mark.django_db
def test_an_export_shows_no_spreadsheet_a_formula():
    association = make_association()
    make_organization(association, name_zh="=HYPERLINK(1)", name_en="@SUM(1)", phone="+86 1", address="-1")

    text = table_of(association, ORGANIZATIONS, "csv").decode("utf-8-sig")
    cells = text.splitlines()[1].split(",")

    assert not [cell for cell in cells if cell.startswith(tuple("=+-@"))]
    assert b"<f>" not in table_of(association, ORGANIZATIONS, "xlsx")
