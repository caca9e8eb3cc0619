import io
import os
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone, translation

from guildhall.accounts.tests.make import make_association, make_user
from guildhall.audit.models import AuditEntry
from guildhall.core.errors import InvalidError
from guildhall.documents import actions, queries, shelf
from guildhall.documents.models import File
from guildhall.documents.pdf import render
from guildhall.documents.tasks import clear_drafts
from guildhall.documents.tests.make import PNG, make_compound, make_file, make_office

pytestmark = pytest.mark.django_db
PDF = render("report", {"title": "T", "lang": "en"})
WEBP = b"RIFF\x24\x00\x00\x00WEBPVP8 "


class Endless(io.RawIOBase):
    """More bytes than any disk holds; counts how many were read."""

    given = 0

    def read(self, size: int = -1) -> bytes:
        self.given += size
        return b"a" * size


def files_on_disk(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("纪要.pdf", PDF),
        ("photo.PNG", PNG),
        ("photo.jpeg", b"\xff\xd8\xff\xe0" + bytes(50)),
        ("photo.webp", WEBP),
        ("方案.docx", make_office("word/document.xml")),
        ("名单.xlsx", make_office("xl/workbook.xml")),
        ("汇报.pptx", make_office("ppt/presentation.xml")),
        ("名单.csv", "姓名,职务\n李敏,主任".encode("gb18030")),
        ("名单.csv", "\ufeff姓名,职务".encode()),
        ("notes.txt", "姓名".encode("utf-16")),
    ],
)
def test_a_genuine_file_is_kept_under_its_hash_and_recorded(name, content):
    actor = make_user()

    file = actions.store_file(association=make_association(), name=name, content=content, actor=actor)

    assert queries.content_path(file).read_bytes() == content
    assert (file.name, file.size, file.uploaded_by) == (name, len(content), actor)
    assert AuditEntry.objects.get(action="file.stored").details["sha256"] == file.sha256


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("minutes.pdf", PNG, "PNG"),
        ("minutes.pdf", b"hello", "text"),
        ("photo.png", PDF, "PDF"),
        ("list.xlsx", make_office("word/document.xml"), "DOCX"),
        ("list.xlsx", b"PK\x03\x04 broken", "ZIP"),
        ("list.docx", make_office("evil.exe"), "ZIP"),
        ("list.xlsx", make_office("xl/workbook.xml", "xl/vbaProject.bin"), "Office + macros"),
        ("list.csv", make_office("xl/workbook.xml"), "XLSX"),
        ("notes.txt", b"MZ\x90\x00\x03\x00\x00\x00" + bytes(60), "EXE"),
        ("notes.txt", b"\x7fELF\x02\x01\x01" + bytes(60), "ELF"),
        ("list.xlsx", b"\xd0\xcf\x11\xe0" + bytes(60), "DOC / XLS / PPT (97–2003)"),
    ],
)
def test_a_file_with_a_false_type_is_refused_saying_what_it_is(name, content, found, settings):
    with translation.override("en"), pytest.raises(InvalidError) as refusal:
        actions.store_file(association=make_association(), name=name, content=content, actor=None)

    assert refusal.value.code == "false_type"
    assert name in str(refusal.value.message)
    assert f"its content is {found}." in str(refusal.value.message)
    assert not File.objects.exists()
    assert files_on_disk(settings.MEDIA_ROOT) == []


@pytest.mark.parametrize(
    "name", ["x.zip", "x.exe", "x.html", "x.svg", "x.xls", "x.docm", "pdf", "", "x.pdf.js"]
)
def test_a_type_that_is_not_accepted_is_refused(name):
    with pytest.raises(InvalidError) as refusal:
        actions.store_file(association=make_association(), name=name, content=b"x", actor=None)

    assert refusal.value.code == "type_not_accepted"


@pytest.mark.parametrize(
    ("name", "content", "code", "words"),
    [
        ("list.xlsx", make_compound("EncryptedPackage"), "locked_file", "password"),
        ("list.csv", "姓名,职务".encode("utf-16-le"), "false_type", "UTF-8"),
        ("list.csv", "姓名\0,职务".encode(), "false_type", "UTF-8"),
        ("list.xlsx", bytes(range(1, 90)), "false_type", "no known type"),
    ],
)
def test_what_cannot_be_read_is_refused_saying_what_to_do(name, content, code, words):
    with translation.override("en"), pytest.raises(InvalidError, match=words) as refusal:
        make_file(name=name, content=content)

    assert (refusal.value.code, File.objects.count()) == (code, 0)


def test_an_empty_file_is_refused():
    with pytest.raises(InvalidError) as refusal:
        make_file(content=b"")

    assert refusal.value.code == "file_empty"


def test_reading_stops_at_the_limit_and_leaves_nothing(settings):
    settings.UPLOAD_LIMIT = 1 << 20
    endless = Endless()

    with pytest.raises(InvalidError) as refusal:
        make_file(content=endless)

    assert refusal.value.code == "file_too_large"
    assert endless.given <= (1 << 20) + shelf.CHUNK
    assert files_on_disk(settings.MEDIA_ROOT) == []


def test_the_same_content_lies_on_disk_once(settings):
    first, second = make_file(content=b"same"), make_file(content=b"same")

    assert first.pk != second.pk
    assert len(files_on_disk(settings.MEDIA_ROOT)) == 1


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\x\\list.txt", "list.txt"),
        ("evil\u202etxt.txt", "eviltxt.txt"),
        ("a\r\nb.txt", "ab.txt"),
        ("长" * 300 + ".txt", "长" * 196 + ".txt"),
    ],
)
def test_names_lose_folders_and_hidden_signs(given, kept):
    assert make_file(name=given).name == kept


def test_what_a_crash_left_behind_is_cleared_after_a_day(settings):
    incoming = settings.MEDIA_ROOT / "incoming"
    incoming.mkdir()
    old, new = incoming / "old", incoming / "new"
    for draft in (old, new):
        draft.write_bytes(b"x")
    long_ago = time.time() - timedelta(days=2).total_seconds()
    os.utime(old, (long_ago, long_ago))

    clear_drafts(timezone.now())

    assert [draft.name for draft in incoming.iterdir()] == ["new"]
