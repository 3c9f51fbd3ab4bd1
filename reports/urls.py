"""Addresses of the authority's window."""

from django.urls import path

from reports.files import FORMS
from reports.presenters import OVERVIEW, PAGES
from reports.views import documents, figures, proposals, rules, timelines

app_name = "reports"

urlpatterns = [
    *(path("" if name == OVERVIEW else f"{name}/", figures.page, {"name": name}, name=name) for name in PAGES),
    path("desk/", figures.desk, name="desk"),
    path("rules/", rules.try_rules, name="rules"),
    path("rules/proposed/", proposals.proposals, name="proposals"),
    path("rules/proposed/new/", proposals.propose, name="propose_rules"),
    path("rules/proposed/<uuid:rules_id>/", proposals.proposal, name="proposal"),
    path("rules/proposed/<uuid:rules_id>/answer/", proposals.answer, name="answer_rules"),
    path("patients/", timelines.behind_figures, name="behind"),
    path("patients/<uuid:enrolment_id>/", timelines.timeline, name="timeline"),
    path("export/", figures.export, name="export"),
    path("reports/", documents.documents, name="documents"),
    path("reports/<uuid:report_id>/", documents.document, name="document"),
    path("reports/<uuid:report_id>/approve/", documents.approve, name="approve"),
    path("reports/<uuid:report_id>/publish/", documents.publish, name="publish"),
    *(
        path(
            f"reports/<uuid:report_id>/publication/{form}/",
            documents.publication_file,
            {"form": form},
            name=f"publication_{form}",
        )
        for form in FORMS
    ),
    *(
        path(f"reports/<uuid:report_id>/{form}/", documents.document_file, {"form": form}, name=f"document_{form}")
        for form in FORMS
    ),
]
