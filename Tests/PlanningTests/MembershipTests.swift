import AdsModel
import ManifestLoading
import ManifestModel
import Planning
import Testing

/// What a plan says and does about who is on customer lists.
struct MembershipTests {
  private static let now = Instant(secondsSince1970: 1_795_341_600)
  private static let address = Address.audience("customers")

  private static func manifest(_ keys: String = "", without: Bool = false) -> Manifest {
    let list =
      "customers: { type: customer_list, source: a.csv, identifiers: email, terms_accepted: true, opt_outs_removed: true\(keys) }"
    let project = Project.load(
      .memory([
        "pinplan.yaml": """
        version: 1
        account: { name: northwind-uk, country: GB }
        audiences:
          partner: { type: external, id: "3" }
          \(without ? "" : list)
        """
      ]))
    #expect(project.diagnostics == [])
    return project.manifest
  }

  private static func lists(
    total: Int, add: Int, leaving: Int, stored: Int?, isReplaced: Bool = false,
    binding: String = "count:1"
  ) -> PlanLists {
    var lists = PlanLists()
    lists.declared[address] = DeclaredList(
      total: total, add: add, leaving: leaving, stored: stored, isReplaced: isReplaced,
      binding: binding)
    lists.stored[address] = stored
    return lists
  }

  private static func plan(
    _ manifest: Manifest, _ state: StoredState?, _ lists: PlanLists, replacing: Set<Address> = []
  ) -> Plan {
    var options = PlanOptions()
    options.replace = replacing
    return PlanDraft(manifest: manifest, state: state, options: options, lists: lists, now: now)
      .plan
  }

  private static func plan(_ lists: PlanLists) -> Plan { plan(manifest(), nil, lists) }

  private static let first = lists(total: 500, add: 500, leaving: 0, stored: nil)
  private static let stored = StoredState(
    lineage: "test", account: manifest().account, target: .local
  ).applying(plan(first))

  private static func change(of plan: Plan) -> Change? {
    plan.changes.first { $0.address == address }
  }

  @Test func `a new list counts everybody in and stores no count among its fields`() throws {
    let change = try #require(Self.change(of: Self.plan(Self.first)))
    #expect(change.membership == Membership(add: 500, remove: 0, total: 500))
    #expect(change[.members] == FieldChange(path: .members, before: nil, after: .text("500")))
    let resource = try #require(Self.stored.resources.first { $0.address == Self.address })
    #expect(Fields(json: resource.attributes)?[.members] == nil)
  }

  @Test func `people alone make an update, and nobody makes none`() throws {
    let same = Self.lists(total: 500, add: 0, leaving: 0, stored: 500)
    #expect(Self.plan(Self.manifest(), Self.stored, same).isEmpty)
    let others = Self.lists(total: 500, add: 7, leaving: 7, stored: 500)
    let plan = Self.plan(Self.manifest(), Self.stored, others)
    let change = try #require(Self.change(of: plan))
    #expect(change.action == .update)
    #expect(change.membership == Membership(add: 7, remove: 7, total: 500))
    #expect(
      change.fields
        == [FieldChange(path: .members, before: .text("500"), after: .text("500"))])
    #expect(change.source?.line == 5)
    #expect(plan.summary.update == 1 && plan.summary.unchanged == 1)
    #expect(
      Self.stored.applying(plan).resources.map(\.attributes)
        == Self.stored.resources.map(\.attributes))
  }

  @Test func `an edit beside unchanged people has nobody coming or going`() throws {
    let same = Self.lists(total: 500, add: 0, leaving: 0, stored: 500)
    let change = try #require(
      Self.change(of: Self.plan(Self.manifest(", name: Buyers"), Self.stored, same)))
    #expect(change.membership == Membership(add: 0, remove: 0, total: 500))
    #expect(change.fields.map(\.path) == [.name])
  }

  @Test func `a list that is filled anew counts everybody out and in, once anybody differs`() throws
  {
    let same = Self.lists(total: 500, add: 0, leaving: 0, stored: 500, isReplaced: true)
    #expect(same.declared[Self.address]?.membership.isEmpty == true)
    let other = Self.lists(total: 501, add: 2, leaving: 1, stored: 500, isReplaced: true)
    #expect(
      other.declared[Self.address]?.membership == Membership(add: 501, remove: 500, total: 501))
    #expect(other.declared[Self.address]?.leaving == 1)
  }

  @Test func `a list that is replaced or archived counts everybody out`() throws {
    let same = Self.lists(total: 500, add: 0, leaving: 0, stored: 500)
    let replaced = Self.plan(Self.manifest(), Self.stored, same, replacing: [Self.address])
    #expect(
      Self.change(of: replaced)?.membership == Membership(add: 500, remove: 500, total: 500))
    var gone = PlanLists()
    gone.stored[Self.address] = 500
    let archived = try #require(
      Self.change(of: Self.plan(Self.manifest(without: true), Self.stored, gone)))
    #expect(archived.action == .archive)
    #expect(archived.membership == Membership(add: 0, remove: 500, total: 0))
    #expect(archived[.members] == nil)
  }

  @Test func `a digest is bound to the people and not to their number`() {
    let one = Self.plan(Self.lists(total: 1, add: 1, leaving: 0, stored: nil, binding: "a"))
    let other = Self.plan(Self.lists(total: 1, add: 1, leaving: 0, stored: nil, binding: "b"))
    #expect(one.digest() != other.digest())
    #expect(one.changes.last?.digest() != other.changes.last?.digest())
    #expect(Self.plan(PlanLists()).digest() != one.digest())
  }
}
