import AdsModel
import Diagnostics
import ManifestModel

/// Drift as people look at it: beside the stored and the live value stands what is declared.
public struct DriftReport: Sendable {
  public enum Kind: String, Vocabulary {
    /// Values are other ones than the stored.
    case changed
    case archived
    /// The account has nothing under its id.
    case vanished
  }

  public struct Field: Hashable, Sendable {
    public let path: FieldPath
    public let stored: FieldValue?
    public let live: FieldValue?
    /// None where the field or its resource is declared no longer.
    public let declared: FieldValue?

    public init(
      _ path: FieldPath, stored: FieldValue?, live: FieldValue?, declared: FieldValue?
    ) {
      self.path = path
      self.stored = stored
      self.live = live
      self.declared = declared
    }
  }

  public struct Item: Hashable, Sendable {
    public let address: Address
    public let id: String
    public let kind: Kind
    public let fields: [Field]
    /// Stored resources below it that are archived or gone with it.
    public let below: Int
    /// Where it is declared, at the first of its fields; none when it is not.
    public let source: Place?

    public init(
      _ kind: Kind, _ address: Address, id: String, fields: [Field] = [], below: Int = 0,
      source: Place? = nil
    ) {
      self.kind = kind
      self.address = address
      self.id = id
      self.fields = fields
      self.below = below
      self.source = source
    }
  }

  public var account: Account
  /// Of the state that was compared.
  public var lineage: String?
  public var serial: Int64
  /// How many stored resources were looked at.
  public var compared: Int
  /// In address order.
  public var items: [Item]
  /// What to know beside it.
  public var diagnostics: [Diagnostic] = []

  public init(
    account: Account, lineage: String?, serial: Int64, compared: Int, items: [Item] = []
  ) {
    self.account = account
    self.lineage = lineage
    self.serial = serial
    self.compared = compared
    self.items = items
  }

  public func count(_ kind: Kind) -> Int { items.count { $0.kind == kind } }
}

extension DriftReport {
  /// Holds what is stored against the account, by the addresses that the project has for it.
  ///
  /// A pure function; `lifecycle.ignore_changes` fields are no drift.
  public init(manifest: Manifest, state: StoredState, live: LiveAccount) {
    let moved = state.moved(as: manifest)
    let drift = Drift(state: moved, live: live, ignoring: manifest.ignoredChanges)
    let declared = DeclaredValues(manifest, moved, drift)
    self.init(
      account: manifest.account, lineage: state.lineage, serial: state.serial,
      compared: moved.resources.count {
        $0.status != .archived && live.carried[$0.address.kind] != nil && !$0.isMadeElsewhere
      },
      items: drift.items.map { item in
        switch item.kind {
        case .changed(let fields):
          Item(
            .changed, item.address, id: item.id,
            fields: fields.map {
              Field(
                $0.path, stored: $0.stored, live: $0.live,
                declared: declared.value(at: $0, of: item.address))
            }, source: declared.place(of: item.address, at: fields.map(\.path)))
        case .archived(let below):
          Item(
            .archived, item.address, id: item.id, below: below,
            source: declared.place(of: item.address, at: []))
        case .vanished(let below):
          Item(
            .vanished, item.address, id: item.id, below: below,
            source: declared.place(of: item.address, at: []))
        }
      })
  }
}

/// What the project says of drifted fields, and where.
private struct DeclaredValues {
  private let manifest: Manifest
  private let refs: [Address: ResourceRef]
  /// By address, the fields in which the project is not as the account.
  private var changes: [Address: [FieldChange]] = [:]

  init(_ manifest: Manifest, _ state: StoredState, _ drift: Drift) {
    self.manifest = manifest
    refs = manifest.refs(at: Set(drift.items.map(\.address)))
    let drifted = drift.changedFields
    var encoder = FieldEncoder(decimals: manifest.account.currency.decimals)
    for stored in state.resources {
      guard let fields = drifted[stored.address], let ref = refs[stored.address] else { continue }
      var live = stored.holding(fields.map(\.change), encoder: &encoder)
      live.defaulted = stored.defaulted
      changes[stored.address] =
        FieldComparison(manifest[ref], manifest.fields(of: ref), live, drifted: fields).changes
    }
  }

  /// What is declared: another value than the live one, or that one.
  func value(at field: FieldDrift, of address: Address) -> FieldValue? {
    guard let changes = changes[address] else { return nil }
    return changes[field.path].map(\.after) ?? field.live
  }

  func place(of address: Address, at paths: [FieldPath]) -> Place? {
    refs[address].map { ref in
      let (file, line) = manifest.line(of: manifest[ref].origin, at: paths)
      return Place(file: file, line: line)
    }
  }
}
