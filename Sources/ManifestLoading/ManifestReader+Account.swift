import AdsModel
import Diagnostics
import ManifestModel
import YAMLSyntax

extension ManifestReader {
  func readVersion(_ node: YAMLNode?, root: YAMLNode) {
    guard let node else {
      nodes.report(
        .fieldMissing, "pinplan.yaml has no version", at: root.start,
        hint: "write `version: 1` at its top")
      return
    }
    guard let text = nodes.text(node, "version"), text != "1" else { return }
    nodes.report(
      .fieldUnknownValue, "version \(quoted(text)) is not one that this pinplan reads",
      at: node.span, hint: "write `version: 1`")
  }

  func readAccount(_ node: YAMLNode?, root: YAMLNode) {
    guard let node else {
      nodes.report(
        .fieldMissing, "pinplan.yaml has no account", at: root.start,
        hint: "write `account:` with a name and a country")
      return
    }
    manifest.accountOrigin = origin(node)
    var values: [AccountField: YAMLNode] = [:]
    nodes.read(node, as: AccountField.self) { values[$0] = $1 }
    if let name = required(values[.name], "the account", "name", in: node, example: "my-shop") {
      manifest.account.name = name
    }
    if let id = values[.adAccountID].flatMap({ nodes.text($0, "ad_account_id") }) {
      manifest.account.adAccountID = id
      if let written = values[.adAccountID], !id.utf8.allSatisfy(isDigit) || id.utf8.count > 18 {
        nodes.report(
          .yamlWrongType, "ad_account_id \(quoted(id)) is not an id", at: written.span,
          hint: "write the digits that Ads Manager shows, at most 18")
      }
    } else if manifest.target == .pinterest, values[.adAccountID] == nil {
      nodes.report(
        .fieldMissing, "the account has no ad_account_id, which target pinterest needs",
        at: node.start, hint: "write `ad_account_id: \"…\"` with the digits that Ads Manager shows")
    }
    readCurrency(values, in: node)
  }

  /// The country fixes the currency on target local; a real account may bill in another one.
  private func readCurrency(_ values: [AccountField: YAMLNode], in node: YAMLNode) {
    let written: Currency? = values[.currency].flatMap { nodes.word($0, "currency") }
    guard
      let country = required(values[.country], "the account", "country", in: node, example: "GB")
    else {
      setCurrency(written)
      return
    }
    manifest.account.country = country
    let implied = Market(rawValue: country)?.currency
    if let place = values[.country] { checkCountry(country, place) }
    if manifest.target == .pinterest {
      setCurrency(written ?? (values[.currency] == nil ? implied : nil))
      if implied == nil, values[.currency] == nil {
        nodes.report(
          .fieldMissing, "the account has no currency, and \(country) does not tell which",
          at: node.start, hint: "write `currency:` as Ads Manager shows it for the account")
      }
      return
    }
    if let implied, let written, written != implied, let place = values[.currency] {
      nodes.report(
        .accountCurrencyMismatch,
        "currency \(written.rawValue) is not what an account in \(country) bills in",
        at: place.span, hint: "write `currency: \(implied.rawValue)`, or leave it out")
    }
    setCurrency(implied ?? written)
  }

  private func setCurrency(_ currency: Currency?) {
    self.currency = currency
    manifest.isCurrencyKnown = currency != nil
    if let currency { manifest.account.currency = currency }
  }

  private func checkCountry(_ country: String, _ place: YAMLNode) {
    let isLocal = manifest.target == .local
    guard isLocal ? Market(rawValue: country) == nil : !Country.isKnown(country) else { return }
    let known = Market.allCases.map(\.rawValue)
    let meant = country.uppercased() == "EU" && isLocal ? "IE" : Country.meant(by: country)
    let nearest = meant.flatMap { !isLocal || known.contains($0) ? $0 : nil }
    nodes.report(
      .accountCountryUnsupported,
      "country \(quoted(country)) is not one that \(isLocal ? "target local" : "the Ads API") knows",
      at: place.span,
      hint: nearest.map { "did you mean `\($0)`?" }
        ?? (isLocal
          ? "it takes " + known.joined(separator: ", ")
          : "write the two-letter code of ISO 3166 that Ads Manager shows for the account"))
  }

  func readExchangeRates(_ node: YAMLNode) {
    guard nodes.isMapping(node, "exchange_rates", example: "as_of") else { return }
    for entry in node.entries where !entry.value.isNone {
      let key = entry.key.string
      if key == "as_of" {
        manifest.exchangeRates.asOf = nodes.day(entry.value, "exchange_rates.as_of")
      } else if let currency = Currency(rawValue: key) {
        guard let rate = nodes.money(entry.value, "exchange_rates.\(key)", in: nil) else {
          continue
        }
        if rate > .zero {
          manifest.exchangeRates.dollars[currency] = rate
        } else {
          nodes.report(
            .moneyNotAnAmount, "exchange_rates.\(key) is not a rate", at: entry.value.span,
            hint: "write how many US dollars one \(key) is worth, such as 1.27")
        }
      } else {
        nodes.reportUnknown(
          entry.key, among: ["as_of"] + Currency.allCases.map(\.rawValue), in: "exchange_rates")
      }
    }
    if !manifest.exchangeRates.dollars.isEmpty, node["as_of"]?.isNone ?? true {
      nodes.report(
        .fieldMissing, "exchange_rates do not say which day they are of", at: node.start,
        hint: "write `as_of: YYYY-MM-DD`")
    }
  }

  func readMinimumBids(_ node: YAMLNode) {
    guard nodes.isMapping(node, "minimum_bids", example: "GBP") else { return }
    for entry in node.entries where !entry.value.isNone {
      guard let currency = Currency(rawValue: entry.key.string) else {
        nodes.reportUnknown(
          entry.key, among: Currency.allCases.map(\.rawValue), in: "minimum_bids")
        continue
      }
      let what = "minimum_bids.\(currency.rawValue)"
      guard nodes.isMapping(entry.value, what, example: "cpc") else { continue }
      for cell in entry.value.entries where !cell.value.isNone {
        guard let column = MinimumBids.Cell(rawValue: cell.key.string) else {
          nodes.reportUnknown(
            cell.key, among: MinimumBids.Cell.allCases.map(\.rawValue), in: what)
          continue
        }
        guard let floor = nodes.money(cell.value, "\(what).\(column.rawValue)", in: currency)
        else { continue }
        manifest.minimumBids.set(floor, for: column, in: currency)
      }
    }
  }

  /// A text that has to be there; reports when it is not.
  func required(
    _ value: YAMLNode?, _ what: String, _ key: String, in node: YAMLNode, example: String
  ) -> String? {
    if let value { return nodes.text(value, key) }
    nodes.report(
      .fieldMissing, "\(what) has no \(key)", at: node.start, hint: "write `\(key): \(example)`")
    return nil
  }
}

extension YAMLNode {
  /// The first character of the node, for what is missing from it.
  var start: SourceSpan {
    let span = span
    return SourceSpan(file: span.file, start: span.start, end: span.start)
  }
}

func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
