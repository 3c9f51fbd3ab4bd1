"""The mapping: which element of a message holds which fact of a case, and where it stands.

The reader follows this table; the table in ``docs/e2b.md`` is printed from it; a test writes every fact and finds it
again by it. What is not listed here is not read, and a draft says so.
"""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from safety.e2b.names import (
    CASE_NUMBER,
    CHARACTERISTICS,
    OBSERVATIONS,
    ORGANIZERS,
    RELATED,
    ROLES,
    WHO_SAYS,
    WORLDWIDE_NUMBER,
)


@dataclass(frozen=True, slots=True)
class Element:
    """One element: its number, what it is, the field of its group that holds it, its XPath from the group's root."""

    number: str
    title: str
    field: str
    path: str


def _coded(name: str, code: str, system: str) -> str:
    return f"h:{name}[h:code[@code='{code}'][@codeSystem='{system}']]"


def _observation(code: str) -> str:
    return _coded("observation", code, OBSERVATIONS)


_ASSESSMENT: Final = "h:component/h:adverseEventAssessment"
_SUBJECT: Final = f"{_ASSESSMENT}/h:subject1/h:primaryRole"
_ASSIGNED: Final = "h:controlActEvent/h:author/h:assignedEntity"
_SAID: Final = "h:outboundRelationship2/"
_KIND: Final = "h:consumable/h:instanceOfKind/h:kindOfProduct"
_APPROVAL: Final = f"{_KIND}/h:asManufacturedProduct/h:subjectOf/h:approval"
_CHARACTERISTIC: Final = "h:subjectOf2/h:investigationCharacteristic"

GROUPS: Final = MappingProxyType(
    {
        "case": ".",
        "reporter": f"h:outboundRelationship[h:relatedInvestigation/h:code[@code='2'][@codeSystem='{RELATED}']]",
        "patient": _SUBJECT,
        "parent": f"{_SUBJECT}/h:player1/h:role[h:code[@code='PRN'][@codeSystem='{ROLES}']]",
        "reaction": f"{_SUBJECT}/h:subjectOf2/{_observation('29')}",
        "test": f"{_SUBJECT}/h:subjectOf2/{_coded('organizer', '3', ORGANIZERS)}/h:component/h:observation",
        "medicine": f"{_SUBJECT}/h:subjectOf2/{_coded('organizer', '4', ORGANIZERS)}"
        "/h:component/h:substanceAdministration",
        "dosage": "h:outboundRelationship2[@typeCode='COMP']/h:substanceAdministration",
        "assessment": f"{_ASSESSMENT}/h:component/{_coded('causalityAssessment', '39', OBSERVATIONS)}",
    }
)
"""Where the root of each group stands: from the case (investigationEvent); of a dosage, from its medicine."""

