import AdsModel
import Documents
import Foundation
import ManifestLoading
import ManifestModel
import ManifestWriting
import Planning
import Rendering
import TestSupport
import Testing

private let files = [
  "pinplan.yaml": "version: 1\naccount: { name: n, country: GB }\n",
  "campaigns/a.yaml": """
  campaigns:
    spring:
      objective: traffic
      ad_groups:
        uk: &uk { bid: 0.35, targeting: { locations: [GB] } }
        ie: *uk
        us: { bid: 0.40, keywords: [sofa], ads: { hero: { pin: "1" } } }

  """,
]

private let us = Address.adGroup("spring", "us")

/// The project as stored, each resource under its place in the list as its id.
private func stored(_ project: Project) -> StoredState {
  var encoder = FieldEncoder(decimals: 2)
  var resources: [StoredResource] = []
  let manifest = project.manifest
  for ref in manifest.resources.byKind where ref.kind != .audience {
    resources.append(
      StoredResource(
        address: manifest[ref].address, id: "\(resources.count + 1)", status: .active,
        attributes: encoder.encode(manifest.fields(of: ref)), defaulted: manifest[ref].defaulted))
  }
  resources.append(
    StoredResource(
      address: .campaign("gone"), id: "99", status: .active, attributes: Array("{}".utf8)))
  return StoredState(
    lineage: "l", account: project.manifest.account, target: .pinterest, resources: resources)
}

private func pull(_ change: (inout LiveResource) -> Bool) -> (Pull, StoredState, LiveAccount) {
  let project = Project.load(.memory(files))
  let state = stored(project)
  let live = state.resources.compactMap { resource -> LiveResource? in
    var live = LiveResource(
      resource.address.kind, id: resource.id, status: resource.status,
      fields: Fields(json: resource.attributes) ?? Fields())
    return change(&live) ? live : nil
  }
  let account = LiveAccount(live, carried: Catalogue.carried)
  return (Pull(Drift(state: state, live: account), project: project, state: state), state, account)
}

@Test func `a pull writes what it can, tells what it cannot, and records what it wrote`() throws {
  let (pull, state, _) = pull { live in
    switch (live.kind, live.fields[.bid]) {
    case (.campaign, _) where live.id == "99": live.fields.put(.name, .text("x"))
    case (.adGroup, .money(Money(micros: 350_000))?): live.fields[.bid] = money(99)
    case (.adGroup, _):
      live.fields[.bid] = money(45)
      live.fields[.placement] = .text("search")
    case (.keyword, _): return false
    case (.ad, _): live.status = .archived
    default: break
    }
    return true
  }
  let report = PullReport(pull.edits, isDryRun: false, currency: .gbp)
  try expectGolden([
    "pull-report.txt": PullTextRenderer(style: .plain).render(report),
    "pull-report.json": String(decoding: PullDocument.encode(report), as: UTF8.self),
  ])
  #expect(pull.adopted.map(\.address) == [us])
  let fields = pull.adopted.first.flatMap { Fields(json: $0.attributes) }
  #expect(fields?[.bid] == money(45))
  #expect(fields?[.placement] == .text("search"))
  #expect(pull.adopted.first?.id == state.resources.first { $0.address == us }?.id)
}

@Test func `a plan that follows a pull has nothing to do`() {
  let (pull, state, live) = pull { live in
    if live.kind == .adGroup, live.fields[.bid] == money(40) {
      live.fields[.bid] = .text("automatic")
      live.fields[.name] = .text("yes # no")
      live.fields[.locations] = .list(["GB", "NO"])
      live.fields[.status] = .text("paused")
    }
    return true
  }
  #expect(pull.edits.notPulled == [])
  #expect(pull.edits.pulled.count == 4)
  var resources = state.resources.filter { $0.address != us && $0.id != "99" }
  resources += pull.adopted
  var after = state
  after.resources = resources
  let draft = PlanDraft(
    manifest: pull.edits.project.manifest, state: after, live: live, options: PlanOptions(),
    now: Instant(secondsSince1970: 1_800_000_000))
  #expect(draft.plan.changes.map(\.address) == [])
  #expect(draft.plan.refreshes == [])
}

@Test func `what is declared as it is live is only recorded`() {
  let project = Project.load(.memory(files))
  var state = stored(project)
  let index = state.resources.firstIndex { $0.address == us } ?? 0
  let was = String(decoding: state.resources[index].attributes, as: UTF8.self)
  state.resources[index].attributes = Array(was.replacing("0.40", with: "0.10").utf8)
  let live = stored(project).resources.map {
    LiveResource(
      $0.address.kind, id: $0.id, status: $0.status, fields: Fields(json: $0.attributes) ?? Fields()
    )
  }
  let account = LiveAccount(live, carried: Catalogue.carried)
  let pull = Pull(Drift(state: state, live: account), project: project, state: state)
  #expect(pull.edits.files == [:])
  #expect(pull.edits.pulled == [])
  #expect(pull.adopted.map(\.address) == [us])
  let report = PullReport(pull.edits, isDryRun: false, currency: .gbp)
  #expect(
    PullTextRenderer(style: .plain).render(report)
      == "Nothing to write: the YAML is as the account.\n")
}
