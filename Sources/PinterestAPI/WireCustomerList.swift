/// A customer list as the API has it: who is on it nobody gets to see.
public struct WireCustomerList: WireObject {
  public var id: String
  public var name: String?
  /// `PROCESSING`, `UPLOADING`, `READY` or `TOO_SMALL`.
  public var status: String?
  /// When anything was uploaded last; Unix seconds.
  public var updatedTime: Int64?
  /// What was wrong with records, over all uploads of the list.
  public var rejections: [Rejection] = []

  /// Records that Pinterest did not take, for one reason.
  public struct Rejection: Hashable, Sendable {
    public var code: Int?
    public var message: String
    public var count: Int
  }

  public init(id: String) { self.id = id }

  public init(_ fields: WireFields) throws {
    id = try fields.requiredID("id")
    name = try fields.text("name")
    status = try fields.text("status")
    updatedTime = try fields.integer("updated_time")
    // The description leaves open what is in it, so anything else is passed over.
    let exceptions: ListExceptions? = try? fields.value("exceptions")
    rejections = exceptions?.rejections ?? []
  }
}

private struct ListExceptions: WireObject {
  let rejections: [WireCustomerList.Rejection]

  init(_ fields: WireFields) throws {
    let counts: [ErrorCount]? = try? fields.value("error_counts")
    rejections = (counts ?? []).map(\.rejection).filter { $0.count > 0 }
  }
}

private struct ErrorCount: WireObject {
  let rejection: WireCustomerList.Rejection

  init(_ fields: WireFields) throws {
    rejection = WireCustomerList.Rejection(
      code: (try? fields.integer("error_code")).flatMap { Int(exactly: $0) },
      message: Redaction.clean((try? fields.text("message")) ?? ""),
      count: (try? fields.integer("count")).flatMap { Int(exactly: $0) } ?? 0)
  }
}
