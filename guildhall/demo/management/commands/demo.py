from argparse import ArgumentParser
from time import monotonic
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import translation

from guildhall.accounts.models import Association
from guildhall.demo.records import load_casebook
from guildhall.demo.yunling import SLUG, tell_story
from guildhall.demo.yunling.cast import CAST, PASSWORD
from guildhall.demo.yunling.next_statement import place, put_in_place


class Command(BaseCommand):
    help = "Fill an installation with demonstration data (five records, one invented association); say who can sign in."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--quiet", action="store_true", help="say only who can sign in")

    def handle(self, *_args: Any, **options: Any) -> None:
        started = monotonic()
        with translation.override("zh-hans"):
            made = self.fill(say=(lambda _line: None) if options["quiet"] else self.stdout.write)
        if made:
            self.stdout.write(f"演示数据已就绪  Ready after {monotonic() - started:.0f} s")
        else:
            self.stdout.write(
                "演示数据已存在，未作更改  The demonstration data is there already; nothing was changed."
            )
        self.tell_who_signs_in()

    def fill(self, say: Any) -> bool:
        say("写入示范数据……  Filling in the demonstration data …")
        records = load_casebook()
        for association in records:
            say(f"· 只读案例  Read-only record: {association.name}")
        told = tell_story(lambda line: say(f"· {line}"))
        if told:
            put_in_place(Association.objects.get(slug=SLUG))
        return bool(records) or told

    def tell_who_signs_in(self) -> None:
        association = Association.objects.get(slug=SLUG)
        lines = [
            "",
            f"{settings.SITE_URL}/",
            f"{association.name_zh} / {association.name_en}",
            f"密码  Password: {PASSWORD}",
        ]
        lines += [f"  {one.email:<40} {one.zh} {one.part_zh} · {one.part_en}" for one in CAST if one.signs_in]
        if place().exists():
            lines.append(f"待导入的银行对账单  A bank statement to drop in: {place()}")
        self.stdout.write("\n".join([*lines, ""]))
