"""Ada tells of her seasons, Sam reads, asks and says what it changed; a figure out of a file moves a goal.

Each in the own language, Ada on a phone and without scripts.
"""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import RunningPortal
from tests.journeys.steps import enter, somebody

HOME = "/p/01990000-0000-7000-9000-00000000001f/"
INSIGHT = f"{HOME}insight/"
PDF = b"%PDF-1.7\n1 0 obj\n<< >>\nendobj\ntrailer\n<< >>\n%%EOF\n"


@pytest.fixture
def both(portal: RunningPortal, browser: Browser):
    phone = {"locale": "sv-SE", "script": False, "width": 360}
    with somebody(portal, browser, **phone) as ada, somebody(portal, browser) as sam:
        enter(ada, "ada")
        enter(sam, "sam")
        yield ada, sam


def test_an_insight_is_written_read_asked_about_and_used(both: tuple[Page, Page]):
    ada, sam = both
    address = write(ada)
    attach(ada)

    sam.goto(INSIGHT)
    sam.get_by_role("link", name="Inventering i februari").click()
    expect(sam.locator("article h2")).to_have_text("När")
    with sam.expect_download() as caught:
        sam.get_by_role("link", name="schema.pdf").click()
    assert Path(caught.value.path()).read_bytes() == PDF
    sam.get_by_role("link", name="Ask about it").first.click()
    sam.fill('[name="title"]', "May we deploy on the 12th?")
    sam.get_by_role("button", name="Ask").click()
    expect(sam.locator("main")).to_contain_text("Havsvik Hem’s turn")

    ada.goto(HOME)
    expect(ada.locator("main")).to_contain_text("May we deploy on the 12th?")
    ada.goto(INSIGHT)
    ada.get_by_role("link", name="May we deploy on the 12th?").first.click()
    ada.fill('[name="text"]', "Ja, efter klockan 18.")
    ada.get_by_role("button", name="Svara").click()

    sam.reload()
    expect(sam.locator("main")).to_contain_text("Ja, efter klockan 18.")
    sam.get_by_role("button", name="Close the question").click()
    sam.goto(address)
    sam.fill('#used [name="text"]', "We moved the release to the 13th.")
    sam.get_by_role("button", name="Read and used").click()

    ada.goto(address)
    expect(ada.locator("#used")).to_contain_text("We moved the release to the 13th.")
    expect(ada.locator("#used")).to_contain_text("Med tack från")


def test_a_figure_out_of_a_file_moves_a_goal(both: tuple[Page, Page], tmp_path):
    ada, sam = both
    ada.goto(INSIGHT)
    ada.get_by_role("link", name="Svar samma dag").first.click()
    ada.get_by_role("link", name="Lägg till värden").click()
    table = tmp_path / "svar.csv"
    table.write_text("Dag;Värde\n2026-01-05;61,5\n", encoding="utf-8")
    newest = tmp_path / "ny.csv"
    today = ada.locator('[name="read_on"]').input_value()
    newest.write_text(f"Dag;Värde\n{today};93,5\n", encoding="utf-8")
    for file in (table, newest):
        ada.set_input_files('[name="file"]', file)
        ada.get_by_role("button", name="Hämta in värdena").click()
        expect(ada.locator("main")).to_contain_text("Följs av")
        ada.get_by_role("link", name="Lägg till värden").click()

    sam.goto(f"{HOME}goals/")
    sam.get_by_role("link", name="Svar till kunden samma dag").first.click()
    expect(sam.locator("#measures")).to_contain_text("93.5")
    expect(sam.locator("#measures")).to_contain_text("Follows a key figure")


def write(page: Page) -> str:
    page.goto(INSIGHT)
    page.get_by_role("link", name="Skriv en insikt").first.click()
    page.select_option('[name="topic"]', "seasons")
    page.fill('[name="title"]', "Inventering i februari")
    page.fill('[name="body"]', "# När\n\n**Vecka 7**, hela lagret.\n\n<script>alert(1)</script>")
    page.get_by_role("button", name="Spara").click()
    expect(page.locator("h1")).to_have_text("Inventering i februari")
    return page.url


def attach(page: Page) -> None:
    page.get_by_role("link", name="Lägg till en fil").click()
    svg = {"name": "bild.svg", "mimeType": "image/svg+xml", "buffer": b"<svg><script>alert(1)</script></svg>"}
    page.set_input_files('[name="file"]', svg)
    page.get_by_role("button", name="Lägg till filen").click()
    expect(page.locator("main")).to_contain_text("SVG-bilder")
    page.set_input_files(
        '[name="file"]', {"name": "schema.exe", "mimeType": "application/pdf", "buffer": PDF}
    )
    page.get_by_role("button", name="Lägg till filen").click()
    expect(page.locator("#files")).to_contain_text("schema.pdf")
