"""Wagtail's list of accounts, for members who have one name and sign in by e-mail."""

from typing import Any

from django import forms
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import IndexView, UserViewSet

from community.members.forms import NameField
from community.members.models import Member

FIELDS = ["email", "display_name", "language", "is_superuser", "groups"]
WIDGETS = {"groups": forms.CheckboxSelectMultiple}


class AddForm(UserCreationForm):
    first_name = last_name = None
    display_name = NameField()

    class Meta:
        model = Member
        fields = FIELDS
        widgets = WIDGETS

    def save(self, commit: bool = True) -> Member:
        if not self.cleaned_data.get("password1"):
            self.instance.set_unusable_password()
        return super().save(commit)


class EditForm(UserEditForm):
    first_name = last_name = None
    display_name = NameField()

    class Meta:
        model = Member
        fields = [*FIELDS, "is_active"]
        widgets = WIDGETS


class StaffIndex(IndexView):
    search_fields = ["email", "display_name"]


class StaffViewSet(UserViewSet):
    index_view_class = StaffIndex
    create_template_name = "members/staff/create.html"
    edit_template_name = "members/staff/edit.html"

    def get_form_class(self, for_update: bool = False) -> Any:
        return EditForm if for_update else AddForm
