import AdsModel
import CanonicalJSON
import Diagnostics
import Planning

extension PlanDocument {
  /// The names at the top of a plan document.
  enum Key: String, DocumentKey {
    case formatVersion = "format_version"
    case pinplanVersion = "pinplan_version"
    case target, account, state, configuration, digest, repeats
    case expiresAt = "expires_at"
    case summary, spend, forecast, performance, changes, moves
    case appliedMoves = "applied_moves"
    case reliesOn = "relies_on"
    case refreshes, notes, overrides, diagnostics, checksum

    var schema: Schema {
      switch self {
      case .formatVersion: .formatVersion
      case .pinplanVersion: Schema.string().described("What wrote the document.")
      case .target: Schema.word(of: TargetKind.self).nullable.described("Where apply goes.")
      case .account: Account.Key.objectSchema
      case .state:
        StatePosition.Key.objectSchema.described("What the project was compared with.")
      case .configuration:
        Schema.array(of: ConfigurationFile.Key.objectSchema)
          .described("The project's files, in path order.")
      case .digest:
        Schema.sha256.nullable.described(
          "Over what the plan would do and nothing else; null when there is no plan.")
      case .repeats:
        Schema.integer(minimum: 1).nullable.described(
          "The number of the apply that did the same before it was undone; null: none did.")
      case .expiresAt:
        Schema.instant.nullable.described("Until when the plan holds; null: no end.")
      case .summary:
        PlanSummary.Key.objectSchema.described("Counts resources, children too.")
      case .spend:
        SpendComparison.Key.objectSchema.described("The worst case, by effective status.")
      case .forecast:
        Forecast.Key.objectSchema.nullable.described(
          "The worst case by day and what runs when; null when it was not worked out.")
      case .performance:
        RecentPerformance.Key.objectSchema.nullable.described(
          "What changed campaigns and ad groups did lately; null where it was not asked for.")
      case .changes:
        Schema.array(of: .definition("change")).described("In the order of carrying out.")
      case .moves:
        Schema.array(of: .definition("move")).described("Renamed without being touched.")
      case .appliedMoves:
        Schema.array(of: .definition("move")).described("Written down, carried out before.")
      case .reliesOn:
        Schema.array(of: Plan.Reliance.Key.objectSchema)
          .described("Stored resources that the plan counts on without changing them.")
      case .refreshes:
        Schema.array(of: .definition("refresh"))
          .described("What the account holds as declared already; apply only records it.")
      case .notes: .array(of: .string())
      case .overrides:
        Schema.array(of: .definition("override")).described("Guardrails let through, and why.")
      case .diagnostics: .array(of: .definition("diagnostic"))
      case .checksum:
        Schema.sha256.nullable.described(
          "Over every byte before it, so that a file that was cut or edited is noticed.")
      }
    }
  }

  /// The text of `schema/plan.schema.json`.
  public static var schema: String {
    var schema = Key.objectSchema
    schema.id = "https://pinplan.dev/schema/plan.schema.json"
    schema.title = "pinplan plan"
    schema.description =
      "What pinplan plan and show print with --format json, and what plan --out saves."
    schema.definitions = [
      .init("amount_run", Forecast.Run.Key.objectSchema),
      .init("campaign_forecast", CampaignForecast.Key.objectSchema),
      .init("flight", Flight.Key.objectSchema),
      .init("flight_side", Flight.Side.Key.objectSchema),
      .init("change", Change.Key.objectSchema),
      .init("field_change", FieldChange.Key.objectSchema),
      .init("refresh", Refresh.Key.objectSchema),
      .init("move", Move.Key.objectSchema),
      .init("override", Override.Key.objectSchema),
      .init("diagnostic", Diagnostic.Key.objectSchema),
    ]
    return schema.fileText
  }
}
