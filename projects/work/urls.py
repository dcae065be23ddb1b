from django.urls import path

from projects.work.views import approvals, deliverables, entries, imports, projects, terms, uploads

app_name = "work"

urlpatterns = [
    path("", projects.projects, name="projects"),
    path("projects/new/", projects.new_project, name="new_project"),
    path("projects/<uuid:project>/", projects.project, name="project"),
    path("projects/<uuid:project>/edit/", projects.edit_project, name="edit_project"),
    path("projects/<uuid:project>/terms/", terms.terms, name="terms"),
    path("projects/<uuid:project>/plan/", terms.plan, name="propose_plan"),
    path("projects/<uuid:project>/finish/", projects.finish, name="finish"),
    path("projects/<uuid:project>/reopen/", projects.reopen, name="reopen"),
    path("projects/<uuid:project>/approve/", approvals.approve, name="approve"),
    path("projects/<uuid:project>/approve/withdraw/", approvals.unapprove, name="unapprove"),
    path("projects/<uuid:project>/hours.csv", projects.burn_file, name="burn_file"),
    path("projects/<uuid:project>/deliverables/new/", deliverables.new_deliverable, name="new_deliverable"),
    path("deliverables/<uuid:deliverable>/edit/", deliverables.edit_deliverable, name="edit_deliverable"),
    path("projects/<uuid:project>/hours/new/", entries.new_entry, name="new_entry"),
    path("hours/<uuid:entry>/edit/", entries.edit_entry, name="edit_entry"),
    path("hours/<uuid:entry>/delete/", entries.remove_entry, name="delete_entry"),
    path("people/", entries.people, name="people"),
    path("logs/", uploads.imports, name="imports"),
    path("logs/new/", uploads.upload, name="upload"),
    path("logs/<uuid:batch>/", imports.log, name="import"),
    path("logs/<uuid:batch>/columns/", uploads.columns, name="columns"),
    path("logs/<uuid:batch>/confirm/", imports.confirm, name="confirm"),
    path("logs/<uuid:batch>/discard/", uploads.discard, name="discard"),
    path("logs/<uuid:batch>/undo/", imports.undo, name="undo"),
    path("logs/<uuid:batch>/problems.csv", imports.problems_file, name="problems_file"),
]
