import AdsModel
import Diagnostics
import ManifestLoading
import ManifestModel
import Planning

/// Turns what an account holds into files, and into the record of owning it.
///
/// The record is made from what the new files declare when they are read again, so that a plan
/// that follows has nothing to do.
public struct ImportWriter {
  private let project: Project
  private let live: LiveAccount
  private let stored: [StoredResource]
  private let selection: ImportSelection
  private let matches: ImportMatches
  /// Whether the project's folder has something at a path.
  private let exists: (String) -> Bool
  /// What the rules say of a project that owns some resources more.
  private let judge: (Project, [StoredResource]) -> [Diagnostic]

  /// Makes the files and the record; the project's own files are kept.
  ///
  /// `stored` is what the project owns already; `exists` tells whether its folder has something at a
  /// path; `judge` is what the rules say of a project that owns some resources more: what they refuse
  /// is left out.
  public static func write(
    _ project: Project, live: LiveAccount, stored: [StoredResource],
    _ selection: ImportSelection = ImportSelection(),
    judge: (Project, [StoredResource]) -> [Diagnostic] = { _, _ in [] }, exists: (String) -> Bool
  ) -> ImportResult {
    withoutActuallyEscaping(exists) { exists in
      withoutActuallyEscaping(judge) { judge in
        Self(
          project: project, live: live, stored: stored, selection: selection,
          matches: ImportMatches(project.manifest, live, stored: stored, selection),
          exists: exists, judge: judge
        ).result()
      }
    }
  }

  private var manifest: Manifest { project.manifest }
  private var decimals: Int { manifest.account.currency.decimals }

  private func result() -> ImportResult {
    var impossible: [LiveAccount.Key: Diagnostic] = [:]
    let known = Set((project.diagnostics + judge(project, [])).map(Fault.init))
    while true {
      var attempt = attempt(without: impossible)
      attempt.bind(decimals: decimals)
      let read = attempt.result.project
      let found = (read.diagnostics + judge(read, attempt.result.bindings.map(\.resource)))
        .errors(besides: known)
      let (resources, others) = attempt.blamed(for: found)
      guard resources.contains(where: { impossible[$0.key] == nil }) else {
        attempt.result.mistakes = others + resources.values.sorted(by: Diagnostic.inReadingOrder)
        for (address, id) in selection.bindings + matches.pairs {
          bind(address, to: id, &attempt.result)
        }
        attempt.result.bindings.sort { $0.resource.address < $1.resource.address }
        attempt.result.notCarried = UncarriedProperty.all(
          of: attempt.result.bindings.compactMap {
            live[$0.resource.address.kind, $0.resource.id]
          })
        attempt.result.kept = attempt.result.bindings.flatMap { KeptHour.all(of: $0.resource) }
        return attempt.result
      }
      impossible.merge(resources) { old, _ in old }
    }
  }

  /// Everything that can be imported but for what proved impossible to write.
  private func attempt(without impossible: [LiveAccount.Key: Diagnostic]) -> ImportAttempt {
    let declared = Set(
      manifest.resources.roots.map { manifest[$0].address } + stored.map(\.address))
    let bound = Set(
      stored.map { LiveAccount.Key($0.address.kind, $0.id) }
        + (selection.bindings + matches.found).map { LiveAccount.Key($0.address.kind, $0.id) })
    var result = ImportResult(project: project)
    guard selection.isEverything || !selection.selectors.isEmpty else {
      return ImportAttempt(nodes: [], campaigns: [:], result: result)
    }
    let tree = ImportTree(
      live, bound: bound, impossible: impossible, ambiguous: matches.reasons,
      keys: ImportKeys(taken: declared))
    var campaigns = tree.campaigns.compactMap(selected)
    let taken = Set(campaigns.flatMap(\.all).map { LiveAccount.Key($0.live) })
    result.leftOut = tree.leftOut.filter { isAskedFor($0, below: taken, impossible) }
    result.unmatched = selection.unmatched(
      among: tree.campaigns.flatMap(\.all).map(\.address), matches, stored: stored)
    var audiences = ImportedAudiences(manifest, live, keys: ImportKeys(taken: declared))
    for index in campaigns.indices { audiences.name(&campaigns[index]) }
    var files: [String: ImportNode] = [:]
    for campaign in campaigns {
      let file = path("campaigns/\(campaign.address.key)")
      result.files[file] = ImportText.campaign(campaign, decimals: decimals)
      files[file] = campaign
    }
    if !audiences.nodes.isEmpty {
      result.files[path("audiences/imported")] = ImportText.audiences(audiences.nodes)
    }
    let new = TextTable(result.files.mapValues { Array($0.utf8) })
    result.project = Project.load(.sources(project.sources.adding(new), of: project))
    result.notIncluded = new.keys.filter { result.project.sources[$0] == nil }
    return ImportAttempt(
      nodes: audiences.nodes + campaigns.flatMap(\.all), campaigns: files, result: result)
  }

