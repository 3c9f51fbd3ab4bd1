"""One medicine of a message: the product, how it was taken, what for, and what was done with it."""

from lxml import etree

from safety.e2b.names import ACTIONS, AUTHORISATION, COUNTRIES, MORE_ON_DRUG, OBSERVATIONS, PRODUCT_EVENTS, WHO_SAYS
from safety.e2b.pieces import (
    TYPE,
    act,
    coded,
    el,
    named,
    observed,
    value_amount,
    value_coded,
    value_text,
    when,
)
from safety.facts import Dosage, Medicine

KIND = {"classCode": "MMAT", "determinerCode": "KIND"}
PLACE = {"classCode": "ORG", "determinerCode": "INSTANCE"}


def medicine(one: Medicine) -> etree._Element:
    """Write a medicine with all that is known of it."""
    more = [
        *(observed("9", value_coded(code, MORE_ON_DRUG)) for code in one.more),
        *([observed("2", value_text(one.more_words))] if one.more_words else []),
    ]
    weeks = observed("16", value_amount(one.gestation, one.gestation_unit)) if one.gestation else None
    return act(
        "substanceAdministration",
        el("id", {"root": one.key}),
        el("consumable", {"typeCode": "CSM"}, _instance(one)),
        *(_said("COMP", _dosage(each)) for each in one.dosages),
        _said("PERT", weeks) if weeks is not None else None,
        *(_said("REFR", found) for found in more),
        *(_indication(words) for words in one.indications),
        _action(one.action) if one.action else None,
        kind="SBADM",
    )


def _said(code: str, found: etree._Element) -> etree._Element:
    return el("outboundRelationship2", {"typeCode": code}, found)


def _instance(one: Medicine) -> etree._Element:
    substances = [
        el("ingredient", {"classCode": "ACTI"}, el("ingredientSubstance", KIND, el("name", text=name)))
        for name in one.substances
    ]
    known = one.authorisation or one.authorised_in or one.holder
    product = el(
        "kindOfProduct", KIND,
        el("name", text=one.name),
        _manufactured(one) if known else None,
        *substances,
    )  # fmt: skip
    return el("instanceOfKind", {"classCode": "INST"}, product, _obtained(one.obtained_in) if one.obtained_in else None)


def _manufactured(one: Medicine) -> etree._Element:
    company = el("playingOrganization", PLACE, el("name", text=one.holder)) if one.holder else None
    holder = None if company is None else el("holder", {"typeCode": "HLD"}, el("role", {"classCode": "HLD"}, company))
    approval = act(
        "approval",
        named("id", one.authorisation, AUTHORISATION) if one.authorisation else None,
        holder,
        _territory(one.authorised_in) if one.authorised_in else None,
        kind="CNTRCT",
    )
    return el("asManufacturedProduct", {"classCode": "MANU"}, el("subjectOf", {"typeCode": "SBJ"}, approval))


def _territory(country: str) -> etree._Element:
    nation = el("territory", {"classCode": "NAT", "determinerCode": "INSTANCE"}, coded("code", country, COUNTRIES))
    return el("author", {"typeCode": "AUT"}, el("territorialAuthority", {"classCode": "TERR"}, nation))


def _obtained(country: str) -> etree._Element:
    where = el("representedOrganization", PLACE, el("addr", {}, el("country", text=country)))
    performer = el("performer", {"typeCode": "PRF"}, el("assignedEntity", {"classCode": "ASSIGNED"}, where))
    supply = act("productEvent", coded("code", "1", PRODUCT_EVENTS), performer, kind="ACT")
    return el("subjectOf", {"typeCode": "SBJ"}, supply)


def _dosage(one: Dosage) -> etree._Element:
    lot = el("lotNumberText", text=one.batch) if one.batch else None
    pack = (
        None if lot is None else el("productInstanceInstance", {"classCode": "MMAT", "determinerCode": "INSTANCE"}, lot)
    )
    return act(
        "substanceAdministration",
        el("text", text=one.words) if one.words else None,
        when("effectiveTime", one.began, one.ended),
        el("doseQuantity", {"value": one.amount} | ({"unit": one.unit} if one.unit else {})) if one.amount else None,
        None
        if pack is None
        else el("consumable", {"typeCode": "CSM"}, el("instanceOfKind", {"classCode": "INST"}, pack)),
        kind="SBADM",
    )


def _indication(words: str) -> etree._Element:
    value = el("value", {TYPE: "CE", "nullFlavor": "NI"}, el("originalText", text=words))
    who = el("assignedEntity", {"classCode": "ASSIGNED"}, coded("code", "3", WHO_SAYS))
    performer = el("performer", {"typeCode": "PRF"}, who)
    found = act("observation", coded("code", "19", OBSERVATIONS), value, performer)
    return el("inboundRelationship", {"typeCode": "RSON"}, found)


def _action(code: str) -> etree._Element:
    return el("inboundRelationship", {"typeCode": "CAUS"}, act("act", coded("code", code, ACTIONS), kind="ACT"))
