import AdsModel
import CustomerLists
import Diagnostics
import ManifestModel
import Planning
import StateStore

/// A customer list that something else fills, as the project declares it and the state has it.
public struct ExternalList {
  public let manifest: Manifest
  public let address: Address
  public let list: AudienceDefinition.CustomerList
  public let resource: StoredResource
  let audience: Declared<Audience>

  /// Why people cannot be brought onto a list, or off it, one way or another.
  public struct Refusal: Error {
    public let diagnostic: Diagnostic
  }

  /// The list of an audience that is declared, external, and made.
  public init(
    _ address: Address, in manifest: Manifest, _ state: StoredState?
  ) throws(Refusal) {
    guard let audience = manifest.audiences.first(where: { $0.address == address }) else {
      throw .notDeclared(address, in: manifest)
    }
    self.manifest = manifest
    self.address = address
    self.audience = audience
    guard let list = audience.value.definition.customerList else {
      throw .noList(audience, in: manifest)
    }
    guard list.sync == .external else { throw .filledFromFile(audience, list, in: manifest) }
    self.list = list
    guard let resource = state?.resources.first(where: { $0.address == address }) else {
      throw .notMade("\(address) is declared, and not made yet", audience, in: manifest)
    }
    guard resource.status != .archived else {
      throw .notMade("\(address) is archived", audience, in: manifest)
    }
    self.resource = resource
    let made = Fields(json: resource.attributes)?[.identifiers]?.text
    if let made, made != list.identifiers.rawValue {
      throw .otherIdentifiers(made, audience, list, in: manifest)
    }
  }

  /// The same list as another state has it.
  public func again(in state: StoredState) throws(Refusal) -> Self {
    try Self(address, in: manifest, state)
  }

  /// What puts people on the list, or takes them out, as a plan that an `Applier` carries out.
  public func plan(add: Int, remove: Int) -> Plan {
    var plan = Plan(account: manifest.account, target: manifest.target)
    let place = manifest.line(of: audience.origin)
    let counts = [(FieldPath.membersAdded, add), (.membersRemoved, remove)].filter { $0.1 > 0 }
    plan.changes = [
      Change(
        .update, address, reason: .configEdited, name: audience.value.name,
        fields: counts.map { FieldChange(path: $0, before: nil, after: .text(String($1))) },
        source: Place(file: place.file, line: place.line), id: resource.id,
        storedVersion: resource.version,
        // How many are on it then nobody knows.
        membership: Membership(add: add, remove: remove, total: 0))
    ]
    plan.summary.update = 1
    return plan
  }
}

// MARK: - Words

extension ExternalList.Refusal {
  private init(
    _ code: DiagnosticCode, _ message: String, at span: SourceSpan?, _ address: Address,
    hint: String
  ) {
    diagnostic = Diagnostic(
      code, message, at: span, address: address.description, hint: hint)
  }

  fileprivate static func notDeclared(_ address: Address, in manifest: Manifest) -> Self {
    let keys = manifest.audiences.map(\.address.key)
    let hint =
      if let near = Suggestion.nearest(to: address.key, among: keys) {
        "did you mean `\(near)`?"
      } else {
        "name an audience of the project by its key or its address"
      }
    return Self(
      .referenceUnknown, "no audience \(quoted(address.key)) is declared", at: nil, address,
      hint: hint)
  }

  fileprivate static func noList(_ audience: Declared<Audience>, in manifest: Manifest) -> Self {
    Self(
      .audienceNotExternal,
      "\(audience.address) is of type `\(audience.value.type.rawValue)`, which has no list of people",
      at: manifest.span(of: audience.origin, at: .type), audience.address,
      hint: "name an audience of type `customer_list` with `sync: external`")
  }

  fileprivate static func filledFromFile(
    _ audience: Declared<Audience>, _ list: AudienceDefinition.CustomerList, in manifest: Manifest
  ) -> Self {
    let file = list.source.map { quoted($0.text) } ?? "its file"
    return Self(
      .audienceNotExternal,
      "\(audience.address) has `sync: \(list.sync.rawValue)`: whoever is in \(file) is on it",
      at: manifest.span(of: audience.origin, at: .sync), audience.address,
      hint:
        "edit the file and run `pinplan apply`; `sync: external` leaves a list to something else")
  }

  fileprivate static func notMade(
    _ message: String, _ audience: Declared<Audience>, in manifest: Manifest
  ) -> Self {
    Self(
      .audienceNotMade, message, at: manifest.span(of: audience.origin), audience.address,
      hint: "run `pinplan apply` first")
  }

  fileprivate static func otherIdentifiers(
    _ made: String, _ audience: Declared<Audience>, _ list: AudienceDefinition.CustomerList,
    in manifest: Manifest
  ) -> Self {
    Self(
      .audienceIdentifiersImmutable,
      "\(audience.address) was made with `identifiers: \(made)`, and `\(list.identifiers.rawValue)` is declared",
      at: manifest.span(of: audience.origin, at: .identifiers), audience.address,
      hint: "`pinplan plan` tells the ways out")
  }
}
