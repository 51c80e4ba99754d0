import AdsModel
import Diagnostics
import ManifestModel
import Planning

extension Rule {
  static let guardrailFreeze = Rule(
    .guardrailFreeze, "In a `freeze` window only what lowers spend is applied.",
    source: "pinplan: a team's own limit on its plans; judged by the UTC day of plan and of apply",
    rejects: .shop(root: [frozen], adGroup: ["bid: ↓0.40"], after: .shop()),
    accepts: .shop(root: [frozen], adGroup: ["bid: 0.30"], after: .shop()),
    check: .plan { draft, findings in
      let guardrails = draft.manifest.guardrails
      guard let window = guardrails.freezes.first(where: { $0.contains(draft.now.day) })
      else { return }
      let days =
        window.from == window.to ? "of \(window.from)" : "from \(window.from) to \(window.to)"
      let thaw = guardrails.thaw(after: draft.now.day)
      for frozen in draft.frozenChanges {
        findings.report(
          "\(frozen.phrase) in the freeze \(days), \(quoted(window.reason)); only what lowers spend may be applied",
          at: frozen.place, address: frozen.address,
          hint:
            "wait for \(thaw), or let it through with `--override guardrail.freeze --reason TEXT`",
          notes: [Diagnostic.Note("the freeze", at: draft.manifest.span(of: window.origin))])
      }
    })

  private static let frozen =
    "guardrails: { freeze: [{ from: 2026-11-22, to: 2026-11-30, reason: Black Friday }] }"
}

/// A change that does more than lower spend.
private struct FrozenChange {
  let address: Address
  /// What it would do: `bid and name of ad_group/a/b would change`.
  let phrase: String
  let place: SourceSpan?
}

extension PlanDraft {
  /// Every change that does anything but lower spend; a creation speaks for what it creates below.
  fileprivate var frozenChanges: [FrozenChange] {
    let archived = Set(changes(.archive).map(\.change.address))
    let created = creations
    var frozen: [FrozenChange] = []
    for index in plan.changes.indices {
      let (address, action) = (plan.changes[index].address, plan.changes[index].action)
      switch action {
      case .create where created.spokenFor.contains(address): continue
      case .create:
        let below = created.below[address] ?? 0
        let rest = below == 0 ? "" : " with \(below) more below it"
        add(index, "\(address) would be created\(rest)")
      case .update:
        // A pause may not hide a raise that waits for the day when it is resumed.
        let isLifetime = hasLifetimeBudget(subjects[index])
        let fields = plan.changes[index].fields.filter {
          // Fewer days for one sum are more of it on each day.
          $0.spendDirection != .lowers || isLifetime && ($0.path == .start || $0.path == .end)
        }
        guard let first = fields.first else { continue }
        add(index, "\(Self.listed(fields.map(\.path))) of \(address) would change", at: first.path)
      case .replace where plan.changes[index].spendDirection != .lowers:
        add(index, "\(address) would be replaced")
      case .archive where plan.changes[index].spendDirection != .lowers:
        // What goes along with an ad group is a part of archiving that.
        guard !(address.parent.map(archived.contains) ?? false) else { continue }
        add(index, "\(address), which spends nothing, would be archived", at: .status)
      case .replace, .archive: continue
      }
    }
    return frozen

    func add(_ index: Int, _ phrase: String, at path: FieldPath? = nil) {
      let place = origin(of: subjects[index]).map { origin in
        path.map { manifest.span(of: origin, at: $0) } ?? manifest.span(of: origin)
      }
      frozen.append(
        FrozenChange(address: plan.changes[index].address, phrase: phrase, place: place))
    }
  }

  /// What is created below something that is created and not exempt, and how much below each.
  private var creations: (spokenFor: Set<Address>, below: [Address: Int]) {
    var speakers: [Address: Address] = [:]
    var below: [Address: Int] = [:]
    var spokenFor: Set<Address> = []
    // Creations come parents first.
    for index in plan.changes.indices where plan.changes[index].action == .create {
      let address = plan.changes[index].address
      if let speaker = address.parent.flatMap({ speakers[$0] }) {
        spokenFor.insert(address)
        speakers[address] = speaker
        below[speaker, default: 0] += 1
      } else if exemption(of: address, from: .freeze) == nil {
        speakers[address] = address
      }
    }
    return (spokenFor, below)
  }

  /// `bid`, `bid and name`, `bid, name and 2 others`.
  private static func listed(_ paths: [FieldPath]) -> String {
    switch paths.count {
    case 1: paths[0].text
    case 2: "\(paths[0]) and \(paths[1])"
    case 3: "\(paths[0]), \(paths[1]) and \(paths[2])"
    default: "\(paths[0]), \(paths[1]) and \(paths.count - 2) more fields"
    }
  }
}

extension PlanDraft {
  /// Whether what a campaign or an ad group spends comes out of one sum for all its days.
  private func hasLifetimeBudget(_ subject: ResourceRef?) -> Bool {
    var holder = subject
    while let ref = holder {
      if let budget = budget(of: ref) { return budget.lifetime != nil }
      holder = manifest.parent(of: ref)
    }
    return false
  }

  private func budget(of ref: ResourceRef) -> Budget? {
    switch ref.kind {
    case .campaign: manifest.campaigns[ref.index].value.budget
    case .adGroup: manifest.adGroups[ref.index].value.budget
    case .keyword, .ad, .audience: nil
    }
  }
}