CASE: Final = (
    Element("C.1.1", "Sender's safety report identifier", "number", f"h:id[@root='{CASE_NUMBER}']/@extension"),
    Element("C.1.2", "Date of creation", "created", "ancestor::h:controlActProcess/h:effectiveTime/@value"),
    Element("C.1.3", "Type of report", "kind", f"{_CHARACTERISTIC}[h:code[@code='1']]/h:value/@code"),
    Element("C.1.4", "First received from source", "first_received", "h:effectiveTime/h:low/@value"),
    Element("C.1.5", "Most recent information", "latest", "h:availabilityTime/@value"),
    Element(
        "C.1.6.1", "Additional documents available", "documents",
        f"h:component/{_coded('observationEvent', '1', OBSERVATIONS)}/h:value/@value",
    ),
    Element(
        "C.1.7", "Fulfils the criteria for an expedited report", "expedited",
        f"h:component/{_coded('observationEvent', '23', OBSERVATIONS)}/h:value/@value",
    ),
    Element(
        "C.1.8.1", "Worldwide case identification number", "worldwide_number",
        f"h:id[@root='{WORLDWIDE_NUMBER}']/@extension",
    ),
    Element(
        "C.1.8.2", "First sender of this case", "first_sender",
        f"h:outboundRelationship/{_coded('relatedInvestigation', '1', RELATED)}/h:subjectOf2/{_ASSIGNED}/h:code/@code",
    ),
    Element(
        "C.1.10.r", "Linked report", "linked",
        "h:outboundRelationship/h:relatedInvestigation[h:code/@nullFlavor]/h:subjectOf2/h:controlActEvent"
        f"/h:id[@root='{WORLDWIDE_NUMBER}']/@extension",
    ),
    Element(
        "C.1.11.1", "Nullification or amendment", "nullification",
        f"{_CHARACTERISTIC}[h:code[@code='3'][@codeSystem='{CHARACTERISTICS}']]/h:value/@code",
    ),
    Element(
        "C.1.11.2", "Reason for it", "nullification_reason",
        f"{_CHARACTERISTIC}[h:code[@code='4'][@codeSystem='{CHARACTERISTICS}']]/h:value/h:originalText",
    ),
    Element("C.3.1", "Sender type", "sender_type", f"h:subjectOf1/{_ASSIGNED}/h:code/@code"),
    Element(
        "C.3.2", "Sender's organisation", "sender",
        f"h:subjectOf1/{_ASSIGNED}/h:representedOrganization/h:assignedEntity/h:representedOrganization/h:name",
    ),
    Element("C.5.2", "Study name", "study_name", f"{_SUBJECT}/h:subjectOf1/h:researchStudy/h:title"),
    Element("C.5.4", "Study type", "study_type", f"{_SUBJECT}/h:subjectOf1/h:researchStudy/h:code/@code"),
    Element("H.1", "Case narrative", "narrative", "h:text"),
    Element(
        "H.2", "Reporter's comments", "reporter_comment",
        f"{_ASSESSMENT}/h:component1/{_coded('observationEvent', '10', OBSERVATIONS)}"
        f"[h:author/h:assignedEntity/h:code[@code='3'][@codeSystem='{WHO_SAYS}']]/h:value",
    ),
    Element(
        "H.4", "Sender's comments", "sender_comment",
        f"{_ASSESSMENT}/h:component1/{_coded('observationEvent', '10', OBSERVATIONS)}"
        f"[h:author/h:assignedEntity/h:code[@code='1'][@codeSystem='{WHO_SAYS}']]/h:value",
    ),
)  # fmt: skip

_WHO: Final = f"h:relatedInvestigation/h:subjectOf2/{_ASSIGNED}"
REPORTER: Final = (
    Element("C.2.r.2.1", "Reporter's organisation", "organisation", f"{_WHO}/h:representedOrganization/h:name"),
    Element(
        "C.2.r.3", "Reporter's country", "country",
        f"{_WHO}/h:assignedPerson/h:asLocatedEntity/h:location/h:code/@code",
    ),
    Element("C.2.r.4", "Qualification", "qualification", f"{_WHO}/h:assignedPerson/h:asQualifiedEntity/h:code/@code"),
    Element("C.2.r.5", "Primary source for regulatory purposes", "primary", "h:priorityNumber/@value"),
)  # fmt: skip

PATIENT: Final = (
    Element("D.1", "Patient (initials)", "initials", "h:player1/h:name"),
    Element("D.2.2a", "Age at onset", "age", f"h:subjectOf2/{_observation('3')}/h:value/@value"),
    Element("D.2.2b", "Unit of the age", "age_unit", f"h:subjectOf2/{_observation('3')}/h:value/@unit"),
    Element("D.2.2.1a", "Gestation of the foetus", "gestation", f"h:subjectOf2/{_observation('16')}/h:value/@value"),
    Element("D.2.2.1b", "Unit of it", "gestation_unit", f"h:subjectOf2/{_observation('16')}/h:value/@unit"),
    Element("D.2.3", "Age group", "age_group", f"h:subjectOf2/{_observation('4')}/h:value/@code"),
    Element("D.3", "Body weight (kg)", "weight", f"h:subjectOf2/{_observation('7')}/h:value[@unit='kg']/@value"),
    Element("D.4", "Height (cm)", "height", f"h:subjectOf2/{_observation('17')}/h:value[@unit='cm']/@value"),
    Element("D.5", "Sex", "sex", "h:player1/h:administrativeGenderCode/@code"),
    Element("D.6", "Last menstrual period", "last_period", f"h:subjectOf2/{_observation('22')}/h:value/@value"),
    Element(
        "D.7.2", "Medical history", "history",
        f"h:subjectOf2/{_coded('organizer', '1', ORGANIZERS)}/h:component/{_observation('18')}/h:value",
    ),
)  # fmt: skip

