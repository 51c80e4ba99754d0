import AdsModel
import CustomerLists
import Diagnostics
import Testing

/// Every finding, with its whole message, place and hint.
struct FindingTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let text: String
    var identifier = ListIdentifier.email
    var hashing: ListHashing?
    let finding: String
    let hint: String

    var testDescription: String { finding }
  }

  private static let maid = "38400000-8cf0-11bd-b23e-10b96e40000d"
  private static let md5 = "b3a2ab1c6fe3cd1c2a4aa5bd2b0d0bb1"
  private static let sha1 = md5 + "b3a2ab1c"
  private static let address =
    "write one address a line, such as `ana@northwind.example`, or its SHA-256, SHA-1 or MD5 in hexadecimal"
  private static let id =
    "write one id a line, such as `38400000-8cf0-11bd-b23e-10b96e40000d`, or its SHA-256, SHA-1 or MD5 in hexadecimal"
  private static let saving = "save the file as UTF-8; Excel calls that \"CSV UTF-8\""
  private static let column = "keep one column alone, that of the email addresses"
  private static let personal =
    "leave it out: a list has email addresses or their digests, and nothing else of a person"
  private static let alike = "write every entry alike: plain, or as digests of one kind"
  private static let title = "take the line out; a list has entries alone"

  static let cases = [
    Case(
      text: "ana@x.example\n\nbo@x.example\n", finding: "2:1 list.empty_line: the line is empty",
      hint: "take the line out"),
    Case(
      text: "ana@x.example\n  \n", finding: "2:1 list.empty_line: the line is empty",
      hint: "take the line out"),
    Case(
      text: "ana@x.example\n\"\"\n", finding: "2:1 list.empty_line: the line is empty",
      hint: "take the line out"),
    Case(
      text: "ana@x.example\nbo@x.example\tBo\n", finding: "2:13 list.tab: the line has a tab in it",
      hint: column),
    Case(
      text: "ana@x.example, Ana\n",
      finding: "1:14 list.extra_column: the line has a second column, after a comma", hint: column),
    Case(
      text: "\u{FEFF}\"ana@x.example\";\"Ana\"\n",
      finding: "1:16 list.extra_column: the line has a second column, after a semicolon",
      hint: column),
    Case(
      text: "  anax.example\n",
      finding: "1:3 list.not_an_email: the line is neither an email address nor a digest of one",
      hint: address),
    Case(
      text: "@x.example\n",
      finding: "1:1 list.not_an_email: the line is neither an email address nor a digest of one",
      hint: address),
    Case(
      text: "ana@\n",
      finding: "1:1 list.not_an_email: the line is neither an email address nor a digest of one",
      hint: address),
    Case(
      text: "ana@@x.example\n",
      finding: "1:1 list.not_an_email: the line is neither an email address nor a digest of one",
      hint: address),
    Case(
      text: "ana@x.example\u{1}\n",
      finding: "1:1 list.not_an_email: the line is neither an email address nor a digest of one",
      hint: address),
    Case(
      text: "ana@x.ex\"ample\n",
      finding:
        "1:9 list.not_an_email: the line has quotes that are not one pair of double quotes around an email address",
      hint: address),
    Case(
      text: "'ana@x.example'\n",
      finding:
        "1:1 list.not_an_email: the line has quotes that are not one pair of double quotes around an email address",
      hint: address),
    Case(
      text: md5 + "b3a2ab1c6f\n",
      finding:
        "1:1 list.not_an_email: the line is 42 hexadecimal digits, which is no digest that Pinterest takes",
      hint: address),
    Case(
      text: String(repeating: "a", count: 5000) + "@x.example\nbo@x.example\n",
      finding:
        "1:1 list.not_an_email: the line is longer than 4096 bytes, so it is not an email address",
      hint: address),
    Case(
      text: "384000008cf011bd\n", identifier: .maid,
      finding: "1:1 list.not_a_maid: the line is neither an advertising id nor a digest of one",
      hint: id),
    Case(
      text: "nonsense\n", identifier: .idfa,
      finding:
        "1:1 list.not_a_maid: the line is neither an advertising id of Apple's nor a digest of one",
      hint: id),
    Case(
      text: maid.uppercased() + "\n", identifier: .maid,
      finding:
        "1:1 list.not_lower_case: an advertising id is written with upper-case letters",
      hint: "write it in lower case, as Android does; ids in upper case are often Apple's"),
    Case(
      text: maid + "\n",
      finding:
        "1:1 list.mixed_identifiers: the line is an advertising id, in a list of email addresses",
      hint: "give ids and email addresses lists of their own"),
    Case(
      text: "ana@x.example\n", identifier: .maid,
      finding:
        "1:1 list.mixed_identifiers: the line is an email address, in a list of advertising ids",
      hint: "give ids and email addresses lists of their own"),
    Case(
      text: "+44 7700 900123\n",
      finding:
        "1:1 list.personal_data: the line looks like a phone number, not like an email address",
      hint: personal),
    Case(
      text: "447700900123\n",
      finding:
        "1:1 list.personal_data: the line looks like a phone number, not like an email address",
      hint: personal),
    Case(
      text: "Zoë O'Brien-Smith\n",
      finding: "1:1 list.personal_data: the line looks like a name, not like an email address",
      hint: personal),
    Case(
      text: "12 High Street\n",
      finding:
        "1:1 list.personal_data: the line looks like a postal address, not like an email address",
      hint: personal),
    Case(
      text: "\"Ana Lima <ana@x.example>\"\n",
      finding:
        "1:2 list.personal_data: the line looks like a name with an address behind it, not like an email address",
      hint: personal),
    Case(
      text: "ana@x.example\n\(md5)\n",
      finding:
        "2:1 list.mixed_hashing: the line is an MD5 digest, but the first entry is plain",
      hint: alike),
    Case(
      text: "\(md5)\n\(sha1)\n",
      finding:
        "2:1 list.mixed_hashing: the line is a SHA-1 digest, but the first entry is an MD5 digest",
      hint: alike),
    Case(
      text: "ana@x.example\n", hashing: .sha256,
      finding:
        "1:1 list.mixed_hashing: the line is plain, but `hashing: sha256` is declared",
      hint: "write every entry as declared, or declare what the file has"),
    Case(
      text: "E-Mail\nana@x.example\n",
      finding: "1:1 list.header: the first line is a title and no entry", hint: title),
    Case(
      text: "\u{FEFF}\"email address\",\"name\"\nana@x.example\n",
      finding: "1:1 list.header: the first line is a title and no entry", hint: title),
    Case(
      text: "maid\n\(maid)\n", identifier: .maid,
      finding: "1:1 list.header: the first line is a title and no entry", hint: title),
    Case(
      text: "sep=,\nana@x.example\n",
      finding:
        "1:1 list.header: the first line tells Excel the separator (`sep=`) and is no entry",
      hint: title),
    Case(
      text: "ana@x.example\nb\0o@x.example\n",
      finding: "2:2 list.encoding: the line has a zero byte in it", hint: saving),
  ]

  @Test(arguments: cases)
  func `a finding tells the place and what to write`(_ sample: Case) throws {
    let contents = try ListText.read(sample.text, as: sample.identifier, hashing: sample.hashing)
    let errors = contents.diagnostics.filter { $0.severity == .error }
    #expect(ListText.findings(of: contents).prefix(errors.count) == [sample.finding])
    #expect(errors.map(\.hint) == [sample.hint])
    #expect(errors.allSatisfy { $0.span?.file == ListText.file })
  }

  @Test func `a line that is not UTF-8 is told, and the next are read`() throws {
    let bytes =
      Array("ana@x.example\nm".utf8) + [0xFC] + Array("ller@x.example\nbo@x.example\n".utf8)
    let contents = try ListText.read(bytes)
    #expect(ListText.findings(of: contents) == ["2:1 list.encoding: the line is not UTF-8"])
    #expect(contents.members.count == 2)
  }

  @Test(arguments: [
    ([0xFF, 0xFE, 0x61, 0, 0x40, 0, 0x62, 0, 0x0A, 0] as [UInt8], "UTF-16"),
    ([0xFE, 0xFF, 0, 0x61, 0, 0x40, 0, 0x62, 0, 0x0A], "UTF-16"),
    ([0x61, 0, 0x40, 0, 0x62, 0, 0x0A, 0], "UTF-16"),
    ([0xFF, 0xFE, 0, 0, 0x61, 0, 0, 0], "UTF-32"),
  ])
  func `UTF-16 is named, and not read on`(_ bytes: [UInt8], _ name: String) throws {
    let contents = try ListText.read(bytes)
    #expect(
      ListText.findings(of: contents) == ["1:1 list.encoding: the file is \(name), not UTF-8"])
    #expect(contents.lines == 1)
  }

  @Test(arguments: ["", "\u{FEFF}"])
  func `a list without entries is no list`(_ text: String) throws {
    let contents = try ListText.read(text)
    #expect(ListText.findings(of: contents) == ["file list.empty: the list has no entries"])
    #expect(contents.diagnostics.map(\.file) == [ListText.file])
    #expect(
      contents.diagnostics.map(\.hint) == [
        "an export may have failed; to give up an audience, archive it"
      ])
  }

  @Test func `fewer than a hundred people are a warning of the whole file`() throws {
    var contents = try ListText.read("ana@x.example\nANA@x.example\n")
    contents.judgeSize()
    let diagnostic = try #require(contents.diagnostics.first)
    #expect(contents.diagnostics.count == 1)
    #expect(diagnostic.code == .listTooFew)
    #expect(diagnostic.severity == .warning)
    #expect(diagnostic.span == nil)
    #expect(diagnostic.file == ListText.file)
    #expect(
      diagnostic.message
        == "1 distinct entry cannot give the 100 matches that an audience needs")
    #expect(
      diagnostic.hint == "add people; until then no ad group can target the audience")
  }

  @Test func `the size is judged after suppress`() throws {
    let people = (0..<101).map { "p\($0)@x.example\n" }.joined()
    var contents = try ListText.read(people)
    contents.judgeSize()
    #expect(contents.diagnostics == [])
    contents.suppress(try ListText.read("P0@x.example\nother@x.example\np1@x.example\n"))
    contents.judgeSize()
    #expect(
      ListText.findings(of: contents) == [
        "file list.too_few: 99 distinct entries cannot give the 100 matches that an audience needs"
      ])
    #expect(contents.duplicates == 0)
  }

  @Test func `opt-outs of another kind of digest could not be found`() throws {
    var contents = try ListText.read("ana@x.example\n")
    let optOuts = try ListReader(file: "lists/opt-outs.csv", identifier: .email)
      .read(.bytes(Array((Self.md5 + "\n").utf8)))
    contents.suppress(optOuts)
    #expect(
      ListText.findings(of: contents) == [
        "file list.mixed_hashing: its first entry is an MD5 digest, but that of \"lists/customers.csv\" is plain"
      ])
    #expect(contents.diagnostics.map(\.file) == ["lists/opt-outs.csv"])
    #expect(
      contents.diagnostics.map(\.hint) == ["write both lists alike, or nobody is found in both"])
    #expect(contents.members.count == 1)
  }

  @Test func `the 21st finding tells how far the file was read`() throws {
    let wrong = String(repeating: "ana@x.example\nwrong\n", count: 20)
    let twenty = try ListText.read(wrong + "bo@x.example\n")
    #expect(twenty.diagnostics.count == 20)
    #expect(twenty.lines == 41)

    let more = try ListText.read(wrong + "\nnever read, never told\n")
    #expect(more.diagnostics.count == 21)
    #expect(more.lines == 41)
    #expect(
      ListText.findings(of: more).last
        == "41:1 list.too_many_findings: more than 20 lines are wrong; reading stopped after 41 lines"
    )
    #expect(
      more.diagnostics.last?.hint == "mend what is told above, then check the whole file again")
  }

  @Test func `a file that is not there is told, at its line where somebody names it`() {
    let missing = Diagnostic.missingList("lists/a.csv", .missing)
    #expect(missing.message == "there is no file \"lists/a.csv\"")
    #expect(missing.file == "lists/a.csv")
    #expect(missing.hint == "name a file with one entry a line")
    let place = SourceSpan.start(of: "pinplan.yaml")
    let refused = Diagnostic.missingList(
      "lists/a.csv", .unreadable(reason: "permission denied"), at: place)
    #expect(refused.message == "\"lists/a.csv\" cannot be read: permission denied")
    #expect(refused.span == place)
  }
}
