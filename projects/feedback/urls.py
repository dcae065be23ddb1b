"""How both sides say it goes, and what comes of it: `/p/<partnership>/feedback/`."""

from django.urls import URLPattern, path

from .views import answering, joint, notes, pulses, rhythm, talk, warnings

app_name = "feedback"
urlpatterns: list[URLPattern] = [
    path("between/", notes.between, name="between"),
    path("between/deliverables/<uuid:deliverable>/", notes.say_deliverable, name="say_deliverable"),
    path("between/goals/<uuid:goal>/", notes.say_goal, name="say_goal"),
    path("between/hours/<uuid:entry>/", notes.say_entry, name="say_entry"),
    path("between/<uuid:note>/", notes.note, name="note"),
    path("between/<uuid:note>/settle/", notes.settle, name="settle"),
    path("between/<uuid:note>/warn/", warnings.warn, name="warn"),
    path("warnings/", warnings.warnings, name="warnings"),
    path("warnings/new/", warnings.new_warning, name="new_warning"),
    path("warnings/<uuid:warning>/", warnings.warning, name="warning"),
    path("warnings/<uuid:warning>/change/", warnings.change, name="change_warning"),
    path("warnings/<uuid:warning>/act/", warnings.act, name="act"),
    path("actions/", joint.actions, name="actions"),
    path("actions/new/", joint.new_action, name="new_action"),
    path("actions/<uuid:action>/", joint.action, name="action"),
    path("actions/<uuid:action>/change/", joint.change_joint, name="change_action"),
    path("actions/<uuid:action>/complete/", joint.complete, name="complete_action"),
    path("actions/<uuid:action>/drop/", joint.drop, name="drop_action"),
    path("actions/<uuid:action>/reopen/", joint.reopen, name="reopen_action"),
    path("", pulses.rounds, name="rounds"),
    path("rhythm/", rhythm.rhythm, name="rhythm"),
    path("open/", pulses.open_now, name="open"),
    path("pulses/<uuid:pulse>/", pulses.pulse, name="pulse"),
    path("pulses/<uuid:pulse>/answer/", answering.answer, name="answer"),
    path("pulses/<uuid:pulse>/talk/", talk.talk, name="talk"),
    path("pulses/<uuid:pulse>/act/", talk.act_on, name="act_on"),
    path("pulses/<uuid:pulse>/file.csv", pulses.pulse_file, name="pulse_file"),
]
