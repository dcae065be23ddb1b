from django.urls import path

from projects.agreement.views import signers

app_name = "signing"
urlpatterns = [
    path("", signers.signers, name="signers"),
    path("two/", signers.two, name="two"),
    path("<uuid:member>/limit/", signers.limit, name="limit"),
]
