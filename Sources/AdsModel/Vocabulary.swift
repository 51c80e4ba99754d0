/// A closed set of words that a field takes, spelled as in the YAML.
public protocol Vocabulary: RawRepresentable<String>, Hashable, CaseIterable, Sendable {}

/// Whether a resource runs; `archived` is final.
public enum Status: String, Vocabulary {
  case active, paused, archived
}

/// What a campaign is for; fixed when it is created.
public enum Objective: String, Vocabulary {
  case traffic, engagement, awareness
  case videoAwareness = "video_awareness"
  case appInstall = "app_install"
}

/// Where on Pinterest an ad group's ads are shown.
public enum Placement: String, Vocabulary {
  case all, browse, search
}

public enum Gender: String, Vocabulary {
  case female, male, unspecified
}

/// An age bucket of the targeting specification (`AGE_BUCKET`, Ads API v5).
public enum AgeBucket: String, Vocabulary {
  case from18 = "18-24"
  case over19 = "19+"
  case over20 = "20+"
  case over21 = "21+"
  case from25 = "25-34"
  case from35 = "35-44"
  case from45 = "45-49"
  case from50 = "50-54"
  case from55 = "55-64"
  case from65 = "65+"
}

/// A device of the targeting specification (`APPTYPE`, Ads API v5).
public enum Device: String, Vocabulary {
  case iphone, ipad
  case androidMobile = "android_mobile"
  case androidTablet = "android_tablet"
  case web
  case webMobile = "web_mobile"
}

/// How a keyword is held against a search.
public enum MatchType: String, Vocabulary {
  case broad, phrase, exact
  case negativePhrase = "negative_phrase"
  case negativeExact = "negative_exact"

  /// Whether it keeps ads away in place of showing them; such a keyword has no bid.
  public var isNegative: Bool { self == .negativePhrase || self == .negativeExact }
}

public enum AudienceType: String, Vocabulary {
  case visitor
  case customerList = "customer_list"
  case engagement, actalike, external
}

/// Where an account's campaigns live and where apply goes.
public enum TargetKind: String, Vocabulary {
  case local, pinterest

  /// Whether there is an ad account beside the state, which others change too.
  public var hasAccount: Bool {
    switch self {
    case .local: false
    case .pinterest: true
    }
  }
}

/// What a plan does about values that somebody changed on the account since the last apply.
public enum DriftPolicy: String, Vocabulary {
  /// Lists them and refuses.
  case refuse
  /// Puts the declared values back.
  case overwrite
}
