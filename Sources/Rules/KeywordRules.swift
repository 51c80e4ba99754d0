import AdsModel
import Diagnostics
import ManifestModel

private let keywordHelp = "Pinterest help, Add keywords to your campaign"

extension Manifest {
  /// The keywords of an ad group that stand further up already, each with where it does.
  ///
  /// Few are compared with each other; many are looked up.
  fileprivate func repeatedKeywords(_ range: Range<Int>) -> [(index: Int, first: Int)] {
    var repeated: [(Int, Int)] = []
    if range.count <= 8 {
      for index in range {
        let first = (range.lowerBound..<index).first {
          keywords[$0].value.match == keywords[index].value.match
            && keywords[$0].value.text.isExactly(keywords[index].value.text)
        }
        if let first { repeated.append((index, first)) }
      }
      return repeated
    }
    var seen: [Address: Int] = [:]
    for index in range {
      let identity = keywords[index].address
      if let first = seen[identity] {
        repeated.append((index, first))
      } else {
        seen[identity] = index
      }
    }
    return repeated
  }
}

extension Rule {
  static let keywordRules = [
    keywordDuplicate, keywordTooLong, keywordUnusualText, keywordBidBelowMinimum,
  ]

  static let keywordDuplicate = Rule(
    .keywordDuplicate, "An ad group has each keyword once per match type.",
    source: "Pinterest Ads Manager, bulk error 1622",
    rejects: .shop(adGroup: ["keywords: [velvet sofa, ↓Velvet Sofa]"]),
    accepts: .shop(adGroup: ["keywords: [velvet sofa, { text: velvet sofa, match: exact }]"]),
    check: .project { manifest, findings in
      for adGroup in manifest.adGroups.indices {
        let range = manifest.resources.all(of: .keyword, below: adGroup).indices
        guard range.count > 1, manifest.adGroups[adGroup].value.status != .archived
        else { continue }
        for (index, first) in manifest.repeatedKeywords(range) {
          let keyword = manifest.keywords[index]
          findings.report(
            "keyword \(quoted(keyword.value.text)) (\(keyword.value.match.rawValue)) is there twice",
            at: manifest.span(of: keyword.origin), address: keyword.address,
            hint: "take one of them out; case and outer space make no difference",
            notes: [
              Diagnostic.Note(
                "the first one", at: manifest.span(of: manifest.keywords[first].origin))
            ])
        }
      }
    })

  static let keywordTooLong = Rule(
    .keywordTooLong, "A keyword has at most \(Limits.keywordLength) characters.",
    source: keywordHelp,
    rejects: .shop(
      adGroup: ["keywords: [↓" + String(repeating: "sofa ", count: 24) + "sofas]"]),
    accepts: .shop(adGroup: ["keywords: [velvet sofa]"]),
    check: .keyword { scope, findings in
      let text = scope.keyword.text
      guard text.utf8.count > Limits.keywordLength else { return }
      let length = Limits.length(of: text)
      guard length > Limits.keywordLength else { return }
      findings.report(
        "keyword \(quoted(text)) has \(length) characters, more than \(Limits.keywordLength)",
        at: scope.span(.text),
        address: scope.address,
        hint: "shorten it by \(length - Limits.keywordLength)")
    })

  static let keywordBidBelowMinimum = Rule(
    .keywordBidBelowMinimum, "A keyword's bid is not under the minimum for a click.",
    source: MinimumBids.source,
    rejects: .shop(adGroup: ["keywords: [{ text: corner sofa, match: exact, bid: ↓0.05 }]"]),
    accepts: .shop(adGroup: ["keywords: [{ text: corner sofa, match: exact, bid: 0.50 }]"]),
    check: .keyword { scope, findings in
      guard let bid = scope.keyword.bid, scope.isReadable(.bid),
        let floor = scope.manifest.floor(of: .cpc), bid < floor
      else { return }
      findings.report(
        "bid \(bid.amount(scope.manifest)) of keyword \(quoted(scope.keyword.text)) is under the \(floor.text(scope.manifest)) minimum for CPC",
        at: scope.span(.bid),
        address: scope.address, hint: "write \(floor.amount(scope.manifest)) or more")
    })
}
