"""Links to stored files: ``{% load files %}{% stored_file paper.file %}``, only where the page has checked who sees it."""

from typing import Any

from django import template
from django.contrib.auth.models import AnonymousUser

from guildhall.documents.models import File
from guildhall.documents.queries import file_link

register = template.Library()


@register.inclusion_tag("core/parts/file.html", takes_context=True)
def stored_file(context: template.Context, file: File, note: str = "") -> dict[str, Any]:
    """A file to read or save, with an icon for its kind and its size. The link works only for this reader."""
    ending = file.name.rpartition(".")[2].lower()
    icons = {"pdf": "file-type-pdf", "xlsx": "file-spreadsheet", "csv": "file-spreadsheet"}
    return {
        "url": file_address(context, file),
        "name": file.name,
        "size": file.size,
        "note": note,
        "icon": icons.get(ending, "file-text"),
    }


@register.simple_tag(takes_context=True)
def file_address(context: template.Context, file: File) -> str:
    """The address alone, for showing a picture. It works only for this reader."""
    user = context["request"].user
    return file_link(file, None if isinstance(user, AnonymousUser) else user)
