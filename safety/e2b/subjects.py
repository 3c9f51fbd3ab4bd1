"""The patient of a message with all that was observed: parent, reactions, tests, medicines, who thinks what."""

from lxml import etree

from safety.e2b.elements import CRITERIA
from safety.e2b.medicines import medicine
from safety.e2b.names import (
    AGE_GROUPS,
    COUNTRIES,
    DRUG_ROLES,
    HIGHLIGHTED,
    MEDDRA,
    OBSERVATIONS,
    ORGANIZERS,
    OUTCOMES,
    ROLES,
    SEXES,
    STUDY_TYPES,
)
from safety.e2b.pieces import (
    MASKED,
    TYPE,
    act,
    coded,
    el,
    observed,
    value_amount,
    value_coded,
    value_day,
    value_text,
    value_truth,
    when,
)
from safety.facts import Assessment, Facts, Medicine, Parent, Patient, Reaction, Test

KILOGRAM, CENTIMETRE = "kg", "cm"
"""The units of D.3, D.4, D.10.4 and D.10.5; in another one they are not read."""


def subject(facts: Facts) -> etree._Element:
    """Write whose case it is, and all that was observed."""
    one = facts.patient
    player = el(
        "player1", {"classCode": "PSN", "determinerCode": "INSTANCE"},
        _name(one.initials),
        coded("administrativeGenderCode", one.sex, SEXES) if one.sex else None,
        _parent(facts.parent) if facts.parent != Parent() else None,
    )  # fmt: skip
    return el(
        "subject1", {"typeCode": "SBJ"},
        el(
            "primaryRole", {"classCode": "INVSBJ"},
            player,
            _study(facts) if facts.study_type or facts.study_name else None,
            *(_of(found) for found in _known_of(one)),
            _of(_history(one.history)) if one.history else None,
            _of(_organizer("3", [_test(each) for each in facts.tests])) if facts.tests else None,
            *(_of(_reaction(each)) for each in facts.reactions),
            _of(_organizer("4", [medicine(each) for each in facts.medicines])) if facts.medicines else None,
        ),
    )  # fmt: skip


def assessments(facts: Facts) -> list[etree._Element]:
    """Write the role of each medicine, and what somebody thinks of its link with a reaction."""
    return [
        *(_component(_role(one)) for one in facts.medicines if one.role),
        *(_component(_link(one)) for one in facts.assessments),
    ]


def _name(initials: str) -> etree._Element:
    return el("name", text=initials) if initials else el("name", {"nullFlavor": MASKED})


def _of(found: etree._Element) -> etree._Element:
    return el("subjectOf2", {"typeCode": "SBJ"}, found)


def _component(found: etree._Element) -> etree._Element:
    return el("component", {"typeCode": "COMP"}, found)


def _study(facts: Facts) -> etree._Element:
    code = coded("code", facts.study_type, STUDY_TYPES)
    title = el("title", text=facts.study_name) if facts.study_name else None
    study = el("researchStudy", {"classCode": "CLNTRL", "moodCode": "EVN"}, code, title)
    return el("subjectOf1", {"typeCode": "SBJ"}, study)


def _known_of(one: Patient) -> list[etree._Element]:
    found = []
    if one.age:
        found.append(observed("3", value_amount(one.age, one.age_unit)))
    if one.gestation:
        found.append(observed("16", value_amount(one.gestation, one.gestation_unit)))
    if one.age_group:
        found.append(observed("4", value_coded(one.age_group, AGE_GROUPS)))
    if one.weight:
        found.append(observed("7", value_amount(one.weight, KILOGRAM)))
    if one.height:
        found.append(observed("17", value_amount(one.height, CENTIMETRE)))
    if one.last_period:
        found.append(observed("22", value_day(one.last_period)))
    return found


def _history(words: str) -> etree._Element:
    return _organizer("1", [observed("18", value_text(words))])


