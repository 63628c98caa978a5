from django.urls import path

from soi.desk.views import intake, many, office, receptions, sorting

app_name = "desk"
urlpatterns = [
    path("receptions/", receptions.public, name="receptions-public"),
    path("staff/desk/intake/", intake.grid, name="intake"),
    path("staff/desk/scans/<int:pk>.pdf", intake.scan_file, name="scan-file"),
    path("staff/desk/receptions/", receptions.listed, name="receptions"),
    path("staff/desk/receptions/<int:pk>/", receptions.day, name="reception"),
    path("staff/desk/visits/<int:pk>/<slug:act>/", receptions.act, name="visit"),
    path("staff/desk/many/", many.many, name="many"),
    path("staff/desk/many/begin/", many.begin, name="begin"),
    path("staff/desk/many/filters/", sorting.keep_filter, name="filters"),
    path("staff/desk/runs/<int:pk>/", many.run, name="run"),
    path("staff/desk/runs/<int:pk>/go-on/", many.go_on, name="go-on"),
    path("staff/desk/runs/<int:pk>/undo/", many.undo, name="undo"),
    path("staff/desk/turns/", office.turns, name="turns"),
    path("staff/desk/turns/<int:pk>/", office.hand_over, name="hand-over"),
    path("staff/desk/take-over/<str:number>/", office.take_over, name="take-over"),
    path("staff/desk/month/", office.month, name="month"),
    path("staff/desk/insight/", office.insight, name="insight"),
    path("staff/desk/sort/<str:number>/", sorting.sort, name="sort"),
    path("staff/desk/sort/<str:number>/scan/", intake.scan, name="scan"),
    path("staff/desk/sort/<str:number>/<slug:act>/", sorting.act, name="sort-act"),
]
