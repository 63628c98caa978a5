from django.urls import include, path

handler400 = "soi.denunciations.views.errors.bad_request"
handler403 = "soi.denunciations.views.errors.bad_request"
handler404 = "soi.denunciations.views.errors.not_found"
handler500 = "soi.denunciations.views.errors.broken"

urlpatterns = [path("", include("soi.denunciations.urls"))]
