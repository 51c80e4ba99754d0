import AdsModel

/// One field whose live value is not the stored one.
public struct FieldDrift: Hashable, Sendable {
  public let path: FieldPath
  /// None: there was no value.
  public let stored: FieldValue?
  /// None: there is no value any more.
  public let live: FieldValue?

  public init(path: FieldPath, stored: FieldValue?, live: FieldValue?) {
    self.path = path
    self.stored = stored
    self.live = live
  }
}

extension FieldDrift {
  /// The fields in which a resource is not as it was left, in the order of their paths.
  public static func between(
    _ resource: StoredResource, _ found: LiveResource, carried: Set<FieldPath>
  ) -> [Self] {
    guard !resource.isMadeElsewhere else { return [] }
    guard resource.address.kind != .keyword else {
      // Of a keyword the address has all that the target carries, and the text is what it is.
      let match = FieldValue.text(String(resource.address.parts[2]))
      let live = found.fields[.match]
      return live == match || !carried.contains(.match)
        ? [] : [Self(path: .match, stored: match, live: live)]
    }
    let stored = Fields(json: resource.attributes) ?? Fields()
    let live = found.fields.spelled(as: stored)
    return carried.sorted().compactMap { path in
      var (before, after) = (stored[path], live[path])
      switch path {
      case .status: after = .text(found.statusWord)
      case .start:
        // A start that pinplan never knew is the target's own affair.
        before = before ?? resource.start.map(FieldValue.day)
        if before == nil { return nil }
      default: break
      }
      return FieldValue.same(
        before?.unlessDefault(at: path), after?.unlessDefault(at: path), at: path)
        ? nil : Self(path: path, stored: before, live: after)
    }
  }
}

extension FieldValue {
  /// Nothing for what a left-out field means: an empty list, and the default of a word.
  package func unlessDefault(at path: FieldPath) -> Self? {
    self == .list([]) || self == path.leftOutValue ? nil : self
  }
}

extension Fields {
  /// The same with the bid under the name that `other` has it under, and the URL in its parts.
  ///
  /// The target knows one bid; `bid: 0.40` and `bid: { cpc: 0.40 }` are the same there. It knows one
  /// URL too.
  fileprivate func spelled(as other: Fields) -> Self {
    let fields = partingURL(as: other)
    guard let named = [FieldPath.bidCPC, .bidCPI].first(where: { other[$0] != nil }),
      let amount = self[.bid], amount.money != nil
    else { return fields }
    var spelled = fields
    spelled[.bid] = nil
    spelled[named] = amount
    return spelled
  }
}

extension StoredResource {
  /// Whether it is an audience that is only referred to, so that nothing of it can drift.
  public var isMadeElsewhere: Bool {
    address.kind == .audience
      && Fields(json: attributes)?[.type] == .text(AudienceType.external.rawValue)
  }
}
