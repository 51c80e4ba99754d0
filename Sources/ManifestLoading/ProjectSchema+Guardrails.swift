import AdsModel
import CanonicalJSON
import ManifestModel

extension GuardrailField: DescribedField {
  var schema: Schema {
    switch self {
    case .maxDailySpend:
      .amount.described("The most the whole account may spend a day, after the change.")
    case .maxBidChange: .percentage.described("The most any single bid may change, up or down.")
    case .maxBudgetChange:
      .percentage.described("The most any single budget may change, up or down.")
    case .maxArchiveShare:
      .percentage
        .described(
          "The most of the stored resources that may be archived at once; 30 % when left out.")
    case .maxListRemoval:
      .percentage
        .described(
          "The most of a customer list's people that may be taken out at once; 30 % when left out.")
    case .protect:
      .array(of: .string())
        .described("Addresses with globs of what may not be archived or replaced.")
    case .exemptions:
      .array(of: Schema.mapping(of: ExemptionField.self).nullable)
        .described("What a guardrail does not stop, by agreement and until a day.")
    case .freeze:
      .array(of: Schema.mapping(of: FreezeField.self).nullable)
        .described("Days on which only what lowers spend may be applied.")
    case .naming:
      .mapping(of: NamingField.self)
        .described("Patterns that names of new and renamed resources have to fit.")
    }
  }
}

extension ExemptionField: DescribedField {
  var schema: Schema {
    switch self {
    case .rule:
      .words(ExemptibleGuardrail.self).described("The guardrail, as guardrails calls it.")
    case .selector:
      Schema.string(pattern: "^[^/]+/.+$").described("An address with globs: what is exempt.")
    case .reason: .text.described("Why; shown with every plan that it lets through.")
    case .until: .day.described("The last UTC day on which it holds; an error from then on.")
    }
  }
}

extension FreezeField: DescribedField {
  var schema: Schema {
    switch self {
    case .from: .day.described("The first frozen day, in UTC.")
    case .to: .day.described("The last frozen day, to its end in UTC.")
    case .reason: .text.described("Why; shown when a plan is refused.")
    }
  }
}

extension NamingField: DescribedField {
  var schema: Schema {
    Schema.any(of: .text, .array(of: .text))
      .described("One pattern or several: * is any text, ? one character, [a-z] one of some.")
  }
}
