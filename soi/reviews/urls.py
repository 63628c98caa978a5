from django.urls import path

from soi.reviews import views

app_name = "reviews"
urlpatterns = [
    path("targets/<slug:office>/<int:year>/", views.targets, name="targets"),
    path("targets/<slug:number>/", views.target, name="target"),
    path("staff/targets/<slug:number>/<slug:act>/", views.act, name="target-act"),
    path("staff/year-end/", views.index, name="years"),
    path("staff/year-end/<slug:office>/<int:year>/", views.detail, name="year"),
    path("staff/year-end/<slug:office>/<int:year>/<slug:key>/", views.reword, name="reword"),
]
