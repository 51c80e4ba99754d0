import AdsModel
import Diagnostics

private let records = "Pinterest Ads API v5, customer_lists: records"
private let targeting = "Pinterest Help, Audience targeting: customer lists"
private let limit = "pinplan: a malformed file of any size is told quickly"
private let silence = "pinplan: nobody should find out from a list that matches nobody"

extension Rule {
  /// What is found while a customer list is read; no finding has a part of an entry in it.
  static let listRules = [
    Rule(
      .listFileMissing, "A list is there and can be read.", source: "pinplan",
      rejects: .list(nil), accepts: .list(people(1)), check: .listing),
    Rule(
      .listEncoding, "A list is UTF-8; a byte order mark is passed over.", source: records,
      rejects: .list("↓" + utf16), accepts: .list("\u{FEFF}ana@northwind.example\n"),
      check: .listing),
    Rule(
      .listHeader, "A list begins with an entry, not with a title.", source: records,
      rejects: .list("↓email\nana@northwind.example\n"),
      accepts: .list("ana@northwind.example\n"), check: .listing),
    Rule(
      .listEmptyLine, "A line has an entry.", source: records,
      rejects: .list("ana@northwind.example\n↓\nbo@northwind.example\n"),
      accepts: .list("ana@northwind.example\nbo@northwind.example\n"), check: .listing),
    Rule(
      .listTab, "A line has no tab.", source: records,
      rejects: .list("ana@northwind.example↓\tAna\n"), accepts: .list("ana@northwind.example\n"),
      check: .listing),
    Rule(
      .listExtraColumn, "A line has one column.", source: records,
      rejects: .list("ana@northwind.example↓,Ana\n"),
      accepts: .list("\"ana@northwind.example\"\n"), check: .listing),
    Rule(
      .listNotAnEmail, "A line of a list of emails is an address or a digest of one.",
      source: records, rejects: .list("↓ana.northwind.example\n"),
      accepts: .list("ana@northwind.example\n"), check: .listing),
    Rule(
      .listNotAMaid, "A line of a list of ids is an advertising id or a digest of one.",
      source: records, rejects: .list("↓384000008cf0\n", .maid), accepts: .list(id, .maid),
      check: .listing),
    Rule(
      .listNotLowerCase, "An Android advertising id is in lower case.", source: targeting,
      rejects: .list("↓" + id.uppercased(), .maid), accepts: .list(id, .maid), check: .listing),
    Rule(
      .listPersonalData, "A list has no phone numbers, names or addresses.", source: targeting,
      rejects: .list("↓+44 7700 900123\n"), accepts: .list("ana@northwind.example\n"),
      check: .listing),
    Rule(
      .listMixedHashing, "All entries are plain, or digests of one kind.", source: silence,
      rejects: .list("ana@northwind.example\n↓c5b6cd8b5e6d5a3b9b0a4d0b5c8f0e1a\n"),
      accepts: .list("ana@northwind.example\nbo@northwind.example\n"), check: .listing),
    Rule(
      .listMixedIdentifiers, "A list has emails or ids, not both.",
      source: "Pinterest Ads API v5, customer_lists: list_type",
      rejects: .list("ana@northwind.example\n↓" + id), accepts: .list("ana@northwind.example\n"),
      check: .listing),
    Rule(
      .listTooFew, .warning, "A list has the 100 people that an audience needs.", source: targeting,
      rejects: .list(people(3)), accepts: .list(people(100)), check: .listing),
    Rule(
      .listTooManyFindings, "At most 20 lines of a file are wrong before reading stops.",
      source: limit,
      rejects: .list(
        (1...20).map { "person\($0)\n" }.joined() + "↓person21\n" + people(1)),
      accepts: .list(people(1)), check: .listing),
    Rule(
      .listEmpty, "A list has entries.",
      source: "pinplan: an export that failed must not take everybody out",
      rejects: .list(""), accepts: .list(people(1)), check: .listing),
  ]

  private static let id = "38400000-8cf0-11bd-b23e-10b96e40000d\n"
  private static let utf16 = "ana@b.example".map { "\($0)\0" }.joined() + "\n"

  private static func people(_ count: Int) -> String {
    (1...count).map { "person\($0)@northwind.example\n" }.joined()
  }
}
