from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from guildhall.accounts.models import Association
from guildhall.audit.queries import broken_places


class Command(BaseCommand):
    help = "Checks that no line of the record was altered, removed or reordered: audit verify [--association SLUG]"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["verify"])
        parser.add_argument("--association", default="", help="the short address of one association")

    def handle(self, *args: Any, **options: Any) -> None:
        associations = Association.objects.order_by("slug")
        if options["association"]:
            associations = associations.filter(slug=options["association"])
            if not associations:
                raise CommandError(f"There is no association {options['association']}.")
        broken = [place for association in associations for place in self.report(association)]
        if broken:
            raise CommandError(f"{len(broken)} broken place(s) in the record.")

    def report(self, association: Association) -> list[str]:
        places = [f"{association.slug}: line {b.number} {b.kind}" for b in broken_places(association)]
        for place in places:
            self.stderr.write(place)
        if not places:
            self.stdout.write(f"{association.slug}: the record is whole")
        return places
