import AdsModel
import TestSupport
import Testing

struct ShellWordTests {
  @Test(arguments: [
    ("campaign/spring-sale", "campaign/spring-sale"),
    ("ad_group/a/b_2=626735565838", "ad_group/a/b_2=626735565838"),
    ("keyword/a/b/exact/corner sofa", "'keyword/a/b/exact/corner sofa'"),
    ("keyword/a/b/broad/café", "keyword/a/b/broad/café"),
    ("women's", #"'women'\''s'"#),
    ("'", #"''\'''"#),
    (#"$(rm -r .) `x` "y" \ ; & # *"#, #"'$(rm -r .) `x` "y" \ ; & # *'"#),
    ("~", "'~'"),
    ("", "''"),
  ])
  func `a text is one word of a shell`(_ text: String, _ word: String) throws {
    #expect(shellWord(text) == word)
    try withTemporaryFolder { folder in
      let answer = try BuiltPinplan.run("printf '%s' \(word)", in: folder)
      #expect(answer.output == text)
    }
  }
}
