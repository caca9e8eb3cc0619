import pytest

from guildhall.documents import queries
from guildhall.documents.tests.make import make_document
from tests.browser import DESKTOP, PHONE, axe_findings, is_wider_than_screen

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_copy_is_compared_on_the_readers_own_device(visit, tmp_path) -> None:
    document = make_document()
    same, other = tmp_path / "same.pdf", tmp_path / "other.pdf"
    same.write_bytes(queries.content_path(document.file).read_bytes())
    other.write_bytes(same.read_bytes() + b" ")
    page = visit(f"/verify/{document.spaced_code}/", language="en")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))

    page.set_input_files("#copy", same)
    page.get_by_text("The file is exactly the document").wait_for()
    page.set_input_files("#copy", other)
    page.get_by_text("The file differs").wait_for()

    assert not page.get_by_text("The file is exactly the document").is_visible()
    assert sent == []


@pytest.mark.parametrize(
    ("language", "screen"), [("zh-hans", PHONE), ("en", DESKTOP)], ids=["phone", "desktop"]
)
def test_verification_is_usable_by_everyone_on_every_screen(visit, language, screen) -> None:
    document = make_document()
    page = visit("/verify/", language=language, screen=screen)
    assert axe_findings(page) == []

    page.fill("[name=code]", document.spaced_code.lower())
    page.keyboard.press("Enter")
    page.get_by_text(document.serial).wait_for()

    assert axe_findings(page) == []
    assert not is_wider_than_screen(page)
