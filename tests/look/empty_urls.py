"""No pages: the elements stand alone."""

urlpatterns: list = []
