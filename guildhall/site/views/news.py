from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guildhall.accounts.http import AssociationRequest, at_association
from guildhall.core.forms import refusals_shown_in
from guildhall.core.paging import page_of
from guildhall.meetings.queries import meetings_visible_to
from guildhall.site import actions, queries
from guildhall.site.forms import ArticleForm
from guildhall.site.models import Article
from guildhall.site.permissions import require_may_write_news


def find_article(request: AssociationRequest, pk: UUID) -> Article:
    return get_object_or_404(queries.articles(request.association, viewer=request.user), pk=pk)


@require_safe
@at_association
def article_list(request: AssociationRequest) -> HttpResponse:
    require_may_write_news(request.user, request.association)
    page = page_of(queries.articles(request.association, viewer=request.user), request.GET.get("page"))
    return render(request, "site/article_list.html", {"page": page})


@require_safe
@at_association
def article(request: AssociationRequest, pk: UUID) -> HttpResponse:
    return render(request, "site/article.html", {"article": find_article(request, pk)})


@require_http_methods(["GET", "POST"])
@at_association
def write_article(request: AssociationRequest) -> HttpResponse:
    require_may_write_news(request.user, request.association)
    form = ArticleForm(request.POST or None)
    if form.is_valid():
        with refusals_shown_in(form):
            written = actions.write_article(request.association, actor=request.user, **form.details())
            return redirect("site:article", request.association.slug, written.pk)
    return render(request, "site/article_form.html", {"form": form})


@require_http_methods(["GET", "POST"])
@at_association
def change_article(request: AssociationRequest, pk: UUID) -> HttpResponse:
    found = find_article(request, pk)
    form = ArticleForm(request.POST or None, initial=ArticleForm.initial_of(found))
    if form.is_valid():
        with refusals_shown_in(form):
            version = form.cleaned_data["version"] or 0
            actions.change_article(found, version=version, actor=request.user, **form.details())
            messages.success(request, _("Saved."))
            return redirect("site:article", request.association.slug, found.pk)
    return render(request, "site/article_form.html", {"form": form, "article": found})


@require_POST
@at_association
def draft_release(request: AssociationRequest, pk: UUID) -> HttpResponse:
    meeting = get_object_or_404(meetings_visible_to(request.user, request.association), pk=pk)
    drafted = actions.draft_release(meeting, actor=request.user)
    return redirect("site:article", request.association.slug, drafted.pk)


@require_POST
@at_association
def publish_article(request: AssociationRequest, pk: UUID) -> HttpResponse:
    actions.publish_article(find_article(request, pk), actor=request.user)
    messages.success(request, _("The article is on the public pages now."))
    return redirect("site:article", request.association.slug, pk)


@require_POST
@at_association
def withdraw_article(request: AssociationRequest, pk: UUID) -> HttpResponse:
    actions.withdraw_article(find_article(request, pk), actor=request.user)
    messages.success(request, _("The article is withdrawn."))
    return redirect("site:article_list", request.association.slug)
