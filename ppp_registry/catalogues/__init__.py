"""Catalogues of translations: gathered from the sources, compared, compiled (`python -m ppp_registry.catalogues`)."""
