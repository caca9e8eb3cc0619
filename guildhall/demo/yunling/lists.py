"""The spreadsheets of the story: the members' list that was brought in, and one whose rows still have faults."""

import io
from collections.abc import Sequence

import xlsxwriter

from guildhall.demo.yunling.firms import Firm
from guildhall.demo.yunling.world import World
from guildhall.imports.actions import commit_batch, upload_table

HEADINGS = [
    "单位名称",
    "英文名称",
    "单位简称",
    "英文简称",
    "统一社会信用代码",
    "类别",
    "所在地区",
    "通讯地址",
    "网址",
    "中文简介",
    "英文简介",
]
APPLICANTS = [
    ("单位名称", "统一社会信用代码", "所在地区", "联系电话"),
    ("云岭恒久液压件有限公司", "91999901MA0JW8Q12X", "云岭市高新区", "0000-2100181"),
    ("云岭博远检测技术有限公司", "91999901MA7K3", "云岭市开元区", "0000-2100182"),
    ("", "", "云岭市城东区", "0000-2100183"),
    ("云岭正信工业设计有限公司", "", "云岭市临江县", "0000-2100184"),
    ("云岭正信工业设计有限公司", "", "云岭市临江县", "0000-2100185"),
    ("云岭华源包装机械有限公司", "", "云岭市青石县", "请致电前台"),
    ("云岭众合智能仓储有限公司", "", "云岭市高新区", "0000-2100187"),
]


def bring_in_firms(world: World, firms: Sequence[Firm]) -> None:
    """The members' list, as the secretariat kept it before: uploaded, checked, committed as a whole."""
    rows = [
        (
            firm.name_zh,
            firm.name_en,
            firm.word_zh + firm.trade.zh,
            f"{firm.word_en} {firm.trade.en}",
            firm.uscc,
            "企业",
            f"云岭市{firm.district}",
            firm.address,
            firm.website,
            f"主要产品：{firm.trade.products_zh}。（虚构企业）",
            f"Main products: {firm.trade.products_en}. (Invented firm.)",
        )
        for firm in firms
    ]
    content = workbook([HEADINGS, *rows])
    batch = upload_table(world.association, name="会员单位名册.xlsx", content=content, actor=world.secretary)
    commit_batch(batch, actor=world.secretary)


def bring_faulty_list(world: World) -> None:
    """A list of firms that apply: its preview shows which rows cannot be taken, and why."""
    upload_table(
        world.association,
        name="拟入会企业名单（待核对）.xlsx",
        content=workbook(APPLICANTS),
        kind="organizations",
        actor=world.officer,
    )


def workbook(rows: Sequence[Sequence[str]]) -> bytes:
    """The rows as an Excel file, every cell a text."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return content.getvalue()
