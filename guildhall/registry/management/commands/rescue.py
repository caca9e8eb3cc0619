from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from guildhall.accounts.models import Association
from guildhall.core.errors import RuleError
from guildhall.registry.actions import rescue_association


class Command(BaseCommand):
    help = "Gives an association that nobody manages any more a manager for thirty days: rescue SLUG EMAIL"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", help="the short address of the association")
        parser.add_argument("email", help="with which the person signs in")

    def handle(self, *args: Any, **options: Any) -> None:
        association = Association.objects.filter(slug=options["slug"]).first()
        if association is None:
            raise CommandError(f"There is no association {options['slug']}.")
        try:
            tenure = rescue_association(association, email=options["email"])
        except RuleError as refusal:
            raise CommandError(str(refusal.message)) from refusal
        self.stdout.write(f"{options['email']} manages {association.slug} until {tenure.to_on}.")
