"""Thanks, friction, early warnings and joint actions on the site map."""

from django.urls import URLPattern, path

from api.v1.early_warnings import (
    CloseWarningView,
    PartnershipWarningsView,
    WarningActionsView,
    WarningsView,
    WarningView,
)
from api.v1.feedback_notes import NoteAnswersView, NotesView, NoteView, PartnershipNotesView, SettleNoteView
from api.v1.joint_actions import (
    CompleteJointActionView,
    DropJointActionView,
    JointActionOwnerView,
    JointActionsView,
    JointActionView,
    PartnershipJointActionsView,
    ReopenJointActionView,
)

IN, NOTE, WARNING, ACTION = (
    "partnerships/<uuid:partnership>",
    "feedback-notes/<uuid:note>",
    "early-warnings/<uuid:warning>",
    "joint-actions/<uuid:action>",
)

BETWEEN: list[URLPattern] = [
    path("feedback-notes", NotesView.as_view(), name="feedback_notes"),
    path(NOTE, NoteView.as_view(), name="feedback_note"),
    path(f"{NOTE}/answers", NoteAnswersView.as_view(), name="feedback_note_answers"),
    path(f"{NOTE}/settle", SettleNoteView.as_view(), name="settle_feedback_note"),
    path(f"{IN}/feedback-notes", PartnershipNotesView.as_view(), name="partnership_feedback_notes"),
    path("early-warnings", WarningsView.as_view(), name="early_warnings"),
    path(WARNING, WarningView.as_view(), name="early_warning"),
    path(f"{WARNING}/close", CloseWarningView.as_view(), name="close_early_warning"),
    path(f"{WARNING}/actions", WarningActionsView.as_view(), name="early_warning_actions"),
    path(f"{IN}/early-warnings", PartnershipWarningsView.as_view(), name="partnership_early_warnings"),
    path("joint-actions", JointActionsView.as_view(), name="joint_actions"),
    path(ACTION, JointActionView.as_view(), name="joint_action"),
    path(f"{ACTION}/owner", JointActionOwnerView.as_view(), name="joint_action_owner"),
    path(f"{ACTION}/complete", CompleteJointActionView.as_view(), name="complete_joint_action"),
    path(f"{ACTION}/drop", DropJointActionView.as_view(), name="drop_joint_action"),
    path(f"{ACTION}/reopen", ReopenJointActionView.as_view(), name="reopen_joint_action"),
    path(f"{IN}/joint-actions", PartnershipJointActionsView.as_view(), name="partnership_joint_actions"),
]
