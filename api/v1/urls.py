"""The site map of version 1: every resource on one line. Reading is flat, making is inside a partnership."""

from django.urls import path

from api.v1 import insight_urls
from api.v1.agreement_kinds import AgreementKindsView
from api.v1.agreement_versions import (
    AgreementVersionsView,
    AgreementVersionView,
    DeclineVersionView,
    RemindView,
    SignVersionView,
    WithdrawVersionView,
)
from api.v1.agreements import AgreementsView, AgreementView, PartnershipAgreementsView
from api.v1.approvals import ApprovalsView, WithdrawApprovalsView
from api.v1.batch_urls import BATCHES
from api.v1.benefit import BenefitEntriesView, BenefitEntryView, BenefitView, ConfirmBenefitEntryView
from api.v1.between_urls import BETWEEN
from api.v1.billing import BillingExportView, BillingsView, BillingView, ProjectBillingView
from api.v1.book import BookView, ProjectBookView
from api.v1.chain import ChainLinksView, ChainView, CharterView
from api.v1.costs import CostsView
from api.v1.deliverables import DeliverablesView, DeliverableView, PartnershipDeliverablesView
from api.v1.events import EventsView
from api.v1.external_urls import EXTERNAL
from api.v1.goal_following import CheckInsView, GoalCheckInsView, GoalScoresView
from api.v1.goals import GoalsView, GoalView, PartnershipGoalsView
from api.v1.health import HealthHistoryView, HealthView, HealthWeekView
from api.v1.letters import LettersView, MendMailboxView
from api.v1.me import MeView
from api.v1.next_steps import NextStepsView
from api.v1.openness import (
    AnswerAskView,
    AsksView,
    AskView,
    CloseGrantView,
    OpennessReadingsView,
    OpennessView,
    PartnershipAsksView,
    WithdrawAskView,
)
from api.v1.organization_urls import ORGANIZATION
from api.v1.outlays import ApproveOutlayView, OutlaysView, OutlayView, PartnershipOutlaysView
from api.v1.partnerships import PartnershipsView, PartnershipView
from api.v1.project_clocks import ProjectClocksView, ProjectsClocksView
from api.v1.projects import PartnershipProjectsView, ProjectsView, ProjectView
from api.v1.pulses import (
    PartnershipPulsesView,
    PulseAnswerView,
    PulseResultView,
    PulsesView,
    PulseTalkView,
    PulseView,
)
from api.v1.rates import ExchangeRatesView, ExchangeRateView, RatesView, RateView
from api.v1.readings import ReadingsView
from api.v1.replacement import ReplacementView
from api.v1.request_log import RequestLogView
from api.v1.search import SearchView
from api.v1.sent_letters import SentLettersView
from api.v1.sharing import SharingSimulationsView, SharingView
from api.v1.sheets import PriceSheetView
from api.v1.together import SharedView, TogetherView
from api.v1.webhook_urls import WEBHOOKS
from api.v1.work_entries import PartnershipWorkEntriesView, WorkEntriesView, WorkEntryView
from api.v1.work_import_urls import WORK_IMPORTS
from api.v1.workers import WorkersView, WorkerView

ENTRY = "partnerships/<uuid:partnership>/benefit-entries/<uuid:benefit_entry>"
VERSION = "agreements/<uuid:agreement>/versions/<int:number>"

