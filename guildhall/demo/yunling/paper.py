"""Contents of the story's files: short, and true to what the story tells."""

from django.utils import timezone

from guildhall.commitments.models import Commitment, Letter
from guildhall.demo.yunling.texts import Facts
from guildhall.demo.yunling.world import World
from guildhall.documents import pdf
from guildhall.documents.blocks import blocks

NOTE_ZH = "本材料为演示数据，内容虚构。"
NOTE_EN = "This paper is demonstration data; its content is invented."


def paper_content(world: World, facts: Facts) -> bytes:
    """A meeting paper as PDF: the item's title and what will be said to it."""
    zh, en = facts["title"]
    said_zh, said_en = facts.get("said") or ["", ""]
    return pdf.render(
        "report",
        {
            "lang": "both",
            "association": {"zh": world.association.name_zh, "en": world.association.name_en},
            "title": {"zh": zh, "en": en},
            "date": timezone.localdate().isoformat(),
            "blocks": {
                "zh": blocks(f"{said_zh}\n\n{NOTE_ZH}"),
                "en": blocks(f"{said_en}\n\n{NOTE_EN}"),
            },
        },
    )


def evidence_content(world: World, name: str, commitment: Commitment) -> bytes:
    """A list (csv), a note (txt) or a report (pdf) that shows what was done."""
    ending = name.rpartition(".")[2]
    if ending == "csv":
        people = world.representatives[20:32]
        lines = ["姓名,单位", *(f"{person.name_zh},{person.organization}" for person in people)]
        return ("\ufeff" + "\r\n".join(lines)).encode()
    if ending == "pdf":
        title = [name.rpartition(".")[0], commitment.content_en]
        return paper_content(world, {"title": title, "said": [commitment.content_zh, commitment.content_en]})
    return f"{commitment.content_zh}\n\n{NOTE_ZH}\n".encode()


def scanned_page(world: World, letter: Letter) -> bytes:
    """What stands for the scan of a page that was signed on paper."""
    note = ["签字页扫描件。", "Scan of the page with the signature."]
    return paper_content(world, {"title": [letter.title_zh, letter.title_en], "said": note})
