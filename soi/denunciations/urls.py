from django.urls import path

from soi.denunciations.views import door, mailbox, pages, plain, room, turns

app_name = "denunciations"
_trying, _opening = turns.by_code("confirm", "again"), turns.by_code("mailbox", "code")
urlpatterns = [
    path("", pages.start, name="root"),
    path("healthz", door.health, name="health"),
    path("denunciations/", pages.start, name="start"),
    path("denunciations/write", pages.write, name="write"),
    path("denunciations/offline", pages.offline, name="offline"),
    path("denunciations/figures", pages.figures, name="figures"),
    path("denunciations/mailbox", pages.mailbox, name="mailbox"),
    path("denunciations/room/", pages.room, name="room"),
    path("denunciations/room/keys", pages.keys, name="keys"),
    path("denunciations/manifest", door.manifest, name="manifest"),
    path("denunciations/challenge", door.challenge, name="challenge"),
    path("denunciations/envelopes", door.envelopes, name="envelopes"),
    path("denunciations/envelopes/files", door.envelopes, {"part": "files"}, name="files"),
    path(
        "denunciations/envelopes/identities",
        door.envelopes,
        {"part": "identities"},
        name="identities",
    ),
    path("denunciations/mailboxes", door.mailboxes, name="mailboxes"),
    path("denunciations/mailboxes/mail", door.mail, name="mail"),
    path("denunciations/plain", plain.form, name="plain"),
    path("denunciations/plain/confirm", _trying(plain.confirm), name="plain_confirm"),
    path("denunciations/plain/mailbox", _opening(mailbox.plain), name="plain_mailbox"),
    path("denunciations/room/enter", room.enter, name="enter"),
    path("denunciations/room/locker", room.locker, name="locker"),
    path("denunciations/room/feed", room.feed, name="feed"),
    path("denunciations/room/file", room.file, name="file"),
    path("denunciations/room/identity", room.identity, name="identity"),
    path("denunciations/room/answer", room.answer, name="answer"),
    path("denunciations/room/duties", room.duties, name="duties"),
]