# Looked through from the top: what integrators ask for most comes first.
urlpatterns = [
    path("me", MeView.as_view(), name="me"),
    path("projects", ProjectsView.as_view(), name="projects"),
    path("deliverables", DeliverablesView.as_view(), name="deliverables"),
    path("work-entries", WorkEntriesView.as_view(), name="work_entries"),
    path(
        "partnerships/<uuid:partnership>/projects",
        PartnershipProjectsView.as_view(),
        name="partnership_projects",
    ),
    path(
        "partnerships/<uuid:partnership>/deliverables",
        PartnershipDeliverablesView.as_view(),
        name="partnership_deliverables",
    ),
    path(
        "partnerships/<uuid:partnership>/work-entries",
        PartnershipWorkEntriesView.as_view(),
        name="partnership_work_entries",
    ),
    path("me/letters", LettersView.as_view(), name="letters"),
    path("me/letters/mend", MendMailboxView.as_view(), name="mend_mailbox"),
    path("letters", SentLettersView.as_view(), name="sent_letters"),
    path("next-steps", NextStepsView.as_view(), name="next_steps"),
    path("request-log", RequestLogView.as_view(), name="request_log"),
    *ORGANIZATION,
    path("partnerships", PartnershipsView.as_view(), name="partnerships"),
    path("partnerships/<uuid:partnership>", PartnershipView.as_view(), name="partnership"),
    path("projects/<uuid:project>", ProjectView.as_view(), name="project"),
    path("project-clocks", ProjectsClocksView.as_view(), name="projects_clocks"),
    path("projects/<uuid:project>/clocks", ProjectClocksView.as_view(), name="project_clocks"),
    path("projects/<uuid:project>/approvals", ApprovalsView.as_view(), name="approvals"),
    path(
        "projects/<uuid:project>/approvals/withdraw",
        WithdrawApprovalsView.as_view(),
        name="withdraw_approvals",
    ),
    path("deliverables/<uuid:deliverable>", DeliverableView.as_view(), name="deliverable"),
    path("work-entries/<uuid:work_entry>", WorkEntryView.as_view(), name="work_entry"),
    path("workers", WorkersView.as_view(), name="workers"),
    path("workers/<uuid:worker>", WorkerView.as_view(), name="worker"),
    path("search", SearchView.as_view(), name="search"),
    path("health", HealthView.as_view(), name="health"),
    path("partnerships/<uuid:partnership>/health", HealthHistoryView.as_view(), name="health_history"),
    path("partnerships/<uuid:partnership>/health/<str:week>", HealthWeekView.as_view(), name="health_week"),
    path("agreement-kinds", AgreementKindsView.as_view(), name="agreement_kinds"),
    path("agreements", AgreementsView.as_view(), name="agreements"),
    path("agreements/<uuid:agreement>", AgreementView.as_view(), name="agreement"),
    path("agreements/<uuid:agreement>/versions", AgreementVersionsView.as_view(), name="agreement_versions"),
    path(VERSION, AgreementVersionView.as_view(), name="agreement_version"),
    path(f"{VERSION}/sign", SignVersionView.as_view(), name="sign_version"),
    path(f"{VERSION}/decline", DeclineVersionView.as_view(), name="decline_version"),
    path(f"{VERSION}/remind", RemindView.as_view(), name="remind_of_version"),
    path(f"{VERSION}/withdraw", WithdrawVersionView.as_view(), name="withdraw_version"),
    path(
        "partnerships/<uuid:partnership>/agreements",
        PartnershipAgreementsView.as_view(),
        name="partnership_agreements",
    ),
    path("partnerships/<uuid:partnership>/charter", CharterView.as_view(), name="charter"),
    path("partnerships/<uuid:partnership>/chain", ChainView.as_view(), name="chain"),
    path("partnerships/<uuid:partnership>/chain/links", ChainLinksView.as_view(), name="chain_links"),
    path("goals", GoalsView.as_view(), name="goals"),
    path("goals/<uuid:goal>", GoalView.as_view(), name="goal"),
    path("goals/<uuid:goal>/check-ins", GoalCheckInsView.as_view(), name="goal_check_ins"),
    path("goals/<uuid:goal>/scores", GoalScoresView.as_view(), name="goal_scores"),
    path("check-ins", CheckInsView.as_view(), name="check_ins"),
    path("measures/<uuid:measure>/readings", ReadingsView.as_view(), name="readings"),
    path("partnerships/<uuid:partnership>/goals", PartnershipGoalsView.as_view(), name="partnership_goals"),
    path("partnerships/<uuid:partnership>/openness", OpennessView.as_view(), name="openness"),
    path("openness-grants/<uuid:grant>/close", CloseGrantView.as_view(), name="close_grant"),
    path("openness-asks", AsksView.as_view(), name="openness_asks"),
    path("openness-asks/<uuid:ask>", AskView.as_view(), name="openness_ask"),
    path("openness-asks/<uuid:ask>/answer", AnswerAskView.as_view(), name="answer_openness_ask"),
    path("openness-asks/<uuid:ask>/withdraw", WithdrawAskView.as_view(), name="withdraw_openness_ask"),
    path(
        "partnerships/<uuid:partnership>/openness-asks",
        PartnershipAsksView.as_view(),
        name="partnership_openness_asks",
    ),
    path("openness-readings", OpennessReadingsView.as_view(), name="openness_readings"),
    path("pulses", PulsesView.as_view(), name="pulses"),
    path("pulses/<uuid:pulse>", PulseView.as_view(), name="pulse"),
    path("pulses/<uuid:pulse>/answer", PulseAnswerView.as_view(), name="pulse_answer"),
    path("pulses/<uuid:pulse>/result", PulseResultView.as_view(), name="pulse_result"),
    path("pulses/<uuid:pulse>/talk", PulseTalkView.as_view(), name="pulse_talk"),
    path(
        "partnerships/<uuid:partnership>/pulses", PartnershipPulsesView.as_view(), name="partnership_pulses"
    ),
    path("projects/<uuid:project>/book", ProjectBookView.as_view(), name="project_book"),
    path("projects/<uuid:project>/billing", ProjectBillingView.as_view(), name="project_billing"),
    path("outlays", OutlaysView.as_view(), name="outlays"),
    path("outlays/<uuid:outlay>", OutlayView.as_view(), name="outlay"),
    path("outlays/<uuid:outlay>/approve", ApproveOutlayView.as_view(), name="approve_outlay"),
    path(
        "partnerships/<uuid:partnership>/outlays",
        PartnershipOutlaysView.as_view(),
        name="partnership_outlays",
    ),
    path("billings", BillingsView.as_view(), name="billings"),
    path("billings/<uuid:billing>", BillingView.as_view(), name="billing"),
    path("billings/<uuid:billing>/export", BillingExportView.as_view(), name="billing_export"),
    path("projects/<uuid:project>/price-sheet", PriceSheetView.as_view(), name="price_sheet"),
    path("projects/<uuid:project>/costs", CostsView.as_view(), name="sheet_costs"),
    path("rates", RatesView.as_view(), name="rates"),
    path("rates/<uuid:rate>", RateView.as_view(), name="rate"),
    path("exchange-rates", ExchangeRatesView.as_view(), name="exchange_rates"),
    path("exchange-rates/<uuid:exchange_rate>", ExchangeRateView.as_view(), name="exchange_rate"),
    path("partnerships/<uuid:partnership>/together", TogetherView.as_view(), name="together"),
    path(
        "partnerships/<uuid:partnership>/together/replacement",
        ReplacementView.as_view(),
        name="replacement",
    ),
    path(
        "partnerships/<uuid:partnership>/together/<uuid:shared>",
        SharedView.as_view(),
        name="built_together",
    ),
    path("partnerships/<uuid:partnership>/benefit", BenefitView.as_view(), name="benefit"),
    path(
        "partnerships/<uuid:partnership>/benefit-entries",
        BenefitEntriesView.as_view(),
        name="benefit_entries",
    ),
    path(ENTRY, BenefitEntryView.as_view(), name="benefit_entry"),
    path(f"{ENTRY}/confirm", ConfirmBenefitEntryView.as_view(), name="confirm_benefit_entry"),
    path("partnerships/<uuid:partnership>/book", BookView.as_view(), name="book"),
    path("projects/<uuid:project>/sharing", SharingView.as_view(), name="sharing"),
    path("sharing-simulations", SharingSimulationsView.as_view(), name="sharing_simulations"),
    *insight_urls.urlpatterns,
    path("events", EventsView.as_view(), name="events"),
    *BETWEEN,
    *WORK_IMPORTS,
    *WEBHOOKS,
    *EXTERNAL,
    *BATCHES,
]
