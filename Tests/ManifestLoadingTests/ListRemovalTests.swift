import AdsModel
import ManifestLoading
import ManifestModel
import Testing

/// How much of a customer list may be taken out at once.
struct ListRemovalTests {
  private static func guardrails(_ text: String) -> Guardrails {
    let project = Project.load(
      .memory([
        "pinplan.yaml": "version: 1\naccount: { name: n, country: GB }\nguardrails: { \(text) }\n"
      ]))
    #expect(project.diagnostics == [])
    return project.manifest.guardrails
  }

  @Test func `unwritten it is 30 %, and up to 100 people may always go`() {
    let guardrails = Self.guardrails("")
    #expect(guardrails.maxListRemoval == nil)
    #expect(guardrails.exceededListRemoval(of: 100, from: 100) == nil)
    #expect(guardrails.exceededListRemoval(of: 101, from: 101) == .percent(30))
    #expect(guardrails.exceededListRemoval(of: 300, from: 1000) == nil)
    #expect(guardrails.exceededListRemoval(of: 301, from: 1000) == .percent(30))
  }

  @Test func `written it holds for any list, and nothing taken out passes`() {
    let guardrails = Self.guardrails("max_list_removal: 10%")
    #expect(guardrails.exceededListRemoval(of: 1, from: 10) == nil)
    #expect(guardrails.exceededListRemoval(of: 2, from: 10) == .percent(10))
    #expect(guardrails.exceededListRemoval(of: 0, from: 0) == nil)
  }
}
