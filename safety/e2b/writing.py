"""Cases written as a batch of E2B(R3) messages, in the order that the schema wants; every fact by the mapping."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree

from safety.e2b.names import (
    ACT_CODES,
    BATCH,
    BATCH_NUMBER,
    BATCH_RECEIVER,
    BATCH_SENDER,
    CASE_NUMBER,
    CHARACTERISTICS,
    COUNTRIES,
    EVENTS,
    FIRST_SENDERS,
    HL7,
    ICSR,
    INTERACTIONS,
    MESSAGE_RECEIVER,
    MESSAGE_SENDER,
    MESSAGE_TYPES,
    NULLIFICATIONS,
    OBSERVATIONS,
    QUALIFICATIONS,
    RELATED,
    REPORT_TYPES,
    SENDER_TYPES,
    WHO_SAYS,
    WORLDWIDE_NUMBER,
    XSI,
)
from safety.e2b.pieces import TYPE, act, coded, el, named, value_coded, value_text, value_truth, when
from safety.e2b.subjects import assessments, subject
from safety.facts import Facts, Reporter

NAMESPACES: Any = {None: HL7, "xsi": XSI}


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """What a batch is sent in (N.1): its number, from whom, to whom, and when, as HL7 writes it."""

    batch: str
    sender: str
    receiver: str
    made_at: str


def write_batch(*, envelope: Envelope, cases: Sequence[Facts]) -> bytes:
    """Write a batch: one message for each case."""
    root = etree.Element(f"{{{HL7}}}{BATCH}", {"ITSVersion": "XML_1.0"}, nsmap=NAMESPACES)
    root.extend(
        [
            named("id", envelope.batch, BATCH_NUMBER),
            el("creationTime", {"value": envelope.made_at}),
            el("responseModeCode", {"code": "D"}),
            named("interactionId", BATCH, INTERACTIONS),
            coded("name", "1", MESSAGE_TYPES),
            *(_message(envelope, facts) for facts in cases),
            _party("receiver", "RCV", envelope.receiver, BATCH_RECEIVER),
            _party("sender", "SND", envelope.sender, BATCH_SENDER),
        ]
    )
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def _message(envelope: Envelope, facts: Facts) -> etree._Element:
    return el(
        ICSR, {},
        named("id", facts.number, CASE_NUMBER),
        el("creationTime", {"value": envelope.made_at}),
        named("interactionId", ICSR, INTERACTIONS),
        el("processingCode", {"code": "P"}),
        el("processingModeCode", {"code": "T"}),
        el("acceptAckCode", {"code": "AL"}),
        _party("receiver", "RCV", envelope.receiver, MESSAGE_RECEIVER),
        _party("sender", "SND", envelope.sender, MESSAGE_SENDER),
        el(
            "controlActProcess", {"classCode": "CACT", "moodCode": "EVN"},
            coded("code", "PORR_TE049016UV", EVENTS),
            el("effectiveTime", {"value": facts.created}),
            el("subject", {"typeCode": "SUBJ"}, _event(facts)),
        ),
    )  # fmt: skip


def _party(tag: str, code: str, name: str, system: str) -> etree._Element:
    device = el("device", {"classCode": "DEV", "determinerCode": "INSTANCE"}, named("id", name, system))
    return el(tag, {"typeCode": code}, device)


def _event(facts: Facts) -> etree._Element:
    return act(
        "investigationEvent",
        named("id", facts.number, CASE_NUMBER),
        named("id", facts.worldwide_number, WORLDWIDE_NUMBER),
        coded("code", "PAT_ADV_EVNT", ACT_CODES),
        el("text", text=facts.narrative),
        el("statusCode", {"code": "active"}),
        when("effectiveTime", facts.first_received, "", typed=False),
        el("availabilityTime", {"value": facts.latest}),
        el("component", {"typeCode": "COMP"}, _assessment(facts)),
        _said_of_case("1", facts.documents),
        _said_of_case("23", facts.expedited),
        _first_sender(facts.first_sender),
        *(_linked(one) for one in facts.linked),
        *(_reporter(one) for one in facts.reporters),
        _sender(facts),
        _characteristic("1", value_coded(facts.kind, REPORT_TYPES)),
        _characteristic("2", value_truth("")),
        _characteristic("3", value_coded(facts.nullification, NULLIFICATIONS)) if facts.nullification else None,
        _characteristic("4", _reason(facts.nullification_reason)) if facts.nullification_reason else None,
        kind="INVSTG",
    )


def _assessment(facts: Facts) -> etree._Element:
    return act(
        "adverseEventAssessment",
        subject(facts),
        *assessments(facts),
        _comment(facts.reporter_comment, "3") if facts.reporter_comment else None,
        _comment(facts.sender_comment, "1") if facts.sender_comment else None,
        kind="INVSTG",
    )


def _comment(words: str, who: str) -> etree._Element:
    author = el("author", {"typeCode": "AUT"}, _assigned(coded("code", who, WHO_SAYS)))
    return el(
        "component1",
        {"typeCode": "COMP"},
        act("observationEvent", coded("code", "10", OBSERVATIONS), value_text(words), author),
    )


def _said_of_case(code: str, word: str) -> etree._Element:
    said = act("observationEvent", coded("code", code, OBSERVATIONS), value_truth(word))
    return el("component", {"typeCode": "COMP"}, said)


def _first_sender(code: str) -> etree._Element:
    author = el("author", {"typeCode": "AUT"}, _assigned(coded("code", code, FIRST_SENDERS)))
    return _related("1", act("controlActEvent", author, kind="CACT"))


def _linked(number: str) -> etree._Element:
    control = act("controlActEvent", named("id", number, WORLDWIDE_NUMBER), kind="CACT")
    return _related("", control)


def _related(code: str, control: etree._Element, first: etree._Element | None = None) -> etree._Element:
    what = coded("code", code, RELATED) if code else el("code", {"nullFlavor": "NA"})
    told = el("subjectOf2", {"typeCode": "SUBJ"}, control)
    return el(
        "outboundRelationship", {"typeCode": "SPRT"}, first, act("relatedInvestigation", what, told, kind="INVSTG")
    )


def _reporter(one: Reporter) -> etree._Element:
    person = el(
        "assignedPerson", {"classCode": "PSN", "determinerCode": "INSTANCE"},
        el("name", {}, el("given", {"nullFlavor": "MSK"})),
        el("asQualifiedEntity", {"classCode": "QUAL"}, coded("code", one.qualification, QUALIFICATIONS)),
        _located(one.country) if one.country else None,
    )  # fmt: skip
    author = el("author", {"typeCode": "AUT"}, _assigned(person, _organisation(one.organisation)))
    primary = el("priorityNumber", {"value": one.primary}) if one.primary else None
    return _related("2", act("controlActEvent", author, kind="CACT"), primary)


def _located(country: str) -> etree._Element:
    place = el("location", {"classCode": "COUNTRY", "determinerCode": "INSTANCE"}, coded("code", country, COUNTRIES))
    return el("asLocatedEntity", {"classCode": "LOCE"}, place)


def _organisation(name: str, *inside: etree._Element) -> etree._Element | None:
    if not name and not inside:
        return None
    called = el("name", text=name) if name else None
    return el("representedOrganization", {"classCode": "ORG", "determinerCode": "INSTANCE"}, called, *inside)


def _sender(facts: Facts) -> etree._Element:
    within = _organisation(facts.sender)
    department = None if within is None else _organisation("", _assigned(within))
    author = el("author", {"typeCode": "AUT"}, _assigned(coded("code", facts.sender_type, SENDER_TYPES), department))
    return el("subjectOf1", {"typeCode": "SUBJ"}, act("controlActEvent", author, kind="CACT"))


def _assigned(*children: etree._Element | None) -> etree._Element:
    return el("assignedEntity", {"classCode": "ASSIGNED"}, *children)


def _characteristic(code: str, value: etree._Element) -> etree._Element:
    said = act("investigationCharacteristic", coded("code", code, CHARACTERISTICS), value)
    return el("subjectOf2", {"typeCode": "SUBJ"}, said)


def _reason(words: str) -> etree._Element:
    return el("value", {TYPE: "CE"}, el("originalText", text=words))
