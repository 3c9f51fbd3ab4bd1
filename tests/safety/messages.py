"""Builders of messages: a case with every fact that the mapping names, cases made by chance, an acknowledgement."""

import os
import random
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from safety.e2b import Envelope
from safety.facts import Assessment, Dosage, Facts, Medicine, Parent, Patient, Reaction, Reporter, Test

ENVELOPE = Envelope(batch="BATCH-1", sender="PPPR", receiver="AUTHORITY", made_at="20261120120000+0000")

FOLDER = os.environ.get("E2B_SCHEMAS", "")
SCHEMAS = Path(FOLDER)
INSTANCES = os.environ.get("E2B_INSTANCES", "")
with_schemas = pytest.mark.skipif(
    not FOLDER, reason="E2B_SCHEMAS names no folder of the official schemas (multicacheschemas); docs/e2b.md says where"
)
with_instances = pytest.mark.skipif(
    not INSTANCES, reason="E2B_INSTANCES names no folder of FDA's sample messages; docs/e2b.md says where"
)


def key(number: int) -> str:
    """Give the key of a part of a case."""
    return str(UUID(int=number))


REPORTERS = (
    Reporter(organisation="A hospital", country="BE", qualification="1", primary="1"),
    Reporter(country="DE", qualification="5"),
)
HER = Patient(
    initials="ZY", age="45", age_unit="a", gestation="8", gestation_unit="wk", age_group="5", weight="62.5",
    height="168", sex="2", last_period="20251101", history="None",
)  # fmt: skip
MOTHER = Parent(
    initials="MM", age="40", age_unit="a", last_period="20251101", weight="70", height="171", sex="2", history="None"
)


def a_full_case() -> Facts:
    """Give a case in which every fact is said."""
    rash = Reaction(
        key=key(1), words="Ausschlag & <Fieber>", translated="Rash and fever", term="10029366", term_version="27.1",
        highlighted="3", death="true", life_threatening="false", hospitalisation="true", disability="false",
        congenital_anomaly="true", other_important="false", began="20260101", ended="202602", outcome="1",
        country="BE",
    )  # fmt: skip
    capsule = Medicine(
        key=key(2), role="1", name="Imnovid", substances=("pomalidomide", "another"), obtained_in="BE",
        authorisation="EU/1/13/850/001", authorised_in="BE", holder="A company", gestation="2", gestation_unit="wk",
        dosages=(
            Dosage(amount="4", unit="mg", began="20260101", ended="20260201", batch="L1", words="21 of 28 days"),
            Dosage(amount="2", unit="mg"),
        ),
        indications=("multiple myeloma", "another"), action="1", more=("3", "11"), more_words="As he said",
    )  # fmt: skip
    return Facts(
        number="BE-PPPR-1", created="20260102101010+0000", kind="2", first_received="20260101", latest="20260102",
        documents="false", expedited="true", worldwide_number="BE-PPPR-1", first_sender="2", linked=("A-1", "A-2"),
        nullification="1", nullification_reason="A duplicate", sender_type="1", sender="A desk",
        study_name="A registry", study_type="3", narrative="First line.\nSecond line.", reporter_comment="Odd",
        sender_comment="Expected",
        reporters=REPORTERS, patient=HER, parent=MOTHER,
        reactions=(rash, Reaction(key=key(3), words="Tired")),
        tests=(
            Test(on="20260101", name="Haemoglobin", value="10", unit="g/dL"), Test(name="As told", result="low"),
        ),
        medicines=(capsule, Medicine(key=key(4), role="2", name="dexamethasone")),
        assessments=(
            Assessment(medicine=key(2), reaction=key(1), source="Reporter", method="Opinion", result="Possible"),
        ),
    )  # fmt: skip


def cases_by_chance(how_many: int, *, seed: int) -> list[Facts]:
    """Give cases each of which says a part, by chance, of what a full one says."""
    chance = random.Random(seed)  # noqa: S311  invented cases, the same each time
    return [_by_chance(chance, number) for number in range(how_many)]


