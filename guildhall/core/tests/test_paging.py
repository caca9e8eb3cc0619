import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guildhall.accounts.models import User
from guildhall.core.paging import page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def seven_users() -> None:
    User.objects.bulk_create(User(email=f"{number}@example.org") for number in range(7))


@pytest.mark.usefixtures("seven_users")
@pytest.mark.parametrize(
    ("asked", "shown", "has_next"),
    [
        ("1", ["0", "1", "2"], True),
        ("2", ["3", "4", "5"], True),
        ("3", ["6"], False),
        ("9", [], False),
        (None, ["0", "1", "2"], True),
        ("", ["0", "1", "2"], True),
        ("-4", ["0", "1", "2"], True),
        ("two", ["0", "1", "2"], True),
        ("9" * 30, [], False),
    ],
)
def test_a_page_holds_its_rows_and_knows_whether_more_follow(asked, shown, has_next) -> None:
    page = page_of(User.objects.order_by("email"), asked, 3)
    assert [user.email[0] for user in page] == shown
    assert page.has_next is has_next


@pytest.mark.usefixtures("seven_users")
def test_a_page_costs_one_query() -> None:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        page = page_of(User.objects.order_by("email"), "2", 3)
    assert len(queries) == 1
    assert (page.first, page.last, page.is_all) == (4, 6, False)


@pytest.mark.usefixtures("seven_users")
def test_a_list_on_one_page_needs_no_links() -> None:
    assert page_of(User.objects.order_by("email"), None, 7).is_all
