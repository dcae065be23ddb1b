from django.core.files.uploadedfile import SimpleUploadedFile

from partnership.kit.ids import new_id
from projects.work.models import ImportBatch, WorkEntry
from projects.work.tasks import import_log
from projects.work.tests.steps import LOG, rows, text


def upload(client, at, data, **rest):
    files = {"log": SimpleUploadedFile("log.csv", data), "key": new_id(), **rest}
    return client.post(at("upload"), files)


def chosen(client, address):
    """Take the form of columns as the page offers it."""
    return {name: field.value() or "" for name, field in _bound(client.get(address).context["form"])}


def _bound(form):
    return [(name, form[name]) for name in form.fields]


def test_a_log_goes_from_upload_to_undo_in_the_portal(
    sign_in, at, world, project, django_capture_on_commit_callbacks
):
    client = sign_in("sam")
    kept = upload(client, at, LOG.encode("cp1252"))
    [batch] = rows(ImportBatch)
    page = at("import", batch=batch.id)
    assert (kept.status_code, kept.url) == (303, page)
    columns = at("columns", batch=batch.id)
    assert client.get(page).url == columns
    form = chosen(client, columns)
    assert (form["hours"], form["done_on"], form["decimal"], form["date_order"]) == (
        "Timmar",
        "Datum",
        ",",
        "ymd",
    )
    assert client.post(columns, form).url == page
    assert "Nothing is imported yet." in text(client.get(page))
    assert client.post(at("confirm", batch=batch.id)).status_code == 303
    assert client.post(at("confirm", batch=batch.id)).status_code == 303
    assert "You can leave this page" in text(client.get(page))
    ids = (batch.id, world.shared, world.users["sam"].id, world.organizations["studionord"].id)
    assert import_log(*map(str, ids)) is True
    assert import_log(*map(str, ids)) is False
    assert "3 rows were added." in text(client.get(page))
    assert client.post(at("undo", batch=batch.id)).status_code == 303
    assert "3 rows were taken away again." in text(client.get(page))
    assert rows(WorkEntry) == []


def test_bad_rows_are_listed_and_come_as_csv_and_can_be_left_out(sign_in, at, project):
    client = sign_in("sam")
    upload(client, at, (LOG + "2026-11-04;KITCHEN;=1+1;El;-2;\n").encode())
    [batch] = rows(ImportBatch)
    columns, page = at("columns", batch=batch.id), at("import", batch=batch.id)
    client.post(columns, chosen(client, columns))
    assert "Hours can&#x27;t be negative." in text(client.get(page)) or "Hours can't be negative." in text(
        client.get(page)
    )
    problems = text(client.get(at("problems_file", batch=batch.id)))
    assert problems.splitlines()[1] == "5,Timmar,Hours can't be negative."
    refused = client.post(at("confirm", batch=batch.id))
    assert (refused.status_code, "Some rows can" in text(refused)) == (422, True)
    assert client.post(at("confirm", batch=batch.id), {"leaves_out": "on"}).status_code == 303


def test_a_binary_file_and_one_that_is_too_large_are_refused_in_one_sentence(sign_in, at, monkeypatch):
    client = sign_in("sam")
    answer = upload(client, at, b"PK\x03\x04\0\0")
    assert (answer.status_code, "This is not a text file." in text(answer)) == (422, True)
    monkeypatch.setattr("projects.work.views.uploads.LARGEST", 1000)
    answer = upload(client, at, b"Datum;Timmar\n" * 100_000)
    assert (answer.status_code, "The file is larger than 25 MB." in text(answer)) == (422, True)
    assert rows(ImportBatch) == []


def test_the_other_side_and_strangers_do_not_see_a_log(sign_in, at, project):
    upload(sign_in("sam"), at, LOG.encode())
    [batch] = rows(ImportBatch)
    for name in ("ada", "olga"):
        client = sign_in(name)
        pages = [client.get(at(page, batch=batch.id)) for page in ("import", "columns", "problems_file")]
        pages += [client.post(at(page, batch=batch.id)) for page in ("confirm", "undo", "discard")]
        assert {page.status_code for page in pages} == {404}


def test_a_column_that_the_file_lacks_is_named_in_a_sentence(sign_in, at, project):
    client = sign_in("sam")
    upload(client, at, LOG.encode())
    [batch] = rows(ImportBatch)
    columns = at("columns", batch=batch.id)
    answer = client.post(columns, {**chosen(client, columns), "hours": "Nowhere", "done_on": ""})
    assert answer.status_code == 422
    assert "The file has no column “Nowhere”." in text(answer)
    assert "Choose the column that says the day of the work." in text(answer)
