"""Programmes, their versions in force, their products, and who and what is accredited for them."""

from programmes.models.accreditation import PharmacyRegistration, PrescriberCertification
from programmes.models.product import Batch, Pack, Product
from programmes.models.programme import Programme, ProgrammeVersion

__all__ = [
    "Batch",
    "Pack",
    "PharmacyRegistration",
    "PrescriberCertification",
    "Product",
    "Programme",
    "ProgrammeVersion",
]
