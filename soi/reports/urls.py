from django.urls import path

from soi.reports import api
from soi.reports.views import desk, filing, inbox, lookup, photos, proof, public

app_name = "reports"
urlpatterns = [
    path("reports/", public.listed, name="list"),
    path("reports/new/", filing.new, name="new"),
    path("reports/new/check/", filing.check, name="check"),
    path("reports/new/send/", filing.send, name="send"),
    path("reports/new/photos/<str:name>.jpg", filing.staged, name="staged"),
    path("reports/<str:number>/", public.detail, name="detail"),
    path("reports/<str:number>/follow/", public.follow, name="follow"),
    path("reports/<str:number>/followed/", public.followed, name="followed"),
    path("reports/<str:number>/photos/<int:pk>.jpg", photos.photo, name="photo"),
    path("reports/<str:number>/evidence/<int:pk>.jpg", photos.evidence, name="evidence"),
    path("lookup/", lookup.lookup, name="lookup"),
    path("lookup/proof/", proof.proof, name="proof"),
    path("lookup/disclosure/", proof.disclosure, name="disclosure"),
    path("lookup/<slug:act>/", lookup.mine, name="mine"),
    path("api/v1/reports", api.collection, name="api"),
    path("api/v1/reports/<str:number>", api.detail, name="api-detail"),
    path("api/v1/receipt", api.receipt, name="api-receipt"),
    path("api/v1/receipt/accept", api.accept, name="api-accept"),
    path("api/v1/receipt/dispute", api.dispute, name="api-dispute"),
    # Until the next release: programs of before send the code in the path, which no log names.
    path("api/v1/receipts/<str:code>", api.receipt),
    path("api/v1/receipts/<str:code>/accept", api.accept),
    path("api/v1/receipts/<str:code>/dispute", api.dispute),
    path("staff/inbox/", inbox.inbox, name="inbox"),
    path("staff/reports/<str:number>/", desk.detail, name="staff"),
    path("staff/reports/<str:number>/before/<int:moderation>.jpg", photos.before, name="before"),
    path("staff/reports/<str:number>/<slug:act>/", desk.act, name="act"),
]
