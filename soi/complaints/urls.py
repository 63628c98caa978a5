from django.urls import path

from soi.complaints.views import papers, register

app_name = "complaints"
urlpatterns = [
    path("staff/complaints/", register.listed, name="list"),
    path("staff/complaints/<str:number>/", register.detail, name="detail"),
    path("staff/complaints/<str:number>/enter/", register.enter, name="enter"),
    path(
        "staff/complaints/<str:number>/<int:stage>/papers/<slug:name>.docx",
        papers.paper,
        name="paper",
    ),
    path("staff/complaints/<str:number>/<int:stage>/<slug:act>/", register.step, name="step"),
]
