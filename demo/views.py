"""Pages of the demonstration, open to everybody: nobody in it is real."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.declare import public
from demo.cast import PASSWORD, SECOND_STEP_SECRET
from demo.mailbox import caught
from demo.presenters import cards_table, logins_table, packs_table
from demo.queries import logins, shown_cards, shown_packs
from demo.second_step import code_now, whose_second_step


@public
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Say who can log in, and with what password."""
    context = {
        "table": logins_table(logins()),
        "password": PASSWORD,
        "signer": whose_second_step(),
        "secret": SECOND_STEP_SECRET,
        "code": code_now(),
    }
    return render(request, "demo/start.html", context)


@public
@require_safe
def mailbox(request: HttpRequest) -> HttpResponse:
    """Show the mails and text messages that would have left this computer."""
    return render(request, "demo/mailbox.html", {"caught": caught()})


@public
@require_safe
def cards(request: HttpRequest) -> HttpResponse:
    """List a card for every answer that the counter can give, and packs to hand over."""
    packs = packs_table(shown_packs(on=timezone.now().date()))
    return render(
        request, "demo/cards.html", {"table": cards_table(shown_cards()), "packs": packs, "password": PASSWORD}
    )