  /// Whether something that is left out would have come along.
  private func isAskedFor(
    _ left: ImportResult.LeftOut, below taken: Set<LiveAccount.Key>,
    _ impossible: [LiveAccount.Key: Diagnostic]
  ) -> Bool {
    let key = LiveAccount.Key(left.kind, left.id)
    guard !selection.isEverything, impossible[key] == nil else { return true }
    if left.kind == .campaign, let name = left.name {
      let address = Address.campaign(Address.key(suggestedBy: name))
      return selection.selectors.contains { $0.matches(address) }
    }
    guard let holder = left.kind.parent, let id = live[left.kind, left.id]?.parentID
    else { return false }
    return taken.contains(.init(holder, id))
  }

  /// The part of a campaign that was asked for, with what leads to it.
  private func selected(_ node: ImportNode) -> ImportNode? {
    if selection.isEverything || selection.selectors.contains(where: { $0.matches(node.address) }) {
      return node
    }
    var node = node
    node.children = node.children.compactMap(selected)
    return node.children.isEmpty ? nil : node
  }

  /// A path that nothing stands at.
  private func path(_ stem: String) -> String {
    var number = 1
    var path = stem + ".yaml"
    while project.sources[path] != nil || exists(path) {
      number += 1
      path = "\(stem)-\(number).yaml"
    }
    return path
  }
}

extension ImportWriter {
  /// Binds a declared resource to what lives under an id.
  ///
  /// The record holds the live values, so that the next plan shows what differs.
  private func bind(_ address: Address, to id: String, _ result: inout ImportResult) {
    func refuse(_ reason: String) {
      result.refused.append(ImportResult.Refused(address: address, id: id, reason: reason))
    }
    guard let place = DeclaredPlace.all(in: manifest, of: [address])[address] else {
      return refuse("the project does not declare \(address)")
    }
    let known = stored + result.bindings.map(\.resource)
    if let owned = known.first(where: { $0.address == address }) {
      return refuse("\(address) is bound to \(owned.id) already")
    }
    if let owner = OwnedIDs(known)[address.kind, id] {
      return refuse("\(id) is bound to \(owner) already")
    }
    guard let found = live[address.kind, id] else {
      return refuse("the account has no \(address.kind.title) \(quoted(id))")
    }
    guard found.status != .archived else {
      return refuse("\(address.kind.title) \(quoted(id)) is archived, which is for good")
    }
    if let parent = address.parent {
      let holder = known.first { $0.address == parent }
      guard let holder else { return refuse("\(parent) has to be bound first") }
      guard holder.id == found.parentID else {
        return refuse("it is not in \(parent), which is \(holder.id)")
      }
    }
    if address.kind == .keyword, let other = place.otherKeyword(found) {
      return refuse("it is \(other), and a keyword is its text and match type")
    }
    let (file, line) = manifest.line(of: place.origin, at: [FieldPath]())
    var named = found
    named.fields = found.fields.naming(owners, as: place.fields, of: address.kind)
    result.bindings.append(
      .init(resource: place.stored(at: address, as: named, live, decimals), file: file, line: line))
  }

  /// Whose the ids are that resources name each other by: of what is stored, and of all that is bound.
  private var owners: [LiveAccount.Key: Address] {
    let pairs =
      stored.map { ($0.address, $0.id) } + selection.bindings.map { ($0.address, $0.id) }
      + matches.found.map { ($0.address, $0.id) }
    return Dictionary(pairs.map { (LiveAccount.Key($0.kind, $1), $0) }) { first, _ in first }
  }
}

extension DeclaredPlace {
  /// The live keyword in words, where it is not the declared one.
  fileprivate func otherKeyword(_ found: LiveResource) -> String? {
    let paths = [FieldPath.text, .match]
    guard paths.contains(where: { !FieldValue.same(fields[$0], found.fields[$0], at: $0) })
    else { return nil }
    return "\(found.fields[.match]?.text ?? "") keyword \(quoted(found.fields[.text]?.text ?? ""))"
  }

  fileprivate func stored(
    at address: Address, as found: LiveResource, _ live: LiveAccount, _ decimals: Int
  ) -> StoredResource {
    var fields = fields
    let there = found.fields.partingURL(as: fields)
    let named = [FieldPath.bidCPC, .bidCPI].first { fields[$0] != nil }
    // Of an audience that is made elsewhere the account tells nothing that the project does not.
    let isReferred = fields[.type] == .text(AudienceType.external.rawValue)
    let carried = isReferred ? [] : live.carried[address.kind] ?? []
    for path in carried where path != .bidCPC && path != .bidCPI {
      let value = path == .status ? .text(found.statusWord) : there[path]
      if path == .bid, let named, value?.money != nil {
        fields[named] = value
      } else {
        if path == .bid, let named { fields[named] = nil }
        if !FieldValue.same(fields[path], value, at: path) { fields[path] = value }
      }
    }
    if address.kind == .keyword { fields[.status] = nil }
    fields.sort()
    var encoder = FieldEncoder(decimals: decimals)
    return StoredResource(
      address: address, id: found.id, status: found.status, attributes: encoder.encode(fields),
      start: found.fields[.start]?.day)
  }
}
