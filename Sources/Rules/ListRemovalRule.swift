import AdsModel
import Diagnostics
import ManifestModel
import Planning

extension Rule {
  static let guardrailMaxListRemoval = Rule(
    .guardrailMaxListRemoval,
    "No more than `max_list_removal` of the people on a customer list is taken out at once.",
    source:
      "pinplan: an export that broke off must not empty a list; unwritten it is 30 %, and up to 100 people pass",
    rejects: .list(
      people(1...100), root: "guardrails: { max_list_removal: ↓10% }",
      after: .list(people(1...120))),
    accepts: .list(
      people(1...100), root: "guardrails: { max_list_removal: 20% }",
      after: .list(people(1...120))),
    check: .plan { draft, findings in
      guard !draft.lists.declared.isEmpty else { return }
      for (change, _) in draft.changes(.update, .replace) {
        guard let list = draft.lists.declared[change.address], let stored = list.stored,
          let limit = draft.manifest.guardrails.exceededListRemoval(
            of: Int64(list.leaving), from: Int64(stored))
        else { continue }
        findings.report(
          words(list.leaving, of: stored, on: change.address, limit: limit),
          at: draft.guardrailSpan("max_list_removal"), address: change.address, hint: hint)
      }
    })

  private static func words(
    _ leaving: Int, of stored: Int, on address: Address, limit: Percentage
  ) -> String {
    "\(leaving) of the \(stored) people on \(address) would be taken out, more than \(limit)"
  }

  private static let hint =
    "look whether the list's file is whole; if it is meant, let it through with `--override guardrail.max_list_removal --reason TEXT`"

  /// What the guardrail says of taking so many of those out who are known to be on a list; nothing where
  /// they may go.
  public static func listRemoval(
    _ leaving: Int, of stored: Int, on address: Address, in manifest: Manifest
  ) -> Diagnostic? {
    manifest.guardrails.exceededListRemoval(of: Int64(leaving), from: Int64(stored)).map { limit in
      Diagnostic(
        .guardrailMaxListRemoval, words(leaving, of: stored, on: address, limit: limit),
        at: manifest.guardrailSpan("max_list_removal"), address: address.description, hint: hint)
    }
  }

  private static func people(_ numbers: ClosedRange<Int>) -> String {
    numbers.map { "person\($0)@northwind.example\n" }.joined()
  }
}
