from django.urls import include, path

from soi.directives import urls as directives

handler400 = "soi.portal.views.bad_request"
handler403 = "soi.portal.views.forbidden"
handler404 = "soi.portal.views.not_found"
handler500 = "soi.portal.views.broken"

urlpatterns = [
    path("", include("soi.reports.urls")),  # first: what is asked for most
    path("accounts/", include("allauth.account.urls")),
    path("accounts/2fa/", include("allauth.mfa.urls")),
    path("accounts/sessions/", include("allauth.usersessions.urls")),
    path("accounts/oidc/", include("allauth.socialaccount.providers.openid_connect.urls")),
    path("", include("soi.record.urls")),
    path("", include("soi.duties.urls")),
    path("", include("soi.complaints.urls")),
    path("", include("soi.desk.urls")),
    path("", include((directives.documents, "documents"))),
    path("", include((directives.working_sessions, "sessions"))),
    path("", include("soi.reviews.urls")),
    path("", include("soi.oversight.urls")),
    path("", include("soi.insight.urls")),
    path("", include("soi.portal.urls")),
]
