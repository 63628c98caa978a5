from django.urls import path

from soi.insight import views

app_name = "insight"
urlpatterns = [
    path("hotspots/", views.hotspots, name="hotspots"),
    path("staff/hotspots/<str:number>/", views.hotspot, name="hotspot"),
    path("staff/hotspots/<str:number>/<slug:act>/", views.act, name="hotspot-act"),
]
