"""The addresses of insight: pages, key figures and questions."""

from django.urls import path

from api.v1.insight_files import InsightFileView, InsightPageFilesView
from api.v1.insight_pages import (
    ArchiveInsightPageView,
    InsightPagesView,
    InsightPageUsesView,
    InsightPageView,
    PartnershipInsightPagesView,
    RefreshInsightPageView,
)
from api.v1.insight_versions import InsightPageVersionsView
from api.v1.key_figures import (
    ArchiveKeyFigureView,
    KeyFigureReadingsView,
    KeyFiguresView,
    KeyFigureView,
    PartnershipKeyFiguresView,
)
from api.v1.measure_figure import MeasureFigureView
from api.v1.questions import (
    CloseQuestionView,
    PartnershipQuestionsView,
    QuestionsView,
    QuestionView,
    ReplyQuestionView,
)

urlpatterns = [
    path("measures/<uuid:measure>/key-figure", MeasureFigureView.as_view(), name="measure_figure"),
    path("insight-pages", InsightPagesView.as_view(), name="insight_pages"),
    path("insight-pages/<uuid:page>", InsightPageView.as_view(), name="insight_page"),
    path(
        "insight-pages/<uuid:page>/versions",
        InsightPageVersionsView.as_view(),
        name="insight_page_versions",
    ),
    path("insight-pages/<uuid:page>/archive", ArchiveInsightPageView.as_view(), name="archive_insight_page"),
    path("insight-pages/<uuid:page>/refresh", RefreshInsightPageView.as_view(), name="refresh_insight_page"),
    path("insight-pages/<uuid:page>/files", InsightPageFilesView.as_view(), name="insight_page_files"),
    path("insight-files/<uuid:attachment>", InsightFileView.as_view(), name="insight_file"),
    path("insight-pages/<uuid:page>/uses", InsightPageUsesView.as_view(), name="insight_page_uses"),
    path(
        "partnerships/<uuid:partnership>/insight-pages",
        PartnershipInsightPagesView.as_view(),
        name="partnership_insight_pages",
    ),
    path("key-figures", KeyFiguresView.as_view(), name="key_figures"),
    path("key-figures/<uuid:figure>", KeyFigureView.as_view(), name="key_figure"),
    path("key-figures/<uuid:figure>/archive", ArchiveKeyFigureView.as_view(), name="archive_key_figure"),
    path("key-figures/<uuid:figure>/readings", KeyFigureReadingsView.as_view(), name="key_figure_readings"),
    path(
        "partnerships/<uuid:partnership>/key-figures",
        PartnershipKeyFiguresView.as_view(),
        name="partnership_key_figures",
    ),
    path("questions", QuestionsView.as_view(), name="questions"),
    path("questions/<uuid:question>", QuestionView.as_view(), name="question"),
    path("questions/<uuid:question>/replies", ReplyQuestionView.as_view(), name="reply_question"),
    path("questions/<uuid:question>/close", CloseQuestionView.as_view(), name="close_question"),
    path(
        "partnerships/<uuid:partnership>/questions",
        PartnershipQuestionsView.as_view(),
        name="partnership_questions",
    ),
]