def _organizer(code: str, found: list[etree._Element]) -> etree._Element:
    return act("organizer", coded("code", code, ORGANIZERS), *(_component(one) for one in found), kind="CATEGORY")


def _parent(one: Parent) -> etree._Element:
    person = el(
        "associatedPerson", {"classCode": "PSN", "determinerCode": "INSTANCE"},
        _name(one.initials),
        coded("administrativeGenderCode", one.sex, SEXES) if one.sex else None,
    )  # fmt: skip
    measured = Patient(
        age=one.age, age_unit=one.age_unit, weight=one.weight, height=one.height, last_period=one.last_period
    )
    return el(
        "role", {"classCode": "PRS"},
        coded("code", "PRN", ROLES),
        person,
        *(_of(found) for found in _known_of(measured)),
        _of(_history(one.history)) if one.history else None,
    )  # fmt: skip


def _reaction(one: Reaction) -> etree._Element:
    said = [
        observed("30", value_text(one.translated)) if one.translated else None,
        observed("37", value_coded(one.highlighted, HIGHLIGHTED)) if one.highlighted else None,
        *(observed(code, value_truth(getattr(one, field))) for field, (_n, _t, code) in CRITERIA.items()),
        observed("27", value_coded(one.outcome, OUTCOMES)) if one.outcome else None,
    ]
    return act(
        "observation",
        el("id", {"root": one.key}),
        coded("code", "29", OBSERVATIONS),
        when("effectiveTime", one.began, one.ended),
        _term(one),
        _place(one.country) if one.country else None,
        *(el("outboundRelationship2", {"typeCode": "PERT"}, found) for found in said if found is not None),
    )


def _term(one: Reaction) -> etree._Element:
    """Write the reporter's words, and the licensed code where somebody entered one."""
    code = {"code": one.term, "codeSystem": MEDDRA, "codeSystemVersion": one.term_version} if one.term else {}
    words = el("originalText", text=one.words) if one.words else None
    return el("value", {TYPE: "CE"} | (code or {"nullFlavor": "NI"}), words)


def _place(country: str) -> etree._Element:
    place = el(
        "locatedPlace", {"classCode": "COUNTRY", "determinerCode": "INSTANCE"}, coded("code", country, COUNTRIES)
    )
    return el("location", {"typeCode": "LOC"}, el("locatedEntity", {"classCode": "LOCE"}, place))


def _test(one: Test) -> etree._Element:
    if one.value:
        center = el("center", {"value": one.value} | ({"unit": one.unit} if one.unit else {}))
        result = el("value", {TYPE: "IVL_PQ"}, center)
    else:
        result = value_text(one.result)
    name = el("code", {"nullFlavor": "NI"}, el("originalText", text=one.name) if one.name else None)
    day = el("effectiveTime", {"value": one.on}) if one.on else None
    return act("observation", name, day, result if one.value or one.result else None)


def _role(one: Medicine) -> etree._Element:
    return act(
        "causalityAssessment",
        coded("code", "20", OBSERVATIONS),
        value_coded(one.role, DRUG_ROLES),
        _used(one.key),
    )


def _link(one: Assessment) -> etree._Element:
    who = el("code", {"nullFlavor": "NI"}, el("originalText", text=one.source)) if one.source else None
    return act(
        "causalityAssessment",
        coded("code", "39", OBSERVATIONS),
        el("value", {TYPE: "ST"}, text=one.result) if one.result else None,
        el("methodCode", {"nullFlavor": "NI"}, el("originalText", text=one.method)) if one.method else None,
        el("author", {"typeCode": "AUT"}, el("assignedEntity", {"classCode": "ASSIGNED"}, who)) if one.source else None,
        el("subject1", {"typeCode": "SUBJ"}, act("adverseEffectReference", el("id", {"root": one.reaction}))),
        _used(one.medicine),
    )


def _used(key: str) -> etree._Element:
    reference = act("productUseReference", el("id", {"root": key}), kind="SBADM")
    return el("subject2", {"typeCode": "SUBJ"}, reference)