def _by_chance(chance: random.Random, number: int) -> Facts:
    full = a_full_case()
    words = "".join(chance.choice("aé漢&<>\"'\n π\U0001f600") for _ in range(chance.randrange(40))).strip() or "x"
    reactions = full.reactions[: chance.randint(1, 2)]
    first = replace(
        reactions[0], words=words, term="" if chance.random() < 0.5 else "10029366",
        term_version="", death=chance.choice(("", "true", "false")), ended=chance.choice(("", "20260101")),
        began=chance.choice(("", "2026", "202601", "20260102")), outcome=chance.choice(("", "0", "3")),
        key=key(number + 10),
    )  # fmt: skip
    first = replace(first, term_version="27.1" if first.term else "")
    medicines = tuple(
        replace(
            one, dosages=one.dosages[: chance.randint(0, 2)], more=one.more[: chance.randint(0, 2)],
            gestation=chance.choice(("", "9")), indications=one.indications[: chance.randint(0, 2)],
            holder=chance.choice(("", "A company")), action=chance.choice(("", "4")),
        )
        for one in full.medicines
    )  # fmt: skip
    medicines = tuple(replace(one, gestation_unit="wk" if one.gestation else "") for one in medicines)
    return replace(
        full, number=f"BE-{number}", worldwide_number=f"BE-{number}", narrative=words,
        parent=chance.choice((Parent(), full.parent)), tests=full.tests[: chance.randint(0, 2)],
        nullification=(nullified := chance.choice(("", "1"))), nullification_reason=words if nullified else "",
        reactions=(first, *reactions[1:]), medicines=medicines, assessments=(),
        linked=full.linked[: chance.randint(0, 2)], reporters=full.reporters[: chance.randint(1, 2)],
        patient=chance.choice((full.patient, Patient(sex="2"), Patient())),
    )  # fmt: skip


def an_acknowledgement(batch: str, *, code: str = "AA", case: str = "", said: str = "CA", words: str = "") -> bytes:
    """Write the answer of a receiver to a batch."""
    detail = f"<acknowledgementDetail><text>{words}</text></acknowledgementDetail>" if words else ""
    one = (
        '<MCCI_IN000002UV01><id extension="A-1" root="2.16.840.1.113883.3.989.2.1.3.19"/>'
        '<creationTime value="20261121120000+0000"/>'
        '<interactionId extension="MCCI_IN000002UV01" root="2.16.840.1.113883.1.6"/>'
        '<processingCode code="P"/><processingModeCode code="T"/><acceptAckCode code="NE"/>'
        + _party("receiver", "RCV", "3.15") + _party("sender", "SND", "3.16")
        + f'<acknowledgement typeCode="{said}"><targetMessage>'
        f'<id extension="{case}" root="2.16.840.1.113883.3.989.2.1.3.1"/></targetMessage>{detail}</acknowledgement>'
        "</MCCI_IN000002UV01>"
    )  # fmt: skip
    return (
        '<?xml version="1.0" encoding="UTF-8"?><MCCI_IN200101UV01 xmlns="urn:hl7-org:v3" ITSVersion="XML_1.0">'
        '<id extension="ACK-1" root="2.16.840.1.113883.3.989.2.1.3.20"/>'
        '<creationTime value="20261121120000+0000"/><responseModeCode code="D"/>'
        '<interactionId extension="MCCI_IN200101UV01" root="2.16.840.1.113883.1.6"/>'
        f"{one}" + _party("receiver", "RCV", "3.17") + _party("sender", "SND", "3.18")
        + f'<acknowledgement typeCode="{code}"><targetBatch>'
        f'<id extension="{batch}" root="2.16.840.1.113883.3.989.2.1.3.22"/></targetBatch>'
        f"{detail}</acknowledgement></MCCI_IN200101UV01>"
    ).encode()  # fmt: skip


def _party(tag: str, code: str, system: str) -> str:
    return (
        f'<{tag} typeCode="{code}"><device classCode="DEV" determinerCode="INSTANCE">'
        f'<id extension="X" root="2.16.840.1.113883.3.989.2.1.{system}"/></device></{tag}>'
    )
