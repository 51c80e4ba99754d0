import AdsModel
import Diagnostics
import Planning

extension Plan {
  /// The plan of `northwind-uk` with these changes, counted, and figures set by hand.
  public static func sample(_ changes: [Change], unchanged: Int = 12) -> Self {
    var plan = Self(
      account: Account(
        name: "northwind-uk", country: "GB", currency: .gbp, adAccountID: "549755885175"),
      target: .local)
    plan.lineage = "0d9f3c1e-5a64-4f7c-9f0e-0e3a6d6c1b11"
    plan.serial = 12
    plan.configuration = [
      ConfigurationFile(file: "campaigns/spring.yaml", sha256: String(repeating: "ab", count: 32)),
      ConfigurationFile(file: "pinplan.yaml", sha256: String(repeating: "0c", count: 32)),
    ]
    plan.changes = changes
    for change in changes { plan.summary.count(change.action) }
    plan.summary.unchanged = unchanged
    plan.spendBefore.daily = Money(micros: 240_000_000)
    plan.spendAfter.daily = Money(micros: 240_000_000)
    plan.spendBefore.lifetime = Money(micros: 700_000_000)
    plan.spendAfter.lifetime = Money(micros: 700_000_000)
    plan.spendBefore.next30DaysMax = Money(micros: 7_900_000_000)
    plan.spendAfter.next30DaysMax = Money(micros: 7_900_000_000)
    return plan
  }
}

extension Change {
  /// The creation of a resource with all of its fields.
  public static func creating(
    _ address: Address, _ resource: some Resource, name: String, line: Int,
    defaulted: [FieldPath] = [], notes: [String] = []
  ) -> Self {
    Self(
      .create, address, reason: .new, name: name,
      fields: resource.fields.all.map {
        FieldChange(path: $0.path, before: nil, after: $0.value)
      },
      notes: notes, source: Place(file: "campaigns/spring.yaml", line: line), defaulted: defaulted)
  }

  /// The edit of one field.
  public static func editing(
    _ address: Address, name: String, line: Int, _ path: FieldPath, _ before: FieldValue?,
    _ after: FieldValue?, notes: [String] = []
  ) -> Self {
    Self(
      .update, address, reason: .configEdited, name: name,
      fields: [FieldChange(path: path, before: before, after: after)], notes: notes,
      source: Place(file: "campaigns/spring.yaml", line: line), id: "7", storedVersion: 3)
  }

  /// The archiving of a resource that nobody declares any more.
  public static func archiving(_ address: Address, name: String, id: String = "9") -> Self {
    Self(.archive, address, reason: .removed, name: name, id: id, storedVersion: 4)
  }
}

extension FieldValue {
  /// An amount in cents.
  public static func cents(_ cents: Int64) -> Self { .money(Money(micros: cents * 10_000)) }
}
