import AdsModel
import Diagnostics
import ManifestModel

extension Rule {
  static let referenceUnknown = Rule(
    .referenceUnknown, "What is referred to is declared.", source: "pinplan",
    rejects: .shop(adGroup: ["targeting: { audiences: { include: [↓visitors] } }"]),
    accepts: .shop(
      root: ["audiences: { visitors: { type: external, id: \"2542620905475\" } }"],
      adGroup: ["targeting: { audiences: { include: [visitors] } }"]),
    check: .project { manifest, findings in
      // What a file that could not be read declares is not unknown.
      guard manifest.isComplete else { return }
      var known = DeclaredKeys(manifest)
      let adGroups = manifest.resources.all(of: .adGroup).filter { ref in
        manifest.adGroups[ref.index].value.status != .archived
          && !(manifest.adGroups[ref.index].value.targeting.includedAudiences.isEmpty
            && manifest.adGroups[ref.index].value.targeting.excludedAudiences.isEmpty)
      }
      for ref in adGroups + manifest.resources.all(of: .audience) {
        let fields = manifest.fields(of: ref)
        for (path, kind) in Catalogue.references(of: ref.kind) {
          let keys = fields[path]?.list ?? [fields[path]?.text].compactMap(\.self)
          for key in keys where !known.has(key, of: kind) {
            findings.reportUnknown(kind, key, known[kind], path, manifest[ref], manifest)
          }
        }
      }
    })

  static let nameTooLong = Rule(
    .nameTooLong, "A name has at most \(Limits.nameLength) characters.",
    source: "Pinterest Ads API v5, name of campaigns, ad groups and ads",
    rejects: .shop(campaign: ["name: ↓" + String(repeating: "sale ", count: 52) + "now"]),
    accepts: .shop(campaign: ["name: Spring sale 2027"]),
    check: .project { manifest, findings in
      // Bytes are never fewer than characters, and cheaper to count.
      let limit = Limits.nameLength
      for kind in ResourceKind.allCases where Catalogue.field(.name, of: kind) != nil {
        for ref in manifest.resources.all(of: kind) {
          guard let name = manifest.label(of: ref), name.utf8.count > limit else { continue }
          findings.checkName(name, manifest[ref], manifest)
        }
      }
    })
}

/// What others may name, kind by kind as somebody asks.
private struct DeclaredKeys {
  private let manifest: Manifest
  private var keys: [ResourceKind: Set<String>] = [:]

  init(_ manifest: Manifest) { self.manifest = manifest }

  subscript(kind: ResourceKind) -> Set<String> {
    mutating get {
      if let known = keys[kind] { return known }
      let known = Set(manifest.resources.all(of: kind).map { manifest[$0].address.path })
      keys[kind] = known
      return known
    }
  }

  /// Whether something is declared under a key, or is named by its id, which audiences are not.
  mutating func has(_ key: String, of kind: ResourceKind) -> Bool {
    if kind != .audience, key.utf8.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains) {
      return true
    }
    return self[kind].contains(key)
  }
}

extension Findings {
  fileprivate mutating func reportUnknown(
    _ kind: ResourceKind, _ key: String, _ known: Set<String>, _ path: FieldPath,
    _ declared: Declaration, _ manifest: Manifest
  ) {
    let nearest = Suggestion.nearest(to: key, among: known.sorted())
    let place =
      switch kind {
      case .campaign, .audience: "declare it under `\(kind.rawValue)s:`, or take it out"
      case .adGroup, .keyword, .ad:
        "write its campaign, its ad group and its key, as in `spring-sale/uk-women/hero`, or its id in quotes"
      }
    report(
      "no \(kind.title) \(quoted(key)) is declared",
      at: manifest.span(of: declared.origin, at: path, member: key), address: declared.address,
      hint: nearest.map { "did you mean `\($0)`?" } ?? place)
  }

  fileprivate mutating func checkName(
    _ name: String, _ declared: Declaration, _ manifest: Manifest
  ) {
    let length = Limits.length(of: name)
    guard length > Limits.nameLength else { return }
    report(
      "the name \(quoted(name)) has \(length) characters, more than \(Limits.nameLength)",
      at: manifest.span(of: declared.origin, at: .name), address: declared.address,
      hint: "shorten it by \(length - Limits.nameLength)")
  }
}
