"""Rows of people, organizations and partnerships for tests; made past the doors, by the creator."""

from datetime import UTC, date, datetime

import factory
from allauth.account.models import EmailAddress
from factory.django import DjangoModelFactory

from accounts import models


class PersonFactory(DjangoModelFactory):
    """A person with a verified address."""

    class Meta:
        model = models.User
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Person {n}")
    email = factory.Sequence(lambda n: f"person{n}@example.org")
    language = "en"
    password = "!"

    @factory.post_generation
    def verified(self, create: bool, extracted: bool | None, **rest: object) -> None:
        EmailAddress.objects.create(
            user=self, email=self.email, verified=extracted is not False, primary=True
        )


class OrganizationFactory(DjangoModelFactory):
    class Meta:
        model = models.Organization

    name = factory.Sequence(lambda n: f"Organization {n}")


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = models.Membership

    organization = factory.SubFactory(OrganizationFactory)
    user = factory.SubFactory(PersonFactory)
    role = models.Role.OWNER


class PartnershipFactory(DjangoModelFactory):
    """A partnership; `sides=[organization, …]` gives it parties in that order."""

    class Meta:
        model = models.Partnership
        skip_postgeneration_save = True

    started_on = date(2025, 3, 1)

    @factory.post_generation
    def sides(self, create: bool, extracted: list[models.Organization] | None, **rest: object) -> None:
        for position, organization in enumerate(extracted or [], start=1):
            models.Party.objects.create(partnership=self, organization=organization, position=position)


class KeyFactory(DjangoModelFactory):
    class Meta:
        model = models.ApiKey

    name = "A key"
    public = factory.Sequence(lambda n: f"public{n:06d}")
    secret_hash = b"\0" * 32
    scopes = ["read"]
    created_at = datetime(2026, 11, 1, tzinfo=UTC)
