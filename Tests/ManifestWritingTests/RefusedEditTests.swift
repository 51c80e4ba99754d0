import AdsModel
import ManifestModel
import ManifestWriting
import Testing

@Test func `what is shared is left alone, with both places named`() {
  let shared = """
    campaigns:
      spring:
        objective: traffic
        ad_groups:
          uk: &uk
            bid: &bid 0.35
            budget: &budget
              daily: 5.00
            targeting: { locations: [GB] }
          ie:
            <<: *uk
            bid: *bid
          us: { bid: 0.40, budget: *budget, keywords: [sofa] }

    """
  let ie = Address.adGroup("spring", "ie")
  let us = Address.adGroup("spring", "us")
  let edited = Edited(
    shared,
    [
      ManifestEdit(group, .bid, money(50)), ManifestEdit(ie, .bid, money(50)),
      ManifestEdit(ie, .locations, .list(["IE"])), ManifestEdit(us, .dailyBudget, money(700)),
      ManifestEdit(us, .bid, money(45)), ManifestEdit(group, .status, .text("paused")),
      ManifestEdit(ie, .status, .text("paused")), ManifestEdit(.campaign("no"), .name, nil),
    ])
  let file = "campaigns/a.yaml"
  #expect(
    edited.refusals == [
      "\(file):6: ad_group/spring/uk bid: it is shared: the anchor at \(file):5:11 is used again at \(file):11:13",
      "\(file):12: ad_group/spring/ie bid: it is shared: the anchor at \(file):6:14 is used again at \(file):12:14",
      "\(file):9: ad_group/spring/ie targeting.locations: it is shared: the anchor at \(file):5:11 is used again at \(file):11:13",
      "\(file):8: ad_group/spring/us budget.daily: it is shared: the anchor at \(file):7:17 is used again at \(file):13:32",
      "\(file):5: ad_group/spring/uk status: it is shared: the anchor at \(file):5:11 is used again at \(file):11:13",
      "campaign/no name: the project does not declare it",
    ])
  #expect(
    edited.changedLines == [
      "-      us: { bid: 0.40, budget: *budget, keywords: [sofa] }",
      "+        status: paused",
      "+      us: { bid: 0.45, budget: *budget, keywords: [sofa] }",
    ])
}

@Test func `what would lose a comment or has no place is left alone`() {
  let odd = """
    campaigns:
      spring:
        objective: traffic
        ad_groups:
          uk:
            bid:
              # per click
              cpc: 0.35
            targeting: { locations: [GB, # home
              IE] }
            keywords: [sofa]

    """
  let keyword = Address.keyword(in: group, .broad, "sofa")
  let edited = Edited(
    odd,
    [
      ManifestEdit(group, .bid, .text("automatic")),
      ManifestEdit(group, .locations, .list(["GB"])), ManifestEdit(keyword, .bid, money(40)),
      ManifestEdit(spring, .name, .text("")), ManifestEdit(spring, .status, .text("paused")),
    ])
  let file = "campaigns/a.yaml"
  #expect(
    edited.refusals == [
      "\(file):8: ad_group/spring/uk bid: a comment stands where the value has to change",
      "\(file):9: ad_group/spring/uk targeting.locations: a comment stands where the value has to change",
      "\(file):11: keyword/spring/uk/broad/sofa bid: it is written as a bare text, which has no place for bid",
      "\(file):2: campaign/spring name: name is an empty text",
    ])
  #expect(edited.changedLines == ["+    status: paused"])
}
