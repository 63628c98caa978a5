from django.urls import path

from soi.directives.views import cascade, desk, meetings, sessions
from soi.directives.views import documents as registry

documents = [
    path("documents/", registry.listed, name="list"),
    path("documents/<str:number>/", registry.detail, name="detail"),
    path("documents/<str:number>/graph/", registry.graph, name="graph"),
    path("documents/<str:number>/lineage/", registry.lineage, name="lineage"),
    path("documents/<str:number>/files/<int:pk>/", registry.file, name="file"),
    path("staff/documents/", desk.index, name="desk"),
    path("staff/documents/<str:number>/", desk.review, name="review"),
    path("staff/documents/<str:number>/edges/<int:pk>/", desk.confirm, name="confirm"),
    path("staff/documents/<str:number>/<slug:act>/", desk.act, name="act"),
    path("staff/drafts/<int:pk>/<slug:act>/", desk.decide, name="decide"),
    path("staff/cascade/<str:number>/", cascade.pass_down, name="cascade"),
    path("staff/rounds/", cascade.rounds, name="rounds"),
    path("staff/rounds/<int:pk>/", cascade.answer, name="answer"),
]
working_sessions = [
    path("sessions/", sessions.listed, name="list"),
    path("sessions.ics", sessions.feed, name="feed"),
    path("sessions/<str:number>/", sessions.detail, name="detail"),
    path("staff/sessions/", meetings.index, name="desk"),
    path("staff/sessions/<str:number>/", meetings.detail, name="staff"),
    path("staff/sessions/<str:number>/notice.docx", meetings.notice, name="notice"),
    path("staff/sessions/<str:number>/<slug:act>/", meetings.act, name="act"),
]
