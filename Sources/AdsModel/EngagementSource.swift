/// Which interactions of people count.
public enum EngagementKind: String, Vocabulary {
  /// Any.
  case all
  /// Saves and outbound clicks.
  case optimized
}

/// What people engaged with.
public enum EngagementSource: Hashable, Sendable {
  /// By their ids.
  case pins([String])
  /// By key, `spring-sale/uk-women/hero`, or id.
  case ads([String])
  /// By key or id.
  case campaigns([String])
  case objectives([Objective])
  /// Host names of claimed sites.
  case domains([String])
}

// One list of each kind; none where people engaged with something else.
extension AudienceDefinition.Engagement {
  public var pins: [String] {
    get { if case .pins(let pins)? = source { pins } else { [] } }
    set { source = .pins(newValue) }
  }

  public var ads: [String] {
    get { if case .ads(let ads)? = source { ads } else { [] } }
    set { source = .ads(newValue) }
  }

  public var campaigns: [String] {
    get { if case .campaigns(let campaigns)? = source { campaigns } else { [] } }
    set { source = .campaigns(newValue) }
  }

  public var objectives: [Objective] {
    get { if case .objectives(let objectives)? = source { objectives } else { [] } }
    set { source = .objectives(newValue) }
  }

  public var domains: [String] {
    get { if case .domains(let domains)? = source { domains } else { [] } }
    set { source = .domains(newValue) }
  }
}
