import AdsModel
import Planning
import Testing

@testable import Rendering

struct MarkdownTextTests {
  @Test(arguments: [
    ("Spring sale 2027", "Spring sale 2027"),
    ("ad_group/spring-sale/uk-women", "ad_group/spring-sale/uk-women"),
    ("0.35", "0.35"),
    ("a | b", "a &#124; b"),
    ("</details>", "&lt;/details&gt;"),
    ("@northwind/leads", "@&#8203;northwind/leads"),
    ("https://evil.example", "https:&#8203;//evil.example"),
    ("www.evil.example", "www&#8203;.evil.example"),
    ("owner/repo#123", "owner/repo&#35;&#8203;123"),
    (
      "`code` **bold** _em_ ~~gone~~ $x$",
      """
      &#96;code&#96; &#42;&#42;bold&#42;&#42; &#95;em&#95; &#126;&#8203;&#126;&#8203;gone\
      &#126;&#8203;&#126; &#36;&#8203;x&#36;
      """
    ),
    ("[a](https:x)", "&#91;a&#93;(https:&#8203;x)"),
    ("1. item", "1&#46; item"), ("- item", "&#45; item"), ("    code", "&#32;   code"),
    ("&lt;", "&amp;&#8203;lt;"), (#"\|"#, "&#92;&#124;"), ("two\nlines", "two&#92;nlines"),
    ("\u{202E}x", "&#92;u{202e}x"), ("say \"hi\"", "say &quot;hi&quot;"),
    (":tada:", ":&#8203;tada:"),
    ("GH-12", "GH-&#8203;12"), ("see gh-7.", "see gh-&#8203;7."), ("UGH-12", "UGH-12"),
    ("GH-x", "GH-x"), ("#12", "&#35;&#8203;12"),
    ("fdde5de", "f&#8203;dde5de"), ("at 1234567.", "at 1&#8203;234567."),
    ("0123456789abcdef0123456789ABCDEF01234567", "0&#8203;123456789abcdef0123456789ABCDEF01234567"),
    ("fdde5d", "fdde5d"), ("fdde5dez", "fdde5dez"), ("a_fdde5de", "a_fdde5de"),
    ("813744226420795884", "813744226420795884"),
  ])
  func `markup is written as references`(_ text: String, _ escaped: String) {
    #expect(MarkdownText.escaped(text) == escaped)
  }

  @Test(arguments: HostileMarkup.all)
  func `nothing that a text says is markup`(_ text: String) {
    let escaped = MarkdownText.escaped(text)
    #expect(!escaped.contains { "<>\"`*[]|\\$~\n\r".contains($0) })
    let plain = escaped.replacing(/&(#\d+|lt|gt|quot|amp);/, with: "")
    #expect(!plain.contains("&"))
    #expect(!escaped.contains(/[@:][^ &]/))
    #expect(!escaped.lowercased().contains("www."))
  }

  @Test(arguments: HostileMarkup.all)
  func `a limit holds in bytes and never cuts a reference`(_ text: String) {
    for limit in [3, 4, 10, 40, 200] {
      let escaped = MarkdownText.escaped(text, limit: limit)
      #expect(escaped.utf8.count <= limit)
      let whole = MarkdownText.escaped(text)
      let start = escaped.unicodeScalars.dropLast()
      #expect(
        escaped == whole
          || whole.unicodeScalars.starts(with: start) && escaped.unicodeScalars.last == "…")
      #expect(!escaped.replacing(/&(#\d+|lt|gt|quot|amp);/, with: "").contains("&"))
    }
  }

  @Test func `a marker cannot be ended from within`() {
    var marker = ReportMarker(kind: .plan, options: MarkdownSamples.options())
    marker.account = Account(
      name: "--> <script>", country: "GB", currency: .gbp, adAccountID: "é\"")
    let text = marker.text(for: "body")
    #expect(
      text.contains(#""account":"-\u002d\u003e \u003cscript\u003e","ad_account_id":"\u00e9\u0022""#)
    )
    #expect(text.ranges(of: "-->").count == 1)
    #expect(text.utf8.count == marker.length)
  }

  @Test func `a link leads to the line, whatever the path is`() {
    let options = MarkdownSamples.options(sourceURL: "https://git.example/o/r/blob/abc/")
    #expect(
      options.place("a b/ü)|.yaml", line: 3)
        == "[a b/ü)&#124;.yaml:3](https://git.example/o/r/blob/abc/a%20b/%C3%BC%29%7C.yaml#L3)")
    #expect(MarkdownSamples.options(sourceURL: nil).place("a.yaml", line: 3) == "a.yaml:3")
    var inFolder = options
    inFolder.folder = "ads/uk"
    #expect(
      inFolder.place("a.yaml", line: 3)
        == "[ads/uk/a.yaml:3](https://git.example/o/r/blob/abc/ads/uk/a.yaml#L3)")
  }
}
