import AdsModel
import ManifestLoading
import ManifestModel

/// The files that `pinplan init` writes: a project that plans cleanly, with its campaign paused.
struct StarterProject {
  let name: String
  let market: Market

  var files: [(path: String, text: String)] {
    [
      ("pinplan.schema.json", ProjectSchema.text),
      (Project.rootFile, root),
      ("campaigns/first-campaign.yaml", campaign),
    ]
  }

  private var root: String {
    """
    # yaml-language-server: $schema=pinplan.schema.json
    version: 1
    account:
      name: \(name)
      country: \(market.rawValue)        # fixes the currency: \(market.currency.rawValue)
    target: local
    guardrails:
      max_daily_spend: 100.00
      max_bid_change: 50%
      max_budget_change: 100%

    """
  }

  private var campaign: String {
    """
    # yaml-language-server: $schema=../pinplan.schema.json
    campaigns:
      first-campaign:            # the key is the identity; the name can change
        name: First campaign
        objective: traffic
        status: paused           # nothing is shown until this says active
        ad_groups:
          everyone:
            budget: { daily: 10.00 }
            bid: 0.40
            targeting:
              locations: [\(market.rawValue)]
            keywords:
              - velvet sofa
              - { text: corner sofa, match: exact }
            ads:
              hero:
                pin: "813744226420795884"   # put the id of your own Pin here

    """
  }
}
