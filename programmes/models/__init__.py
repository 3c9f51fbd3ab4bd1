"""Programmes, their versions in force, their products, and who and what is accredited for them."""

from programmes.models.accreditation import PharmacyRegistration, PrescriberCertification
from programmes.models.application import ApplicationAnswer, PharmacyApplication
from programmes.models.certificate import DeclarationAnswer, PrescriberDeclaration
from programmes.models.holding import Acknowledgement, MaterialCopy
from programmes.models.learning import KnowledgeTry, SectionRead
from programmes.models.material import Material, MaterialKind, MaterialStep, Step
from programmes.models.product import Batch, Pack, Product
from programmes.models.programme import Programme, ProgrammeVersion
from programmes.models.proposal import Part, RuleAnswer, RuleInForce, RuleProposal
from programmes.models.recall import BatchRecall
from programmes.models.regime import Regime, RegimeDecision, RegimeProposal

__all__ = [
    "Acknowledgement",
    "ApplicationAnswer",
    "Batch",
    "BatchRecall",
    "DeclarationAnswer",
    "KnowledgeTry",
    "Material",
    "MaterialCopy",
    "MaterialKind",
    "MaterialStep",
    "Pack",
    "Part",
    "PharmacyApplication",
    "PharmacyRegistration",
    "PrescriberCertification",
    "PrescriberDeclaration",
    "Product",
    "Programme",
    "ProgrammeVersion",
    "Regime",
    "RegimeDecision",
    "RegimeProposal",
    "RuleAnswer",
    "RuleInForce",
    "RuleProposal",
    "SectionRead",
    "Step",
]
