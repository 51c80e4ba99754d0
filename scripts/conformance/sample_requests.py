"""Asks the emulator for some of everything that it does, right and wrong, without a client."""

import base64
import datetime
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
    analytics(first, women, hero)
    job = call("POST", f"{A}/bulk/download", {"entity_types": ["CAMPAIGN", "AD_GROUP"]})
    for _ in range(2):
        call("GET", f"{A}/bulk/{job['request_id']}")
    tokens()


def analytics(campaign, ad_group, ad):
    settings = urllib.request.Request(
        URL + "/_emulator/settings", json.dumps({"history_days": 1000}).encode(), method="PATCH")
    urllib.request.urlopen(settings, timeout=10).close()
    today = datetime.datetime.now(datetime.timezone.utc).date()

    def period(first, last):
        days = [today - datetime.timedelta(days=count) for count in (first, last)]
        return f"start_date={days[0]}&end_date={days[1]}"

    organic = f"{period(60, 1)}&ad_account_id={ACCOUNT}"
    for split in ("NO_SPLIT", "APP_TYPE", "OWNED_CONTENT", "SOURCE", "PIN_FORMAT"):
        call("GET", f"/user_account/analytics?{organic}&split_field={split}&metric_types=IMPRESSION,SAVE_RATE")
    call("GET", f"/user_account/analytics?{organic}&content_type=PAID&pin_format=ADS_VIDEO"
         "&app_types=WEB&from_claimed_content=CLAIMED&source=YOUR_PINS")
    call("GET", f"/user_account/analytics?{period(91, 1)}")
    for kind, order in (("top_pins", "ENGAGEMENT"), ("top_video_pins", "VIDEO_START")):
        call("GET", f"/user_account/analytics/{kind}?{organic}&sort_by={order}&num_of_pins=3"
             "&created_in_last_n_days=30")
        call("GET", f"/user_account/analytics/{kind}?{organic}&sort_by={order}")
    metrics = "metric_types=IMPRESSION,SAVE,VIDEO_MRC_VIEW,TOTAL_COMMENTS"
    for pin in ("813744226420795886", "1", "813744226420795889"):
        call("GET", f"/pins/{pin}/analytics?{organic}&{metrics}&split_field=APP_TYPE")
        call("GET", f"/pins/analytics?{organic}&{metrics}&pin_ids={pin}&pin_ids=813744226420795884")
    columns = "columns=SPEND_IN_MICRO_DOLLAR,SPEND_IN_DOLLAR,IMPRESSION_1,CTR,CAMPAIGN_NAME,TOTAL_CHECKOUT"
    ids = {"": "", "campaigns/": f"&campaign_ids={campaign}", "ad_groups/": f"&ad_group_ids={ad_group}",
           "ads/": f"&ad_ids={ad}"}
    for level, filter in ids.items():
        for granularity in ("TOTAL", "DAY", "WEEK", "MONTH"):
            call("GET", f"{A}/{level}analytics?{period(60, 0)}&granularity={granularity}&{columns}{filter}"
                 "&click_window_days=7&view_window_days=0&conversion_report_time=TIME_OF_CONVERSION")
        call("GET", f"{A}/{level}analytics?{period(2, 0)}&granularity=HOUR&{columns}{filter}")
        call("GET", f"{A}/{level}targeting_analytics?{period(60, 0)}&granularity=TOTAL&{columns}{filter}"
             "&targeting_types=GENDER,KEYWORD,TARGETED_INTEREST,LOCATION&attribution_types=INDIVIDUAL")
    call("GET", f"{A}/pins/analytics?{period(60, 0)}&granularity=DAY&{columns}&campaign_id={campaign}"
         "&pin_ids=813744226420795884")
    call("GET", f"{A}/analytics?{period(91, 0)}&granularity=DAY&{columns}")
    for level, more in (("CAMPAIGN", {}), ("PIN_PROMOTION", {"ad_ids": [ad]}),
                        ("AD_GROUP_TARGETING", {"targeting_types": ["AGE_BUCKET"]})):
        days = dict(part.split("=") for part in period(300, 200).split("&"))
        report = call("POST", f"{A}/reports", {
            **days, "granularity": "DAY", "level": level, "columns": ["AD_ID", "IMPRESSION_1"], **more})
        for _ in range(2):
            state = call("GET", f"{A}/reports?token={report['token']}")
        with urllib.request.urlopen(state["url"], timeout=10) as file:
            json.load(file)
    call("POST", f"{A}/reports", {
        "start_date": "2020-01-01", "end_date": "2020-01-02", "granularity": "DAY",
        "level": "CAMPAIGN", "columns": ["IMPRESSION_1"]})
    call("GET", f"{A}/reports?token=nonsense")
    for path in ("/resources/delivery_metrics", "/resources/delivery_metrics?report_type=ASYNC",
                 f"/resources/metrics_ready_state?date={today}"):
        call("GET", path)


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
