"""An organization's own webhooks: `/organization/webhooks/`."""

app_name = "webhooks"
urlpatterns: list[object] = []
