from django.urls import path

from soi.portal import views
from soi.portal.api import openapi

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("search/", views.search, name="search"),
    path("offices/", views.office_list, name="offices"),
    path("coordination/", views.coordination, name="coordination"),
    path("staff/coordination/", views.edit_coordination, name="coordination-edit"),
    path("offices/tree/", views.tree, name="tree"),
    path("offices/<slug:slug>/", views.office, name="office"),
    path("law/", views.law, name="law"),
    path("law/book/", views.law_book, name="law-book"),
    path("law/rules/<str:code>/", views.rule, name="rule"),
    path("staff/law/new/", views.enter_rule, name="rule-enter"),
    path("staff/law/<str:code>/review/", views.review_rule, name="rule-review"),
    path("staff/reorganise/", views.reorganisations, name="reorganisations"),
    path("staff/reorganise/new/", views.draft_event, name="reorganise"),
    path("staff/reorganise/<str:number>/", views.reorganisation, name="reorganisation"),
    path("staff/reorganise/<str:number>/<slug:act>/", views.act_on_event, name="reorganise-act"),
    path("staff/handovers/<str:number>/", views.settle_handover, name="settle-handover"),
    path("law/calendar/", views.calendar, name="public-calendar"),
    path("denounce/", views.denounce, name="denounce"),
    path("privacy/", views.privacy, name="privacy"),
    path("about/", views.about, name="about"),
    path("language/<slug:code>/", views.language, name="language"),
    path("healthz", views.healthz, name="healthz"),
    path("staff/", views.start, name="staff"),
    path("staff/account/", views.account, name="account"),
    path("staff/calendar/", views.enter_days, name="calendar"),
    path("api/v1/openapi.json", openapi, name="openapi"),
]
