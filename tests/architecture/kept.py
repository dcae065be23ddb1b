"""Tables of which the runtime role changes named columns alone, or nothing at all."""

NARROWED = {"accounts_partnership": {"status", "ends_on", "updated_at", "version"}}
"""Of these tables the web changes no other columns: what an ending changes of a partnership."""
APPEND_ONLY = {
    "activity_event": {"told_at"},
    "activity_organizationevent": {"told_at"},
    "agreement_agreement": {"in_force_id"},
    # Until it is closed; then a trigger keeps it as it is.
    "agreement_version": {
        *("status", "title", "values", "text_en", "text_sv", "word", "content_hash"),
        *("closed_party_id", "closed_by_id", "closed_at", "reason"),
    },
    "agreement_signature": set(),
    "agreement_correction": set(),
    "agreement_link": set(),
    "agreement_chain": {"number", "hash"},
    "agreement_reminder": {"sent_at"},
    "feedback_warningversion": set(),
    "feedback_note": {"turn_id", "warning_id", "settled_at", "updated_at", "version"},
    "feedback_noteanswer": set(),
    "health_weights": set(),
    "openness_grant": {"ended_at", "ended_by_id", "is_withdrawn"},
    "openness_ask": {"status", "answer", "answered_by_id", "answered_at"},
    "openness_reading": {"last_at", "times", "step"},
    "pricing_sheet": set(),
    "pricing_sheetline": set(),
    "pricing_sharing": set(),
    "pricing_confirmation": set(),
    "pricing_billed": set(),
    "insight_pageversion": set(),
    "insight_attachment": {"removed_at"},
    "insight_figurevalue": set(),
    "insight_question": {"turn_id", "turned_at", "closed_at", "version"},
    "insight_post": set(),
    "insight_use": set(),
    "goals_figurelink": {"ended_at"},
    "feedback_pulseterms": set(),
    # Until it is revealed; then a trigger keeps it as it is.
    "feedback_round": {"revealed_at"},
    "feedback_seat": set(),
    "feedback_talknote": set(),
    "goals_terms": {"until_on"},
    "goals_step": {"name"},
    **{f"goals_{name}": set() for name in ("goalside", "goalproject", "measure", "measureterms", "reading")},
}
