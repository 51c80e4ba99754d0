import AdsModel
import JSONSchema

extension CampaignField: DescribedField {
  var schema: Schema {
    switch self {
    case .name: .name
    case .objective:
      .words(Objective.self).described("What the campaign is for; fixed once created.")
    case .status: .status
    case .spendLimit:
      .mapping(of: AmountField.self)
        .described("A safeguard over the budgets of the ad groups.")
    case .budget:
      .mapping(of: AmountField.self)
        .described("Shared by the ad groups, which then have none; daily or lifetime.")
    case .schedule:
      .mapping(of: ScheduleField.self)
        .described("When a campaign that owns the budget spends it.")
    case .adGroups: .keyed(.mapping(of: AdGroupField.self)).described("Ad groups by key.")
    case .lifecycle: .lifecycle
    }
  }
}

extension AdGroupField: DescribedField {
  var schema: Schema {
    switch self {
    case .name: .name
    case .status: .status
    case .placement:
      .words(Placement.self).defaulting(to: .string("all"))
        .described("Where on Pinterest the ads are shown.")
    case .schedule:
      .mapping(of: ScheduleField.self)
        .described("UTC days, both included; without a start it begins on the next one.")
    case .budget:
      .mapping(of: AmountField.self)
        .described("daily or lifetime, in the account currency; none when the campaign owns it.")
    case .bid:
      .any(
        of: .constant(.string("automatic")), .amount,
        .object(BidType.allCases.map { .init($0.rawValue, .amount.nullable) })
      )
      .described("In the objective's bid type; named where the objective takes several.")
    case .targeting: .mapping(of: TargetingField.self).described("Whom the ads are shown to.")
    case .keywords:
      .array(of: .any(of: .text, .mapping(of: KeywordField.self), .null))
        .described("Searches; a plain text is a broad match at the ad group's bid.")
    case .ads: .keyed(.mapping(of: AdField.self)).described("Ads by key.")
    case .lifecycle: .lifecycle
    }
  }
}

extension AmountField: DescribedField {
  var schema: Schema {
    switch self {
    case .daily: .amount.described("For each UTC day.")
    case .lifetime: .amount.described("Until the schedule ends.")
    }
  }
}

extension ScheduleField: DescribedField {
  var schema: Schema {
    switch self {
    case .start: .day.described("The first day, from 00:00 UTC.")
    case .end: .day.described("The last day, to its end in UTC.")
    }
  }
}

extension TargetingField: DescribedField {
  var schema: Schema {
    switch self {
    case .locations: .texts.described("Countries, regions or metros, as Pinterest codes them.")
    case .languages: .texts.described("Locales, such as en-GB.")
    case .genders: .array(of: .words(Gender.self)).described("Genders to show to.")
    case .ages: .array(of: .words(AgeBucket.self)).described("Age buckets to show to.")
    case .devices: .array(of: .words(Device.self)).described("Devices to show on.")
    case .interests: .texts.described("Interests of the people to show to.")
    case .audiences:
      .mapping(of: TargetedAudienceField.self)
        .described("Declared audiences, by key.")
    }
  }
}

extension TargetedAudienceField: DescribedField {
  var schema: Schema {
    switch self {
    case .include: .texts.described("Shown only to these.")
    case .exclude: .texts.described("Never shown to these.")
    }
  }
}

extension KeywordField: DescribedField {
  var schema: Schema {
    switch self {
    case .text:
      .text.described("What people search for, at most \(Limits.keywordLength) characters.")
    case .match:
      .words(MatchType.self).defaulting(to: .string("broad"))
        .described("How a search is held against it; negative ones keep the ads away.")
    case .bid: .amount.described("In place of the ad group's bid.")
    case .lifecycle: .lifecycle
    }
  }
}

extension AdField: DescribedField {
  var schema: Schema {
    switch self {
    case .pin: .text.described("The Pin's id in quotes, or its URL; fixed once created.")
    case .name: .name
    case .destinationURL:
      .string(pattern: "^[hH][tT][tT][pP][sS]?://.+$")
        .described("Where a click leads; the Pin's own link when left out.")
    case .trackingParams:
      .map(of: .text.nullable)
        .described("Appended to the destination in this order.")
    case .status: .status
    case .lifecycle: .lifecycle
    }
  }
}

extension AudienceField: DescribedField {
  var schema: Schema {
    switch self {
    case .type: .words(AudienceType.self).described("How the audience is made; fixed once created.")
    case .name: .name
    case .id: .text.described("external: Pinterest's id, in quotes.")
    case .tag: .text.described("visitor: the id of the Pinterest tag, in quotes.")
    case .retentionDays: .integer(minimum: 0).described("visitor: how many days people stay in.")
    case .events: .texts.described("visitor: what people did.")
    case .source:
      .any(of: .text, .mapping(of: AudienceSourceField.self))
        .described("customer_list: the file; engagement: where people engaged.")
    case .identifiers: .any(of: .text, .texts).described("customer_list: what the file holds.")
    case .engagement: .text.described("engagement: which kind counts.")
    case .seed: .text.described("actalike: the key of the audience to resemble.")
    case .country: .string(pattern: "^[A-Z]{2}$").described("actalike: where to look.")
    case .percentage:
      .integer(minimum: 1, maximum: 10)
        .described("actalike: how much of the country's people, at most.")
    case .lifecycle: .lifecycle
    }
  }
}

extension AudienceSourceField: DescribedField {
  var schema: Schema {
    switch self {
    case .campaigns: .texts.described("Keys of campaigns.")
    }
  }
}

extension LifecycleField: DescribedField {
  var schema: Schema {
    switch self {
    case .preventArchive:
      .boolean
        .described("Refuse to archive it, also after its block is deleted; false lifts it.")
    case .ignoreChanges:
      .array(of: .string())
        .described("Fields whose differences are left alone, such as bid or budget.daily.")
    }
  }
}

extension Schema {
  static let lifecycle = Schema.mapping(of: LifecycleField.self)
    .described("How the resource may change.")
}
