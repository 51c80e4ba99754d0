import AdsModel
import Diagnostics
import ManifestLoading
import ManifestModel
import Planning
import TestSupport

/// A small real account in three versions: declared, stored, live.
struct ThreeWay {
  static let now = Instant(secondsSince1970: 1_795_341_600)
  static let campaign = Address.campaign("spring")
  static let women = Address.adGroup("spring", "women")
  static let hero = Address.ad(in: women, "hero")
  static let sofa = Address.keyword(in: women, .broad, "sofa")

  /// Everything that a version may say otherwise; each is a line of YAML.
  struct Version {
    var root = ""
    var campaign = "objective: traffic\n    budget: { daily: 100.00 }"
    var adGroup = "bid: 0.35"
    var targeting = "locations: [GB, US]"
    var keywords = "[sofa, lamp]"
    var ads = "{ hero: { pin: \"1\" }, more: { pin: \"2\" } }"
    /// Another ad group or campaign, at its level.
    var more = ""

    static func with(_ change: (inout Self) -> Void) -> Self {
      var version = Self()
      change(&version)
      return version
    }

    var manifest: Manifest {
      let project = Project.load(
        .memory([
          "pinplan.yaml": """
          version: 1
          account: { name: n, country: GB, ad_account_id: "1" }
          target: pinterest
          \(root)
          """,
          "campaigns/spring.yaml": """
          campaigns:
            spring:
              \(campaign)
              ad_groups:
                women:
                  \(adGroup)
                  targeting: { \(targeting) }
                  keywords: \(keywords)
                  ads: \(ads)
          \(more)
          """,
        ]))
      precondition(project.diagnostics.isEmpty, "\(project.diagnostics)")
      return project.manifest
    }
  }

  var declared = Version()
  var stored = Version()
  var live = Version()
  var options = PlanOptions()

  /// What an apply of the stored version left behind.
  var state: StoredState { Self.applied(stored.manifest, to: nil) }

  /// The account: the stored one, changed to the live version behind pinplan's back.
  var account: LiveAccount { LiveAccount(holding: Self.applied(live.manifest, to: state)) }

  var draft: PlanDraft {
    PlanDraft(
      manifest: declared.manifest, state: state, live: account, options: options, now: Self.now)
  }

  static func applied(_ manifest: Manifest, to state: StoredState?) -> StoredState {
    let plan = PlanDraft(manifest: manifest, state: state, options: PlanOptions(), now: now).plan
    let empty = StoredState(lineage: "test", account: manifest.account, target: .pinterest)
    return (state ?? empty).applying(plan)
  }
}

extension PlanDraft {
  /// Each changed field as `path: before > after (who moved)`.
  var moves: [String] {
    plan.changes.flatMap { change in
      change.fields.map { field in
        "\(change.action.rawValue) \(change.address) \(field.path): \(Self.text(field.before)) > "
          + "\(Self.text(field.after)) (\(field.mover?.rawValue ?? "nobody"))"
      }
    }
  }

  var refreshes: [String] {
    plan.refreshes.map { refresh in
      (["\(refresh.kind.rawValue) \(refresh.address)"]
        + refresh.fields.map { "\($0.path): \(Self.text($0.before)) > \(Self.text($0.after))" })
        .joined(separator: " ")
    }
  }

  var complaints: [String] { diagnostics.map { "\($0.code.rawValue) \($0.address ?? "")" } }

  private static func text(_ value: FieldValue?) -> String {
    switch value {
    case nil: "none"
    case .text(let text)?: text
    case .money(let money)?: money.decimal(places: 2)
    case .day(let day)?: day.description
    case .instant(let moment)?: moment.written
    case .list(let items)?: "[\(items.joined(separator: ","))]"
    case .integer(let number)?: String(number)
    case .flag(let flag)?: String(flag)
    }
  }
}
