from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guildhall.site.models import Article


class ArticleForm(forms.Form):
    title_zh = forms.CharField(label=_("Title in Chinese"), max_length=200, required=False)
    title_en = forms.CharField(label=_("Title in English"), max_length=200, required=False)
    text_zh = forms.CharField(
        label=_("Text in Chinese"), required=False, widget=forms.Textarea(attrs={"rows": 14})
    )
    text_en = forms.CharField(
        label=_("Text in English"), required=False, widget=forms.Textarea(attrs={"rows": 14})
    )
    picture_credit = forms.CharField(label=_("Credit"), max_length=100, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @staticmethod
    def initial_of(article: Article) -> dict[str, Any]:
        names = ("title_zh", "title_en", "text_zh", "text_en", "picture_credit", "version")
        return {name: getattr(article, name) for name in names}

    def details(self) -> Any:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}
