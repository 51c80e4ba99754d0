"""Asks the emulator for some of everything that it does, right and wrong, without a client."""

import base64
import json
import os
import urllib.error
import urllib.parse
import urllib.request

URL = os.environ["EMULATOR_URL"]
ACCOUNT = "549755885175"
A = f"/ad_accounts/{ACCOUNT}"


def call(method, path, body=None, form=None, token="pina_emulator"):
    headers = {"Authorization": f"Bearer {token}"}
    data = None
    if body is not None:
        data, headers["Content-Type"] = json.dumps(body).encode(), "application/json"
    if form is not None:
        basic = base64.b64encode(b"1234567:emulator-secret").decode()
        data, headers["Authorization"] = urllib.parse.urlencode(form).encode(), f"Basic {basic}"
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    request = urllib.request.Request(URL + "/v5" + path, data, headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        return json.load(error)


def ids(answer):
    return [item["data"]["id"] for item in answer["items"]]


def campaign(name, **fields):
    return {
        "ad_account_id": ACCOUNT, "name": name, "objective_type": "CONSIDERATION",
        "status": "ACTIVE", "is_campaign_budget_optimization": True,
        "daily_spend_cap": 20_000_000, **fields,
    }


def ad_group(campaign, **fields):
    return {
        "name": "Women", "campaign_id": campaign, "billable_event": "CLICKTHROUGH",
        "status": "PAUSED", "budget_type": "CBO_ADGROUP", "bid_strategy_type": "MAX_BID",
        "bid_in_micro_currency": 350_000, "auto_targeting_enabled": False,
        "targeting_spec": {
            "LOCATION": ["GB"], "LOCALE": ["en"], "GENDER": ["female"],
            "AGE_BUCKET": ["25-34", "35-44"], "APPTYPE": ["iphone"],
            "INTEREST": ["935249274030"], "AUDIENCE_EXCLUDE": ["2542620905476"],
        }, **fields,
    }


def main():
    reading()
    first, film = ids(
        call("POST", f"{A}/campaigns", [
            campaign("Spring ☀"),
            campaign(
                "Film", objective_type="VIDEO_COMPLETION", daily_spend_cap=None,
                is_campaign_budget_optimization=False,
                tracking_urls={"click": ["https://track.example/"]}),
        ]))
    women, viewers = ids(
        call("POST", f"{A}/ad_groups", [
            ad_group(first),
            ad_group(
                film, name="Viewers", billable_event="IMPRESSION", budget_type="DAILY",
                budget_in_micro_currency=25_000_000, bid_strategy_type="AUTOMATIC_BID",
                bid_in_micro_currency=None),
        ]))
    hero, second = ids(
        call("POST", f"{A}/ads", [
            {
                "ad_group_id": women, "pin_id": "813744226420795884", "creative_type": "REGULAR",
                "status": "ACTIVE", "name": "Hero",
                "destination_url": "https://northwind.example/sofas?utm_source=pinterest",
            },
            {
                "ad_group_id": viewers, "pin_id": "813744226420795886", "creative_type": "VIDEO",
                "status": "PAUSED",
            },
        ]))
    words = call("POST", f"{A}/keywords", {
        "parent_id": women,
        "keywords": [
            {"match_type": "BROAD", "value": "velvet sofa"},
            {"match_type": "EXACT_NEGATIVE", "value": "free sofa"},
            {"match_type": "PHRASE", "value": "x" * 121},
        ],
    })
    call("POST", f"{A}/keywords", {
        "parent_id": first, "keywords": [{"match_type": "BROAD", "value": "refused here"}]})
    call("PATCH", f"{A}/keywords", {
        "keywords": [
            {"id": words["keywords"][1]["id"], "archived": True}, {"id": "1", "archived": True}]})
    call("PATCH", f"{A}/campaigns", [
        {"id": first, "ad_account_id": ACCOUNT, "daily_spend_cap": 25_000_000},
        {"id": "1", "ad_account_id": ACCOUNT, "name": "nobody"},
    ])
    call("PATCH", f"{A}/ad_groups", [{"id": women, "status": "ACTIVE", "tracking_urls": {}}])
    call("PATCH", f"{A}/ads", [{"id": hero, "name": "Hero 2"}, {"id": second, "pin_id": "1"}])
    call("POST", f"{A}/campaigns", [campaign("No budget", daily_spend_cap=None)])
    for kind in ("campaigns", "ad_groups", "ads"):
        call("GET", f"{A}/{kind}?page_size=1&order=DESCENDING&entity_statuses=ACTIVE"
             "&entity_statuses=PAUSED&entity_statuses=ARCHIVED")
    call("GET", f"{A}/ads?ad_group_ids={women}&ad_group_ids={viewers}")
    call("GET", f"{A}/keywords?ad_group_id={women}")
    call("GET", f"{A}/campaigns/{first}")
    call("GET", f"{A}/ad_groups/{women}")
    call("GET", f"{A}/ads/{hero}")
    audiences()
    job = call("POST", f"{A}/bulk/download", {"entity_types": ["CAMPAIGN", "AD_GROUP"]})
    for _ in range(2):
        call("GET", f"{A}/bulk/{job['request_id']}")
    tokens()


def reading():
    for path in (
        "/user_account", "/ad_accounts", A, f"{A}/terms_of_service?include_html=true",
        "/pins/813744226420795884", "/pins/1", "/pins?page_size=2", "/boards?privacy=PUBLIC",
        "/boards/549755885001", "/boards/549755885001/pins", "/resources/ad_account_countries",
        "/resources/targeting/INTEREST", "/resources/targeting/interests/935249274030",
        f"/resources/targeting/AUDIENCE_INCLUDE?ad_account_id={ACCOUNT}",
    ):
        call("GET", path)
    call("GET", A, token="pina_expired")
    spec = {"billable_event": "CLICKTHROUGH", "currency": "GBP", "countries": ["GB", "US"]}
    call("POST", f"{A}/bid_floor", {"bid_floor_specs": [spec]})


def audiences():
    made = call("POST", f"{A}/customer_lists", {
        "name": "Customers", "list_type": "EMAIL", "records": "ab" * 32})
    for records in ("cd" * 32 + "," + "ef" * 16, "not an address", ""):
        call("PATCH", f"{A}/customer_lists/{made['id']}", {
            "operation_type": "ADD", "records": records})
    call("PATCH", f"{A}/customer_lists/{made['id']}", {
        "operation_type": "REMOVE", "records": "cd" * 32})
    call("POST", f"{A}/customer_lists", {
        "name": "Devices", "list_type": "MAID", "records": "12" * 20})
    call("GET", f"{A}/customer_lists?order=DESCENDING&page_size=1")
    call("GET", f"{A}/customer_lists/{made['id']}")
    call("GET", f"{A}/customer_lists/1")

    def audience(name, kind, **rule):
        return call("POST", f"{A}/audiences", {"name": name, "audience_type": kind, "rule": rule})

    customers = audience("Customers", "CUSTOMER_LIST", customer_list_id=made["id"])
    tag = "2617998078211"
    visitors = audience(
        "Visitors", "VISITOR", visitor_source_id=tag, retention_days=30, event="checkout",
        event_data={"line_items": {"product_category": "sofas"}, "loyalty": "gold"},
        url=["https://northwind.example/checkout"], prefill=False,
        event_source={"=": ["web", "mobile"]}, ingestion_source={"=": ["tag"]})
    audience("Nobody's", "VISITOR", visitor_source_id="1")
    audience(
        "Engaged", "ENGAGEMENT", engager_type=2, engagement_domain=["northwind.example"],
        pin_id=["813744226420795884"])
    by_objective = audience("By objective", "ENGAGEMENT", objective_type=["CONSIDERATION"])
    audience("Alike", "ACTALIKE", seed_id=[customers["id"]], country="GB", percentage=3)
    audience("Persona", "PERSONA")
    call("PATCH", f"{A}/audiences/{customers['id']}", {"name": "Our customers"})
    call("PATCH", f"{A}/audiences/2542620905401", {"name": "Not ours"})
    for kind in ("OWNED", "RECEIVED"):
        call("GET", f"{A}/audiences?ownership_type={kind}")
    call("GET", f"{A}/audiences/{customers['id']}")
    # Pinterest's own client cannot read event data and objectives in a list of audiences.
    for gone in (visitors, by_objective):
        call("PATCH", f"{A}/audiences/{gone['id']}", {"operation_type": "REMOVE"})
        call("GET", f"{A}/audiences/{gone['id']}")
    for path in ("", "?filter_deleted=true", f"/{tag}", "/1", "/page_visit", "/ocpm_eligible"):
        call("GET", f"{A}/conversion_tags{path}")
    call("GET", "/user_account/websites?page_size=1")


def tokens():
    first = call("POST", "/oauth/token", form={
        "grant_type": "refresh_token", "refresh_token": "pinr.emulator"})
    call("POST", "/oauth/token", form={
        "grant_type": "refresh_token", "refresh_token": first["refresh_token"]})
    call("POST", "/oauth/token", form={
        "grant_type": "refresh_token", "refresh_token": "pinr.emulator"})
    call("POST", "/oauth/token", form={"grant_type": "client_credentials", "scope": "ads:read"})


main()
