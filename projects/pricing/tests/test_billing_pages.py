import csv
import io
import json
from datetime import date
from decimal import Decimal
from zipfile import ZipFile

import pytest
from django.urls import reverse

from projects.pricing.models import Billing
from projects.pricing.tests.billing import agreed as agreed_on
from projects.pricing.tests.billing import approved, row_of, with_sheet
from projects.pricing.tests.billing import forward as forward_on
from projects.pricing.tests.bookkeeping import bought, labor
from tests.chance import without_chance
from tests.tenancy import as_creator

pytestmark = pytest.mark.django_db
D = Decimal
# Long ago, so that the wall clock of the pages lies after it.
FIRST, DAY, LAST = date(2025, 3, 1), date(2025, 3, 10), date(2025, 3, 31)


def agreed(both, project, first=FIRST, last=LAST):
    return agreed_on(both, project, first, last)


def forward(actor, project):
    return forward_on(actor, project, FIRST, LAST)


@pytest.fixture
def both(world):
    return [world.actor("sam"), world.actor("ada")]


@pytest.fixture
def at(world, sign_in):
    def ask(name, address, *ids, method="get", **data):
        url = reverse(f"pricing:{address}", args=[world.foreign if name == "olga" else world.shared, *ids])
        return getattr(sign_in(name), method)(url, data)

    return ask


def test_a_basis_is_counted_looked_at_and_put_forward(world, project, at, both):
    with_sheet(project)
    approved(project, DAY, "8")
    shown = at("sam", "billing_new", project=project.id, from_on=FIRST, to_on=LAST)
    text = shown.content.decode()
    assert shown.status_code == 200
    assert "SEK\xa08\xa0000" in text
    assert "SEK\xa010\xa0000" in text
    said = {"project": project.id, "from_on": FIRST, "to_on": LAST, "seen": 0, "key": "", "word": "November"}
    answer = at("sam", "billing_new", method="post", **said)
    assert answer.status_code == 303
    with as_creator():
        row = Billing.objects.get()
    assert (row.status, row.price, str(row.from_on)) == ("open", 8000, "2025-03-01")
    signing = without_chance(at("ada", "billing_basis", row.id).content.decode())
    assert "Sam" not in signing.split("<main")[1]
    assert "8\xa0000\xa0kr" in signing


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"from_on": "2025-03-20", "to_on": "2025-03-01"}, "The last day comes before the first one."),
        ({"from_on": "2025-03-20", "to_on": "2099-01-01"}, "not after today"),
        ({"from_on": "yesterday", "to_on": "2025-03-01"}, "Enter a valid date."),
        ({"from_on": "2025-03-15", "to_on": "2025-03-20"}, "Nothing is approved in this period"),
    ],
)
def test_a_period_that_can_not_be_stays_in_the_form_with_a_sentence(project, at, typed, words):
    with_sheet(project)
    approved(project, DAY, "8")
    for method in ("get", "post"):
        answer = at("sam", "billing_new", method=method, project=project.id, **typed)
        assert answer.status_code == 422
        assert words in answer.content.decode()
        assert f'value="{typed["from_on"]}"' in answer.content.decode()
    with as_creator():
        assert not Billing.objects.exists()


def test_a_written_line_is_refused_at_its_field(project, at):
    with_sheet(project, kind="fixed_price", fixed_price=D(5000), lines=())
    typed = {"from_on": FIRST, "to_on": LAST, "text_1": "Start", "amount_1": "9 000", "sort_1": "instalment"}
    answer = at("sam", "billing_new", project=project.id, **typed)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["amount_1"]
    answer = at("sam", "billing_new", project=project.id, **{**typed, "amount_1": ""})
    assert answer.context["form"].errors["amount_1"] == ["Say the amount, or leave the whole line empty."]


def test_a_retainer_offers_what_is_due(project, at):
    lines = (labor("Dev", "10", "1000"),)
    with_sheet(project, kind="retainer", monthly=D(10000), months=D(3), lines=lines, from_on=DAY)
    form = at("sam", "billing_new", project=project.id).context["form"]
    assert form.data["amount_0"] == "30000"


def test_the_list_says_what_is_not_billed_and_who_keeps_no_book_reads_it(project, at, both):
    with_sheet(project)
    approved(project, DAY, "8")
    with as_creator():
        bought(project, DAY, "1000", is_approved=True)
    text = at("vera", "billing").content.decode()
    assert "9\xa0000\xa0kr" in text
    assert "billing/new" not in text
    assert "billing/new" in at("finn", "billing").content.decode()
    agreed(both, project)
    text = at("vera", "billing").content.decode()
    assert "0001" in text
    assert "9\xa0000\xa0kr" in text


