from django.urls import path, re_path

from soi.record import views

app_name = "record"
urlpatterns = [
    path("record/", views.page, name="page"),
    path("record/verify.html", views.verifier, name="verifier"),
    path("record/proof/<int:index>", views.proof, name="proof"),
    path("record/entry/<int:index>", views.entry, name="entry"),
    re_path(
        r"^record/(?P<path>checkpoint|vkey|(?:promise|mldsa)\.vkey|policy|tile/.+)$",
        views.file,
        name="file",
    ),
    path("record/<slug:name>/proof/<int:index>", views.proof, name="proof"),
    path("record/<slug:name>/entry/<int:index>", views.entry, name="entry"),
    re_path(
        r"^record/(?P<name>\d{4}[a-z0-9-]*)/"
        r"(?P<path>checkpoint|vkey|(?:promise|mldsa)\.vkey|policy|tile/.+)$",
        views.file,
    ),
]
