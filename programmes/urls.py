"""Addresses of the programme office."""

from django.urls import path

from programmes import (
    accreditation_views,
    application_views,
    holding_views,
    learning_views,
    material_views,
    practice_views,
    product_views,
    regime_views,
    rules_views,
    views,
)

app_name = "programmes"

urlpatterns = [
    path("", views.programme_list, name="list"),
    path("countries/", rules_views.countries, name="countries"),
    path("certify/", accreditation_views.certify, name="certify"),
    path("register/", accreditation_views.register, name="register"),
    path("accreditations/<uuid:accreditation_id>/", accreditation_views.accreditation, name="accreditation"),
    path("accreditations/<uuid:accreditation_id>/end/", accreditation_views.end, name="end"),
    path("accreditations/<uuid:accreditation_id>/suspend/", accreditation_views.suspend, name="suspend"),
    path("accreditations/<uuid:accreditation_id>/reinstate/", accreditation_views.reinstate, name="reinstate"),
    path("accreditations/<uuid:accreditation_id>/renew/", accreditation_views.renew, name="renew"),
    path("applications/<uuid:application_id>/", application_views.application, name="application"),
    path("applications/<uuid:application_id>/accept/", application_views.accept, name="accept"),
    path("applications/<uuid:application_id>/refuse/", application_views.refuse, name="refuse"),
    path("learn/", learning_views.courses, name="courses"),
    path("learn/tries/<uuid:try_id>/", learning_views.one_try, name="try"),
    path("learn/<slug:programme_id>/", learning_views.course, name="course"),
    path("learn/<slug:programme_id>/check/", learning_views.check, name="check"),
    path("learn/<slug:programme_id>/sections/<slug:section>/", learning_views.section, name="section"),
    path("materials/results/", learning_views.results, name="results"),
    path("materials/", material_views.materials, name="materials"),
    path("materials/new/", material_views.new_material, name="new_material"),
    path("materials/<uuid:material_id>/", material_views.material, name="material"),
    path("materials/<uuid:material_id>/file/", material_views.material_file, name="material_file"),
    path("materials/<uuid:material_id>/agree/", material_views.agree, name="agree_material"),
    path("materials/<uuid:material_id>/return/", material_views.send_back, name="return_material"),
    path("materials/<uuid:material_id>/in-force/", material_views.put, name="put_in_force"),
    path("materials/<uuid:material_id>/withdraw/", material_views.withdraw, name="withdraw_material"),
    path("materials/<uuid:material_id>/reach/", holding_views.reach, name="reach"),
    path("materials/<uuid:material_id>/send/", holding_views.send, name="send_material"),
    path("materials/<uuid:material_id>/acknowledge/", holding_views.acknowledge, name="acknowledge"),
    path("practise/", practice_views.practise, name="practise"),
    path("products/", product_views.product_list, name="products"),
    path("products/pack/", product_views.new_pack, name="new_pack"),
    path("products/recall/", product_views.new_recall, name="new_recall"),
    path("products/recall/lift/", product_views.lift, name="lift_recall"),
    path("regimes/", regime_views.regimes, name="regimes"),
    path("regimes/propose/", regime_views.propose, name="propose_regime"),
    path("regimes/<uuid:proposal_id>/", regime_views.decide, name="decide_regime"),
]
