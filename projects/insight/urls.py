"""What each side lets the other know of its business: `/p/<partnership>/insight/`."""

from django.urls import path

from projects.insight.views import figures, files, home, pages, questions, versions

app_name = "insight"

PAGE = "pages/<uuid:page>/"
FILE = "files/<uuid:attachment>/"
FIGURE = "figures/<uuid:figure>/"
QUESTION = "questions/<uuid:question>/"

urlpatterns = [
    path("", home.insight, name="insight"),
    path("archive/", home.archive, name="archive"),
    path("pages/new/", pages.page_new, name="page_new"),
    path(PAGE, pages.page, name="page"),
    path(f"{PAGE}edit/", pages.page_edit, name="page_edit"),
    path(f"{PAGE}versions/", versions.versions, name="versions"),
    path(f"{PAGE}confirm/", pages.page_confirm, name="page_confirm"),
    path(f"{PAGE}archive/", pages.page_archive, name="page_archive"),
    path(f"{PAGE}refresh/", pages.page_refresh, name="page_refresh"),
    path(f"{PAGE}used/", pages.page_used, name="page_used"),
    path(f"{PAGE}files/new/", files.file_new, name="file_new"),
    path(FILE, files.file, name="file"),
    path(f"{FILE}remove/", files.file_remove, name="file_remove"),
    path("figures/new/", figures.figure_new, name="figure_new"),
    path(FIGURE, figures.figure, name="figure"),
    path(f"{FIGURE}edit/", figures.figure_edit, name="figure_edit"),
    path(f"{FIGURE}values/", figures.figure_values, name="figure_values"),
    path(f"{FIGURE}values.csv", figures.figure_file, name="figure_file"),
    path(f"{FIGURE}archive/", figures.figure_archive, name="figure_archive"),
    path("questions/new/", questions.question_new, name="question_new"),
    path(QUESTION, questions.question, name="question"),
    path(f"{QUESTION}close/", questions.question_close, name="question_close"),
]
