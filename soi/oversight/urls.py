from django.urls import path

from soi.oversight import views

app_name = "oversight"
urlpatterns = [
    path("oversight/", views.listed, name="list"),
    path("oversight/<slug:number>/", views.visit, name="visit"),
    path("staff/oversight/", views.desk, name="desk"),
    path("staff/oversight/new/", views.new, name="new"),
    path("staff/oversight/advice/<slug:number>/<slug:step>/", views.step, name="step"),
    path("staff/oversight/photo/<int:pk>/", views.picture, name="picture"),
    path("staff/oversight/<slug:number>/field/", views.field, name="field"),
    path("staff/oversight/<slug:number>/field/entry/", views.entry, name="entry"),
    path("staff/oversight/<slug:number>/field/<slug:digest>/", views.send_picture, name="send"),
    path("staff/oversight/<slug:number>/<slug:act>/", views.act, name="act"),
]
