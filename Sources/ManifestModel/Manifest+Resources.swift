import AdsModel

/// Looks at a declared resource with its type.
public protocol DeclaredVisitor {
  associatedtype Answer

  /// Gets the list and an index into it: a copy of a resource costs more than most looks at it.
  mutating func visit<Value: Resource>(_ declared: [Declared<Value>], _ index: Int) -> Answer
}

// Where the resources of each kind lie: what a new kind has to say here, the compiler asks for.
extension Manifest {
  /// What is declared of a resource beyond its value.
  @inlinable
  public subscript(ref: ResourceRef) -> Declaration {
    _read {
      switch ref.kind {
      case .campaign: yield campaigns[ref.index].declaration
      case .adGroup: yield adGroups[ref.index].declaration
      case .keyword: yield keywords[ref.index].declaration
      case .ad: yield ads[ref.index].declaration
      case .audience: yield audiences[ref.index].declaration
      }
    }
  }

  @inlinable
  public func visit<Visitor: DeclaredVisitor>(_ ref: ResourceRef, _ visitor: inout Visitor)
    -> Visitor.Answer
  {
    switch ref.kind {
    case .campaign: visitor.visit(campaigns, ref.index)
    case .adGroup: visitor.visit(adGroups, ref.index)
    case .keyword: visitor.visit(keywords, ref.index)
    case .ad: visitor.visit(ads, ref.index)
    case .audience: visitor.visit(audiences, ref.index)
    }
  }

  /// Whether a resource is to run; none for kinds that always do.
  @inlinable
  public func status(of ref: ResourceRef) -> Status? {
    switch ref.kind {
    case .campaign: campaigns[ref.index].value.status
    case .adGroup: adGroups[ref.index].value.status
    case .ad: ads[ref.index].value.status
    case .keyword, .audience: nil
    }
  }

  /// What holds a resource.
  @inlinable
  public func parent(of ref: ResourceRef) -> ResourceRef? {
    switch ref.kind {
    case .campaign, .audience: nil
    case .adGroup: ResourceRef(.campaign, adGroups[ref.index].parent)
    case .keyword: ResourceRef(.adGroup, keywords[ref.index].parent)
    case .ad: ResourceRef(.adGroup, ads[ref.index].parent)
    }
  }
}

extension Manifest {
  /// Whether every field of everything declared could be read.
  public var isWhollyReadable: Bool {
    Self.areReadable(campaigns) && Self.areReadable(adGroups) && Self.areReadable(keywords)
      && Self.areReadable(ads) && Self.areReadable(audiences)
  }

  private static func areReadable<Value>(_ declared: [Declared<Value>]) -> Bool {
    declared.indices.allSatisfy { declared[$0].unreadable.isEmpty }
  }

  /// Whether a resource or what holds it is declared archived.
  @inlinable
  public func isArchived(_ ref: ResourceRef) -> Bool {
    var next: ResourceRef? = ref
    while let current = next {
      if status(of: current) == .archived { return true }
      next = parent(of: current)
    }
    return false
  }

  /// The fields that have a value.
  public func fields(of ref: ResourceRef) -> Fields {
    var reading = FieldReading()
    return visit(ref, &reading)
  }

  /// What people call a resource; none where it goes by its key.
  public func label(of ref: ResourceRef) -> String? {
    var reading = LabelReading()
    return visit(ref, &reading)
  }

  /// What is declared at some addresses; of two at one address the first.
  public func refs(at addresses: Set<Address>) -> [Address: ResourceRef] {
    var found: [Address: ResourceRef] = [:]
    guard !addresses.isEmpty else { return found }
    for ref in resources where addresses.contains(self[ref].address) {
      if found[self[ref].address] == nil { found[self[ref].address] = ref }
    }
    return found
  }
}

private struct FieldReading: DeclaredVisitor {
  mutating func visit<Value: Resource>(_ declared: [Declared<Value>], _ index: Int) -> Fields {
    declared[index].value.fields
  }
}

private struct LabelReading: DeclaredVisitor {
  mutating func visit<Value: Resource>(_ declared: [Declared<Value>], _ index: Int) -> String? {
    declared[index].value.label
  }
}

extension Manifest {
  /// Makes room for what all files are likely to declare, going by those that were read.
  package mutating func makeRoom(filesRead: Int, of all: Int) {
    func extend<Value>(_ list: inout [Declared<Value>]) {
      let (likely, overflow) = list.count.multipliedReportingOverflow(by: all)
      guard !overflow else { return }
      // An eighth more, as too little would be copied once more, and what nothing is written to takes up no memory;
      // but a first file that is unlike the others may not ask for more than there is.
      list.reserveCapacity(min(likely / filesRead / 8 * 9, list.count + Self.mostRoom))
    }
    extend(&campaigns)
    extend(&adGroups)
    extend(&keywords)
    extend(&ads)
    extend(&audiences)
  }

  /// The most that room is made for in advance.
  private static let mostRoom = 250_000
}
