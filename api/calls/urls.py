"""The log of one key's requests: `/settings/keys/<key>/calls/`."""

from django.urls import path

from api.calls.views import calls_of_key

app_name = "calls"

urlpatterns = [path("", calls_of_key, name="of_key")]
