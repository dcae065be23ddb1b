"""How allauth behaves here: our words, mail in the reader's language and after commit, secrets encrypted at rest."""

import logging
from functools import partial
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.account.signals import password_reset
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.dispatch import receiver
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from accounts.models import Language, User
from partnership.kit import vault

logger = logging.getLogger(__name__)

TOTP = {"salt": "accounts.mfa", "purpose": "totp"}
TRY_LATER = _("Too many tries. Wait a few minutes, then try again.")
WRONG_CODE = _("That code does not fit. Take a fresh one and try again.")


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This sign-in is closed. Ask an owner of your organization."),
        "duplicate_email": _("This is your address already."),
        "email_password_mismatch": _("The e-mail address and the password don't fit together."),
        "email_taken": _("This address can't be used here."),
        "enter_current_password": _("That is not your current password."),
        "incorrect_code": WRONG_CODE,
        "incorrect_password": _("That is not your password."),
        "invalid_or_expired_key": _("This link has been used or has expired."),
        "invalid_login": _("That did not fit. Check what you wrote."),
        "invalid_password_reset": _("This link has been used or has expired."),
        "too_many_login_attempts": TRY_LATER,
        "unverified_primary_email": _("Confirm your e-mail address first."),
        "same_as_current": _("This is your address already."),
        "rate_limited": TRY_LATER,
    }

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        """A new person speaks the language that the page was in."""
        user.name = form.cleaned_data.get("name", "").strip()
        user.language = spoken()
        return super().save_user(request, user, form, commit)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write in the reader's own language; send when what the mail tells of has been committed."""
        language = _language_of(email) or spoken()
        headers = {"Auto-Submitted": "auto-generated", "Content-Language": language}
        with translation.override(language):
            full = {"request": self.request, "email": email, "portal": settings.PORTAL_URL, **context}
            message = self.render_mail(template_prefix, email, full, headers=headers)
        transaction.on_commit(partial(_send, message, template_prefix))

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        return settings.PORTAL_URL + reverse("account_confirm_email", args=[emailconfirmation.key])

    def get_reset_password_from_key_url(self, key: str) -> str:
        uid, _dash, token = key.partition("-")
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token})
        return settings.PORTAL_URL + path


class MFAAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "add_email_blocked": _("Turn two-step sign-in off before you change your address."),
        "cannot_delete_authenticator": _("This can't be removed right now."),
        "cannot_generate_recovery_codes": _("Turn two-step sign-in on first."),
        "incorrect_code": WRONG_CODE,
        "unverified_email": _("Confirm your e-mail address first."),
    }

    def encrypt(self, text: str) -> str:
        return vault.close(text, **TOTP)

    def decrypt(self, encrypted_text: str) -> str:
        return vault.open_again(encrypted_text, **TOTP)

    def build_totp_svg(self, url: str) -> str:
        """Return the square code as it stands in a page, without the head of a file of its own."""
        return super().build_totp_svg(url).partition("?>")[2].strip()

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # noqa: A002 - allauth calls it so
        return str(_("My device"))

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": str(_("Partnership portal"))}


@receiver(password_reset)
def confirm_address(sender: object, request: HttpRequest, user: User, **rest: object) -> None:
    """Who has chosen a new password by the letter's link has shown that the only address is theirs."""
    addresses = list(EmailAddress.objects.filter(user=user))
    if len(addresses) == 1 and not addresses[0].verified:
        addresses[0].set_verified(commit=True)


def spoken() -> str:
    """Return the language of the page as one that people can have."""
    return Language.SWEDISH if (translation.get_language() or "").startswith("sv") else Language.ENGLISH


def _language_of(email: str) -> str | None:
    return User.objects.filter(email=email.lower()).values_list("language", flat=True).first()


def _send(message: EmailMessage, name: str) -> None:
    try:
        message.send()
    except OSError as error:
        # The page answers the same either way, and the person can ask for the mail again.
        logger.warning("%s was not sent (%s)", name, type(error).__name__)
