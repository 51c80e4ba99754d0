/// What is sent to make a customer list, or to bring people onto it and take them off.
///
/// The records are digests, which are personal data: nothing shows them.
public struct CustomerListBody: Encodable, Hashable, Sendable {
  /// Only for a creation, as it never changes.
  public var name: String?
  /// Digests in hexadecimal, with commas between; the API makes no list without any.
  public var records: String
  /// Only for a creation: `EMAIL`, `MAID` or `IDFA`.
  public var listType: String?
  /// Only for a change: `ADD` or `REMOVE`.
  public var operationType: String?

  public init(records: String) { self.records = records }

  public func encode(to encoder: any Encoder) throws {
    var fields = BodyFields(encoder)
    try fields.put("name", name)
    try fields.put("records", records)
    try fields.put("list_type", listType)
    try fields.put("operation_type", operationType)
  }
}

extension CustomerListBody: CustomStringConvertible, CustomReflectable {
  public var description: String { "<records>" }
  public var customMirror: Mirror { Mirror(self, children: []) }
}
