"""Files through the portal: refused early, kept safely, given out as downloads alone."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from projects.insight.models import Attachment, Piece
from tests.tenancy import as_creator

from .test_files import DOCX, JPEG_BYTES, PDF_BYTES, SVG


@pytest.fixture
def send(sign_in, at, page):
    def post(name, data, who="ada"):
        form = {"file": SimpleUploadedFile(name, data)}
        return sign_in(who).post(at(f"pages/{page.id}/files/new/"), form)

    return post


def kept():
    with as_creator():
        return list(Attachment.objects.values_list("name", "media_type", "size"))


def test_a_file_is_kept_in_pieces_and_given_out_as_a_download(send, sign_in, at, monkeypatch):
    monkeypatch.setattr("projects.insight.pieces.PIECE", 16)
    assert send("../Plan\u202efdp.exe", PDF_BYTES).status_code == 303
    assert kept() == [("Planfdp.pdf", "application/pdf", len(PDF_BYTES))]
    with as_creator():
        [row], pieces = Attachment.objects.all(), Piece.objects.count()
    assert pieces == -(-len(PDF_BYTES) // 16)
    answer = sign_in("sam").get(at(f"files/{row.id}/"))
    assert (answer.status_code, answer.content) == (200, PDF_BYTES)
    headers = {
        name: answer.headers[name] for name in ("Content-Type", "Content-Disposition", "Cache-Control")
    }
    assert headers == {
        "Content-Type": "application/pdf",
        "Content-Disposition": 'attachment; filename="Planfdp.pdf"',
        "Cache-Control": "private, no-store",
    }
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("drawing.svg", SVG, "Pages of HTML, drawings of SVG"),
        ("photo.png", SVG, "Pages of HTML, drawings of SVG"),
        ("photo.jpg", JPEG_BYTES + DOCX, "two things at once"),
        ("plan.pdf", b"MZ\x90\x00", "Files of this type are not taken in"),
        ("plan.pdf", b"", "The file is empty"),
    ],
)
def test_what_is_not_let_in_is_refused_with_a_sentence(send, name, data, sentence):
    answer = send(name, data, "ada")
    assert answer.status_code == 422
    assert kept() == []


def test_a_file_that_is_too_large_is_cut_off_while_it_comes(send, monkeypatch):
    monkeypatch.setattr("projects.insight.views.files.LARGEST", 1000)
    read = []
    monkeypatch.setattr("projects.insight.views.files.add_file", lambda *a, **k: read.append(k))
    answer = send("plan.pdf", PDF_BYTES + b"x" * 5000)
    assert (answer.status_code, read) == (422, [])
    assert "10 MB" in answer.content.decode()


def test_two_gigabytes_are_not_even_read(sign_in, at, page, settings):
    """The connection is cut when the body says that it is far too large: nobody reads it to its end."""
    taken = []

    class Body:
        def read(self, size=-1):
            if not taken:
                taken.append(1)
                return (
                    b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n'
                    + b"y" * 65_000
                )
            taken.append(1)
            return b"y" * min(size if size > 0 else 65_536, 65_536)

        readline = read

    client = sign_in("ada")
    answer = client.generic(
        "POST",
        at(f"pages/{page.id}/files/new/"),
        b"",
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(2 * 1024**3),
        **{"wsgi.input": Body()},
    )
    assert answer.status_code == 422
    assert len(taken) < 400
    assert kept() == []


def test_the_other_side_viewers_and_strangers_put_nothing_there(send):
    assert {who: send("a.pdf", PDF_BYTES, who).status_code for who in ("sam", "vera", "olga")} == {
        "sam": 403,
        "vera": 403,
        "olga": 404,
    }


def test_taken_away_its_bytes_are_gone(send, sign_in, at, page):
    send("a.pdf", PDF_BYTES)
    with as_creator():
        [row] = Attachment.objects.all()
    assert sign_in("sam").post(at(f"files/{row.id}/remove/")).status_code == 403
    assert sign_in("ada").post(at(f"files/{row.id}/remove/")).status_code == 303
    assert sign_in("ada").get(at(f"files/{row.id}/")).status_code == 404
    with as_creator():
        assert Piece.objects.count() == 0


def test_a_file_of_a_named_page_is_its_readers_alone(sign_in, at, named):
    ada = sign_in("ada")
    ada.post(at(f"pages/{named.id}/files/new/"), {"file": SimpleUploadedFile("a.pdf", PDF_BYTES)})
    with as_creator():
        [row] = Attachment.objects.all()
    found = {
        who: sign_in(who).get(at(f"files/{row.id}/")).status_code
        for who in ("ada", "sam", "vera", "finn", "olga")
    }
    assert found == {"ada": 200, "sam": 200, "vera": 404, "finn": 404, "olga": 404}
