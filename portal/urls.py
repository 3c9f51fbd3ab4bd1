"""Addresses of the patient's page. None holds a number, a token or an id: a page is known by its cookie alone."""

from django.urls import path

from portal.views import copies, door, messages, own, telling

app_name = "portal"

urlpatterns = [
    path("", door.door, name="door"),
    path("privacy/", door.privacy, name="privacy"),
    path("on-paper/", door.on_paper, name="on_paper"),
    path("mine/", own.mine, name="mine"),
    path("mine/card/", own.card, name="card"),
    path("mine/brochure/", own.brochure, name="brochure"),
    path("visit.ics", own.visit, name="visit"),
    path("close/", own.close, name="close"),
    path("pregnant/", telling.pregnant, name="pregnant"),
    path("stopped/", telling.stopped, name="stopped"),
    path("side-effect/", telling.side_effect, name="side_effect"),
    path("told/", telling.told, name="told"),
    path("lost/", telling.lost, name="lost"),
    path("number/", own.number, name="number"),
    path("number/code/", own.number_code, name="number_code"),
    path("number/delete/", messages.delete_number, name="delete_number"),
    path("number/deleted/", messages.number_deleted, name="number_deleted"),
    path("messages/", messages.messages, name="messages"),
    path("messages/kept/", messages.messages_kept, name="messages_kept"),
    path("copy/", copies.ask_page, name="copy"),
    path("copy/code/", copies.code, name="copy_code"),
    path("copy/read/", copies.read, name="copy_read"),
    path("copy/data.json", copies.data, name="copy_data"),
    path("<path:anything>", door.nowhere, name="nowhere"),
]