PARENT: Final = (
    Element("D.10.1", "Parent (initials)", "initials", "h:associatedPerson/h:name"),
    Element("D.10.2.2a", "Age of the parent", "age", f"h:subjectOf2/{_observation('3')}/h:value/@value"),
    Element("D.10.2.2b", "Unit of the age", "age_unit", f"h:subjectOf2/{_observation('3')}/h:value/@unit"),
    Element("D.10.3", "Parent's last menstrual period", "last_period",
            f"h:subjectOf2/{_observation('22')}/h:value/@value"),
    Element(
        "D.10.4", "Body weight of the parent (kg)", "weight",
        f"h:subjectOf2/{_observation('7')}/h:value[@unit='kg']/@value",
    ),
    Element(
        "D.10.5", "Height of the parent (cm)", "height",
        f"h:subjectOf2/{_observation('17')}/h:value[@unit='cm']/@value",
    ),
    Element("D.10.6", "Sex of the parent", "sex", "h:associatedPerson/h:administrativeGenderCode/@code"),
    Element(
        "D.10.7.2", "Medical history of the parent", "history",
        f"h:subjectOf2/{_coded('organizer', '1', ORGANIZERS)}/h:component/{_observation('18')}/h:value",
    ),
)  # fmt: skip

CRITERIA: Final = MappingProxyType(
    {
        "death": ("E.i.3.2a", "Results in death", "34"),
        "life_threatening": ("E.i.3.2b", "Life-threatening", "21"),
        "hospitalisation": ("E.i.3.2c", "Hospitalisation", "33"),
        "disability": ("E.i.3.2d", "Disabling", "35"),
        "congenital_anomaly": ("E.i.3.2e", "Congenital anomaly or birth defect", "12"),
        "other_important": ("E.i.3.2f", "Other medically important condition", "26"),
    }
)
"""The six criteria of seriousness, with the code that each is said by."""

REACTION: Final = (
    Element("E.i", "Key of the reaction in the message", "key", "h:id/@root"),
    Element("E.i.1.1a", "Reaction as reported", "words", "h:value/h:originalText"),
    Element("E.i.1.2", "Reaction as reported, translated", "translated", f"{_SAID}{_observation('30')}/h:value"),
    Element("E.i.2.1a", "MedDRA version", "term_version", "h:value/@codeSystemVersion"),
    Element("E.i.2.1b", "Reaction (MedDRA code)", "term", "h:value/@code"),
    Element("E.i.3.1", "Highlighted by the reporter", "highlighted", f"{_SAID}{_observation('37')}/h:value/@code"),
    *(
        Element(number, title, field, f"{_SAID}{_observation(code)}/h:value/@value")
        for field, (number, title, code) in CRITERIA.items()
    ),
    Element("E.i.4", "Start of the reaction", "began", "h:effectiveTime//h:low/@value"),
    Element("E.i.5", "End of the reaction", "ended", "h:effectiveTime//h:high/@value"),
    Element("E.i.7", "Outcome", "outcome", f"{_SAID}{_observation('27')}/h:value/@code"),
    Element("E.i.9", "Country of the reaction", "country",
            "h:location/h:locatedEntity/h:locatedPlace/h:code/@code"),
)  # fmt: skip

TEST: Final = (
    Element("F.r.1", "Test date", "on", "h:effectiveTime/@value"),
    Element("F.r.2.1", "Test name", "name", "h:code/h:originalText"),
    Element("F.r.3.2", "Test result (value)", "value", "h:value/h:center/@value"),
    Element("F.r.3.3", "Test result (unit)", "unit", "h:value/h:center/@unit"),
    Element("F.r.3.4", "Result in words", "result", "h:value[@xsi:type='ED']"),
)