def test_vera_reads_and_downloads_but_puts_nothing_forward(project, at, both):
    with_sheet(project)
    approved(project, DAY, "8")
    row = row_of(forward(both[0], project))
    assert at("vera", "billing_new", project=project.id).status_code == 403
    assert at("vera", "billing_change", row.id).status_code == 403
    assert at("vera", "billing_change", row.id, method="post").status_code == 403
    assert at("vera", "billing_basis", row.id).status_code == 200


def test_a_stranger_finds_nothing(world, project, foreign_project, at, both, sign_in):
    with_sheet(project)
    approved(project, DAY, "8")
    row = agreed(both, project)
    for address in ("billing_basis", "billing_change"):
        assert at("olga", address, row.id).status_code == 404
        assert (
            sign_in("olga").get(reverse(f"pricing:{address}", args=[world.shared, row.id])).status_code == 404
        )
    assert at("olga", "billing_file", row.id, "json").status_code == 404
    assert at("olga", "billing_new", project=project.id).status_code == 404
    assert at("sam", "billing_new", project=foreign_project.id).status_code == 404
    assert at("sam", "billing_new", project="x").status_code == 404
    assert at("sam", "billing_new").status_code == 303


def test_an_open_basis_has_no_files_and_an_agreed_one_no_form(project, at, both):
    with_sheet(project)
    approved(project, DAY, "8")
    row = row_of(forward(both[0], project))
    answer = at("ada", "billing_file", row.id, "csv")
    assert answer.status_code == 409
    assert "nummer" in answer.content.decode()
    assert at("ada", "billing_file", row.id, "pdf").status_code == 404
    approved(project, date(2025, 2, 5), "1")
    done = agreed(both, project, date(2025, 2, 1), date(2025, 2, 28))
    assert at("ada", "billing_change", done.id).status_code == 409


def test_the_files_say_the_same_and_run_no_formula(project, at, both):
    with_sheet(project, lines=(labor("Dev", "100", "1012.375"),), vat=None)
    approved(project, DAY, "8")
    approved(project, DAY, "0.5")
    with as_creator():
        bought(project, DAY, "1000.50", is_approved=True, text="=SUM(A1)")
    row = agreed(both, project)
    rows = list(csv.reader(io.StringIO(at("sam", "billing_file", row.id, "csv").content.decode("utf-8-sig"))))
    assert rows[0][:3] == ["Number", "Project", "Commissioned by"]
    assert [line[6:12] for line in rows[1:]] == [
        ["Work", "Dev", "8.5", "1012.375", "8605.19", "SEK"],
        ["Purchase", "'=SUM(A1)", "", "", "1000.50", "SEK"],
    ]
    record = json.loads(at("sam", "billing_file", row.id, "json").content)
    assert (record["object"], record["number"], record["total"]) == (
        "billing",
        1,
        {"amount": "9605.69", "currency": "SEK"},
    )
    assert [one["amount"]["amount"] for one in record["lines"]] == ["8605.19", "1000.50"]
    answer = at("ada", "billing_file", row.id, "xlsx")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="billing-0001.xlsx"'
    with ZipFile(io.BytesIO(answer.content)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        words = book.read("xl/sharedStrings.xml").decode()
    assert "<f>" not in sheet
    assert "8605.19" in sheet
    assert "9605.69" in sheet
    assert "Nummer" in words
    assert "Sam Berg" not in words


def test_an_answer_of_the_other_side_is_a_counter_proposal(project, at, both):
    with_sheet(project)
    approved(project, DAY, "8")
    approved(project, FIRST, "1")
    row = row_of(forward(both[0], project))
    page = at("ada", "billing_change", row.id)
    assert page.context["seen"] == 1
    said = {"from_on": DAY, "to_on": LAST, "seen": 1, "key": "", "word": ""}
    assert at("ada", "billing_change", row.id, method="post", **said).status_code == 303
    with as_creator():
        changed = Billing.objects.get(id=row.id)
    assert (changed.from_on, changed.price, changed.status) == (DAY, 8000, "open")
    stale = at("sam", "billing_change", row.id, method="post", **{**said, "from_on": FIRST})
    assert stale.status_code == 422
    assert "has changed since" in stale.content.decode()


def test_a_capped_line_names_itself(project, at, both):
    with_sheet(project, kind="price_cap", cap=D(5000))
    approved(project, DAY, "8")
    text = at("sam", "billing_new", project=project.id, from_on=FIRST, to_on=LAST).content.decode()
    assert "Above the price cap" in text
    assert "\u22123\xa0000" in text
