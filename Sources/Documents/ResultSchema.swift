import CanonicalJSON
import Diagnostics
import ManifestWriting
import Outcomes
import Planning

/// The schema of every document that is not a plan.
public enum ResultSchema {
  /// The text of `schema/result.schema.json`.
  public static var text: String {
    var schema = Schema.any(
      of: .definition("validate"), .definition("apply"), .definition("state_list"),
      .definition("state_check"), .definition("state_export"),
      .definition("history"), .definition("pull"), .definition("import"),
      .definition("retire"), .definition("auth_status"), .definition("audience_check"),
      .definition("audience_status"), .definition("audience_forget"),
      .definition("audience_fill"), .definition("audience_stream"))
    schema.id = "https://pinplan.dev/schema/result.schema.json"
    schema.title = "pinplan results"
    schema.description =
      "What pinplan validate, apply, state list, state check, state export, history, pull, import, retire, auth status, audience check, audience status, audience add, audience remove, audience replace, audience stream and audience forget print with --format json."
    schema.definitions = [
      .init("validate", ValidationDocument.Object.Key.objectSchema),
      .init("apply", ApplyResult.Key.objectSchema),
      .init("state_list", StateListing.Key.objectSchema),
      .init("state_check", StateCheck.Key.objectSchema),
      .init("state_export", StateExport.Key.objectSchema),
      .init("history", HistoryDocument.Object.Key.objectSchema),
      .init("pull", PullReport.Key.objectSchema),
      .init("import", ImportReport.Key.objectSchema),
      .init("retire", RetireReport.Key.objectSchema),
      .init("auth_status", AuthStatus.Key.objectSchema),
      .init("audience_check", ListCheck.Key.objectSchema),
      .init("audience_status", AudienceStatuses.Key.objectSchema),
      .init("audience_forget", MembersForgotten.Key.objectSchema),
      .init("notice", Notice.Key.objectSchema),
      .init("audience_fill", ListFill.Key.objectSchema),
      .init("audience_stream", StreamReport.Key.objectSchema),
      .init("step", ApplyResult.Step.Key.objectSchema),
      .init("history_entry", HistoryEntry.Key.objectSchema),
      .init("history_operation", HistoryOperation.Key.objectSchema),
      .init("field_change", FieldChange.Key.objectSchema),
      .init("override", Override.Key.objectSchema),
      .init("diagnostic", Diagnostic.Key.objectSchema),
    ]
    return schema.fileText
  }
}
