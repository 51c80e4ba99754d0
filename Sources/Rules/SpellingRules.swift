import AdsModel
import Diagnostics
import ManifestModel

extension Rule {
  static let keywordUnusualText = Rule(
    .keywordUnusualText, .warning, "A keyword is what somebody would type into a search.",
    source: "pinplan: curly quotes, invisible characters and other platforms' signs match nothing",
    rejects: .shop(adGroup: ["keywords: [↓\"+velvet +sofa\"]"]),
    accepts: .shop(adGroup: ["keywords: [velvet sofa, { text: velvet sofa, match: phrase }]"]),
    check: .keyword { scope, findings in
      let text = scope.keyword.text
      let spelling = KeywordSpelling(text)
      guard !spelling.oddities.isEmpty else { return }
      findings.report(
        "keyword \(quoted(text)) \(spelling.oddities.joined(separator: " and "))",
        at: scope.span(.text), address: scope.address,
        hint: spelling.hint(for: scope.keyword.match))
    })

  static let nameInvisibleCharacters = Rule(
    .nameInvisibleCharacters, .warning, "A name holds no characters that nobody sees.",
    source: "pinplan: two names that look equal are different ones",
    rejects: .shop(campaign: ["name: ↓Spring\u{200B} sale"]),
    accepts: .shop(campaign: ["name: Spring sale"]),
    check: .campaign { $1.reportHidden(in: $0.campaign.name, $0) },
    .adGroup { $1.reportHidden(in: $0.adGroup.name, $0) },
    .ad { $1.reportHidden(in: $0.ad.name ?? "", $0) })
}

extension Findings {
  fileprivate mutating func reportHidden(in name: String, _ scope: some Scope) {
    guard name.utf8.contains(where: { $0 >= 0x7F || $0 < 0x20 }) else { return }
    let points = HiddenCharacters.codePoints(in: name)
    guard !points.isEmpty else { return }
    report(
      "the name \(quoted(name)) holds invisible characters (\(points.joined(separator: ", ")))",
      at: scope.span(.name), address: scope.address,
      hint: "write it without them, unless they are meant")
  }
}
