import AdsModel
import Planning

extension Samples {
  /// A plan that takes back what somebody changed on Pinterest, and records what is as declared.
  public static var drifted: Plan {
    var group = Change.editing(
      ukWomen, name: "UK women 25-44", line: 15, .bid, .cents(40), .cents(35))
    group.reason = .drift
    group.updatedTime = 1_795_000_000
    group.fields[0].mover = .theirs
    group.fields.append(
      FieldChange(
        path: .locations, before: .list(["GB", "FR"]), after: .list(["GB"]), mover: .theirs))
    var campaign = Change.editing(
      spring, name: "Spring sale 2027", line: 2, .dailyBudget, .cents(8000), .cents(12000))
    campaign.fields[0].mover = .both
    campaign.fields.append(
      FieldChange(
        path: .name, before: .text("Spring sale"), after: .text("Spring sale 2027"),
        mover: .yours))
    var plan = Plan.sample([campaign, group])
    plan.target = .pinterest
    plan.refreshes = [
      Refresh(
        .recorded, .adGroup("spring-sale", "everyone"), id: "268001", storedVersion: 3,
        fields: [
          FieldChange(
            path: .status, before: .text("active"), after: .text("paused"), mover: .both)
        ]),
      Refresh(.forgotten, .ad(in: ukWomen, "second"), id: "687002", storedVersion: 4),
    ]
    plan.notes = ["2 resources are on Pinterest as declared already; an apply only records that."]
    plan.spendBefore.daily = Money(micros: 200_000_000)
    return plan
  }

  /// What `pinplan drift` would say before that plan.
  public static var driftReport: DriftReport {
    let file = "campaigns/spring.yaml"
    return DriftReport(
      account: drifted.account, lineage: drifted.lineage, serial: 12, compared: 41,
      items: [
        DriftReport.Item(
          .changed, ukWomen, id: "268000",
          fields: [
            DriftReport.Field(
              .bid, stored: .cents(35), live: .cents(40), declared: .cents(35)),
            DriftReport.Field(
              .locations, stored: .list(["GB"]), live: .list(["GB", "FR"]),
              declared: .list(["GB", "IE"])),
            DriftReport.Field(
              .status, stored: .text("active"), live: .text("paused"),
              declared: .text("paused")),
          ], source: Place(file: file, line: 15)),
        DriftReport.Item(
          .vanished, .adGroup("spring-sale", "everyone"), id: "268001", below: 12,
          source: Place(file: file, line: 40)),
        DriftReport.Item(.archived, .ad(in: ukWomen, "second"), id: "687002"),
        DriftReport.Item(
          .changed, .ad(in: ukWomen, "third"), id: "687003",
          fields: [
            DriftReport.Field(.name, stored: nil, live: .text("Held \u{202E}back"), declared: nil)
          ]),
      ])
  }
}
