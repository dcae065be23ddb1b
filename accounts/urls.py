from django.urls import path

from accounts.views import invitations, keys, me, members, offers, start

app_name = "accounts"
urlpatterns = [
    path("begin/", start.begin, name="begin"),
    path("choose/", start.choose, name="choose"),
    path("language/", start.language, name="language"),
    path("theme/", start.theme, name="theme"),
    path("demo/", start.demo_sign_in, name="demo_sign_in"),
    path("settings/", me.settings, name="settings"),
    path("settings/me/", me.person, name="person"),
    path("settings/organization/", me.organization, name="organization"),
    path("settings/keys/", keys.keys, name="keys"),
    path("settings/keys/<uuid:key>/revoke/", keys.revoke, name="revoke_key"),
    path("members/", members.members, name="members"),
    path("members/invite/", members.invite, name="invite"),
    path("members/leave/", members.leave, name="leave"),
    path("members/<uuid:member>/role/", members.role, name="role"),
    path("members/<uuid:member>/remove/", members.remove, name="remove"),
    path("members/invitations/<uuid:invitation>/withdraw/", members.withdraw, name="withdraw_invitation"),
    path("invitations/<str:token>/", invitations.invitation, name="invitation"),
    path("partnerships/new/", offers.new, name="offer"),
    path("partnerships/offers/<uuid:offer>/", offers.for_me, name="offer_for_me"),
    path("partnerships/offers/<uuid:offer>/withdraw/", offers.withdraw, name="withdraw_offer"),
    path("offers/<str:token>/", offers.by_token, name="offer_by_token"),
]
