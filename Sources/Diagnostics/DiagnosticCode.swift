/// The stable name of a rule; scripts, policies and `pinplan explain` know it by this text.
public enum DiagnosticCode: String, Hashable, Sendable, CaseIterable {
  case projectNotFound = "project.not_found"
  case fileTooLarge = "file.too_large"
  case fileUnreadable = "file.unreadable"
  case includeNoMatch = "include.no_match"
  case includeOutsideProject = "include.outside_project"

  case yamlSyntax = "yaml.syntax"
  case yamlEncoding = "yaml.encoding"
  case yamlMultipleDocuments = "yaml.multiple_documents"
  case yamlDuplicateKey = "yaml.duplicate_key"
  case yamlUnknownKey = "yaml.unknown_key"
  case yamlWrongType = "yaml.wrong_type"
  case yamlTooDeep = "yaml.too_deep"
  case yamlTooManyAliases = "yaml.too_many_aliases"

  case fieldUnknownValue = "field.unknown_value"
  case fieldMissing = "field.missing"
  case keyInvalid = "key.invalid"
  case resourceDuplicate = "resource.duplicate"
  case referenceUnknown = "reference.unknown"
  case nameTooLong = "name.too_long"

  case accountCountryUnsupported = "account.country_unsupported"
  case accountCurrencyMismatch = "account.currency_mismatch"
  case accountCurrencyImmutable = "account.currency_immutable"
  case accountCountryImmutable = "account.country_immutable"

  case campaignObjectiveImmutable = "campaign.objective_immutable"
  case campaignDuplicateName = "campaign.duplicate_name"
  case campaignLimitBelowBudgets = "campaign.limit_below_budgets"

  case adGroupBudgetTypeImmutable = "ad_group.budget_type_immutable"
  case adGroupDuplicateName = "ad_group.duplicate_name"
  case adGroupTargetingMissing = "ad_group.targeting_missing"
  case adGroupNoAds = "ad_group.no_ads"

  case bidTypeMismatch = "bid.type_mismatch"
  case bidBelowMinimum = "bid.below_minimum"
  case bidBelowPeggedMinimum = "bid.below_pegged_minimum"
  case bidNearPeggedMinimum = "bid.near_pegged_minimum"
  case bidPeggedMinimumUnchecked = "bid.pegged_minimum_unchecked"
  case bidExceedsDailyBudget = "bid.exceeds_daily_budget"
  case bidCPINotGuaranteed = "bid.cpi_not_guaranteed"

  case budgetNotPositive = "budget.not_positive"
  case budgetMissing = "budget.missing"
  case budgetTwoOwners = "budget.two_owners"
  case budgetTwoTypes = "budget.two_types"
  case budgetLifetimeNeedsEnd = "budget.lifetime_needs_end"
  case moneyTooPrecise = "money.too_precise"
  case moneyNotAnAmount = "money.not_an_amount"

  case scheduleNotADate = "schedule.not_a_date"
  case scheduleStartTooEarly = "schedule.start_too_early"
  case scheduleStartLocked = "schedule.start_locked"
  case scheduleEndBeforeStart = "schedule.end_before_start"
  case scheduleEndInPast = "schedule.end_in_past"

  case targetingAudienceInBoth = "targeting.audience_in_both"
  case keywordDuplicate = "keyword.duplicate"
  case keywordTooLong = "keyword.too_long"
  case keywordBidBelowMinimum = "keyword.bid_below_minimum"

  case adPinImmutable = "ad.pin_immutable"
  case adLinkShortener = "ad.link_shortener"
  case adURLInvalid = "ad.url_invalid"
  case adDuplicateTrackingParam = "ad.duplicate_tracking_param"
  case adCampaignNotRunning = "ad.campaign_not_running"

  case audienceTypeImmutable = "audience.type_immutable"

  case movedInvalid = "moved.invalid"
  case movedTargetTaken = "moved.target_taken"

  case guardrailMaxDailySpend = "guardrail.max_daily_spend"
  case guardrailMaxBidChange = "guardrail.max_bid_change"
  case guardrailMaxBudgetChange = "guardrail.max_budget_change"
  case guardrailMaxArchiveShare = "guardrail.max_archive_share"
  case guardrailProtected = "guardrail.protected"
  case guardrailPreventArchive = "guardrail.prevent_archive"
  case planNothingDeclared = "plan.nothing_declared"
}
