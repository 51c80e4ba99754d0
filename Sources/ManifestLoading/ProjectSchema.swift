import AdsModel
import CanonicalJSON

/// The JSON Schema of the YAML format, for editors and for checks without pinplan.
///
/// It is made from the keys that the reader knows: a key that is read and not described does not
/// compile. What only a rule can tell (floors, dates, references) it leaves to `pinplan validate`.
public enum ProjectSchema {
  public static let id = "https://pinplan.dev/schema/pinplan.schema.json"

  /// The text of `schema/pinplan.schema.json`.
  public static var text: String {
    var schema = Schema.mapping(of: RootField.self)
    schema.id = id
    schema.title = "pinplan project file"
    schema.description =
      "pinplan.yaml, or a file that its include brings in; other files hold only campaigns, audiences and moved."
    return schema.fileText
  }
}

/// Keys whose values a JSON Schema describes.
protocol DescribedField: ManifestField {
  var schema: Schema { get }
}

extension Schema {
  /// A mapping of the format; every value may be null, which means left out.
  static func mapping<Field: DescribedField>(of _: Field.Type) -> Self {
    .object(Field.allCases.map { Member($0.rawValue, $0.schema.nullable) })
  }

  static func words<Word: Vocabulary>(_: Word.Type) -> Self {
    .oneOf(words: Word.allCases.map(\.rawValue))
  }

  /// What the reader takes as text; YAML readers may see a number in it.
  static let text = Schema(.string, .number)

  static let texts = Schema.array(of: .text)

  static func keyed(_ values: Self) -> Self {
    .map(
      of: values.nullable,
      names: .string(pattern: "^[a-z0-9][a-z0-9_-]{0,\(Limits.keyLength - 1)}$"))
  }

  static let amount = Schema.numberOrString(pattern: #"^[0-9]+(\.[0-9]+)?$"#)
  static let day = Schema.string(pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$")
  static let percentage = Schema.string(pattern: #"^[0-9]+(\.[0-9]{1,2})? *%$"#)
  static let name = Schema.text.described("What people call it; the key is the identity.")
  static let status = Schema.words(Status.self)
    .described("Whether it runs. archived is permanent.").defaulting(to: .string("active"))
}

extension RootField: DescribedField {
  var schema: Schema {
    switch self {
    case .version:
      .any(of: .constant(.integer(1)), .constant(.string("1")))
        .described("The version of the format.")
    case .account:
      .mapping(of: AccountField.self)
        .described("The ad account that the project describes.")
    case .target:
      .words(TargetKind.self).defaulting(to: .string("local"))
        .described(
          "Where apply goes: local keeps everything in the state, pinterest is the Ads API.")
    case .drift:
      .words(DriftPolicy.self).defaulting(to: .string("refuse"))
        .described(
          "What a plan against target pinterest does about values that somebody changed on the account: refuse lists them, overwrite puts the declared values back."
        )
    case .state:
      .mapping(of: StateField.self)
        .described("Where the state is kept.")
    case .include:
      .array(of: .string())
        .described(
          "Globs of the files to join, relative to this file; * stays in a folder, ** crosses them."
        )
    case .exchangeRates:
      .object(
        [.init("as_of", .day.nullable)]
          + Currency.allCases.map { .init($0.rawValue, .amount.nullable) }
      )
      .described("US dollars for one unit of a currency; only for the pegged CPM floor.")
    case .minimumBids:
      .object(
        Currency.allCases.map { currency in
          .init(
            currency.rawValue,
            .object(MinimumBids.Cell.allCases.map { .init($0.rawValue, .amount.nullable) }).nullable
          )
        }
      )
      .described("Cells of the minimum-bid table that hold for you in place of the published ones.")
    case .guardrails:
      .mapping(of: GuardrailField.self)
        .described("Limits on what one plan may do.")
    case .campaigns:
      .resources(.campaign)
    case .audiences: .resources(.audience)
    case .moved:
      .array(of: Schema.mapping(of: MoveField.self).nullable)
        .described("Addresses that gave way to others; nothing is touched.")
    }
  }
}

extension AccountField: DescribedField {
  var schema: Schema {
    switch self {
    case .name: .text.described("What you call the account.")
    case .country:
      .string(pattern: "^[A-Z]{2}$")
        .described(
          "ISO 3166 code; fixes the currency on target local, which knows \(Market.allCases.map(\.rawValue).joined(separator: " "))."
        )
    case .currency:
      .words(Currency.self).described(
        "Left out: the country's, for the six countries of target local, where it has to be that one."
      )
    case .adAccountID:
      .numberOrString(pattern: "^[0-9]{1,18}$")
        .described("Pinterest's id of the ad account, in quotes; target pinterest needs it.")
    }
  }
}

extension MoveField: DescribedField {
  var schema: Schema {
    let address = Schema.string(pattern: "^(campaign|ad_group|ad|audience)/.+$")
    return switch self {
    case .from: address.described("The address it had.")
    case .to: address.described("The address it has now.")
    }
  }
}
