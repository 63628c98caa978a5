from django.urls import path

from soi.duties import api, views

app_name = "duties"
urlpatterns = [
    path("duties/", views.index, name="list"),
    path("duties/<str:number>/", views.detail, name="detail"),
    path("duties/<str:number>/evidence/<int:pk>.jpg", views.evidence, name="evidence"),
    path("staff/duties/", views.mine, name="mine"),
    path("staff/duties/<str:number>/<str:act>/", views.act, name="act"),
    path("scoreboard/", views.scoreboard, name="scoreboard"),
    path("scoreboard.csv", views.scoreboard_csv, name="scoreboard_csv"),
    path("scoreboard.json", views.scoreboard_json, name="scoreboard_json"),
    path("api/v1/duties", api.listed, name="api"),
]