MEDICINE: Final = (
    Element("G.k", "Key of the medicine in the message", "key", "h:id/@root"),
    Element(
        "G.k.1", "Role of the medicine", "role",
        f"ancestor::h:adverseEventAssessment/h:component/{_coded('causalityAssessment', '20', OBSERVATIONS)}"
        "[h:subject2/h:productUseReference/h:id/@root=$key]/h:value/@code",
    ),
    Element("G.k.2.2", "Medicine as reported", "name", f"{_KIND}/h:name"),
    Element("G.k.2.3.r.1", "Substance", "substances", f"{_KIND}/h:ingredient/h:ingredientSubstance/h:name"),
    Element(
        "G.k.2.4", "Country where it was obtained", "obtained_in",
        "h:consumable/h:instanceOfKind/h:subjectOf/h:productEvent/h:performer/h:assignedEntity"
        "/h:representedOrganization/h:addr/h:country",
    ),
    Element("G.k.3.1", "Authorisation number", "authorisation", f"{_APPROVAL}/h:id/@extension"),
    Element(
        "G.k.3.2", "Country of authorisation", "authorised_in",
        f"{_APPROVAL}/h:author/h:territorialAuthority/h:territory/h:code/@code",
    ),
    Element("G.k.3.3", "Holder", "holder", f"{_APPROVAL}/h:holder/h:role/h:playingOrganization/h:name"),
    Element("G.k.6a", "Gestation at exposure", "gestation", f"{_SAID}{_observation('16')}/h:value/@value"),
    Element("G.k.6b", "Unit of it", "gestation_unit", f"{_SAID}{_observation('16')}/h:value/@unit"),
    Element(
        "G.k.7.r.1", "Indication as reported", "indications",
        f"h:inboundRelationship/{_observation('19')}/h:value/h:originalText",
    ),
    Element("G.k.8", "Action taken", "action", "h:inboundRelationship[@typeCode='CAUS']/h:act/h:code/@code"),
    Element("G.k.10.r", "More on the medicine (3: taken by the father, 11: off label)", "more",
            f"{_SAID}{_observation('9')}/h:value/@code"),
    Element("G.k.11", "More on the medicine, in words", "more_words", f"{_SAID}{_observation('2')}/h:value"),
)  # fmt: skip

DOSAGE: Final = (
    Element("G.k.4.r.1a", "Dose", "amount", "h:doseQuantity/@value"),
    Element("G.k.4.r.1b", "Unit of the dose", "unit", "h:doseQuantity/@unit"),
    Element("G.k.4.r.4", "First administration", "began", "h:effectiveTime//h:low/@value"),
    Element("G.k.4.r.5", "Last administration", "ended", "h:effectiveTime//h:high/@value"),
    Element("G.k.4.r.7", "Batch", "batch",
            "h:consumable/h:instanceOfKind/h:productInstanceInstance/h:lotNumberText"),
    Element("G.k.4.r.8", "Dosage in words", "words", "h:text"),
)  # fmt: skip

ASSESSMENT: Final = (
    Element("G.k.9.i", "Medicine assessed", "medicine", "h:subject2/h:productUseReference/h:id/@root"),
    Element("G.k.9.i.1", "Reaction assessed", "reaction", "h:subject1/h:adverseEffectReference/h:id/@root"),
    Element("G.k.9.i.2.r.1", "Source of the assessment", "source",
            "h:author/h:assignedEntity/h:code/h:originalText"),
    Element("G.k.9.i.2.r.2", "Method of the assessment", "method", "h:methodCode/h:originalText"),
    Element("G.k.9.i.2.r.3", "Result of the assessment", "result", "h:value"),
)  # fmt: skip

MAPPING: Final = MappingProxyType(
    {
        "case": CASE, "reporter": REPORTER, "patient": PATIENT, "parent": PARENT, "reaction": REACTION, "test": TEST,
        "medicine": MEDICINE, "dosage": DOSAGE, "assessment": ASSESSMENT,
    }
)  # fmt: skip
"""Every element that is written and read, by group."""
