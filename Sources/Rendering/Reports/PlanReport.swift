import AdsModel
import Diagnostics
import Documents
import Planning

/// A plan as `plan` and `show` tell it.
public struct PlanReport: Report {
  private let plan: Plan
  /// Why it may not be applied.
  ///
  /// It is one more diagnostic of every document, so that none looks as if all were well; in text it is
  /// told apart from the plan.
  private let mismatch: [Diagnostic]

  public init(_ plan: Plan, mismatch: [Diagnostic] = []) {
    self.plan = plan
    self.mismatch = mismatch
  }

  private var whole: Plan {
    guard !mismatch.isEmpty else { return plan }
    var whole = plan
    whole.diagnostics += mismatch
    return whole
  }

  public static var forms: [ReportForm<Self>] {
    [
      .text { PlanTextRenderer(style: $1.style, view: $1.view).render($0.plan) },
      .json { PlanDocument.encode($0.whole) },
      .markdown { MarkdownPlanRenderer($1).render($0.whole) },
    ]
      + .annotations { report in
        let plan = report.whole
        return LineRemarks(
          diagnostics: plan.diagnostics, plan: plan, currency: plan.account.currency)
      }
  }
}

/// A plan as an apply shows it to whoever approves or watches; its result has the other forms.
public struct PlanPreview: Report {
  private let plan: Plan
  private let digest: String
  private let view: PlanView

  public init(_ plan: Plan, digest: String, view: PlanView = .changes) {
    self.plan = plan
    self.digest = digest
    self.view = view
  }

  public static var forms: [ReportForm<Self>] {
    [
      .text { preview, setting in
        let renderer = PlanTextRenderer(style: setting.style, view: preview.view)
        return renderer.render(preview.plan, digest: preview.digest)
      }
    ]
  }
}

/// Why there is no plan; in text, diagnostics say it.
public struct NoPlanReport: Report {
  private let diagnostics: [Diagnostic]
  private let account: Account
  private let target: TargetKind
  private let heading: String?

  /// `heading` is for what is no mistake of the project's.
  public init(
    _ diagnostics: [Diagnostic], account: Account, target: TargetKind, heading: String? = nil
  ) {
    self.diagnostics = diagnostics
    self.account = account
    self.target = target
    self.heading = heading
  }

  public static var forms: [ReportForm<Self>] {
    [
      .json { PlanDocument.encodeFailure($0.diagnostics) },
      .markdown {
        MarkdownMistakesRenderer($1).render(
          $0.diagnostics, account: $0.account, target: $0.target, heading: $0.heading)
      },
    ] + .annotations { LineRemarks(diagnostics: $0.diagnostics, currency: $0.account.currency) }
  }
}
