import AdsModel
import Documents
import ManifestWriting
import Outcomes
import Planning

// The results that have a text and a document.

extension ApplyResult: Report {
  public static var forms: [ReportForm<Self>] {
    [
      .text { ApplyTextRenderer(style: $1.style).render($0) },
      .json(ApplyDocument.encode),
    ]
  }
}

extension DriftReport: Report {
  public static var forms: [ReportForm<Self>] {
    [.text { DriftTextRenderer(style: $1.style).render($0) }, .json(DriftDocument.encode)]
  }
}

extension PullReport: Report {
  public static var forms: [ReportForm<Self>] {
    [.text { PullTextRenderer(style: $1.style).render($0) }, .json(PullDocument.encode)]
  }
}

extension ImportReport: Report {
  public static var forms: [ReportForm<Self>] {
    [.text { ImportTextRenderer(style: $1.style).render($0) }, .json(ImportDocument.encode)]
  }
}

extension RetireReport: Report {
  public static var forms: [ReportForm<Self>] {
    [.text { RetireTextRenderer(style: $1.style).renderResult($0) }, .json(RetireDocument.encode)]
  }
}

extension AuthStatus: Report {
  public static var forms: [ReportForm<Self>] {
    [
      .text { status, _ in AuthStatusTextRenderer().render(status) },
      .json(AuthStatusDocument.encode),
    ]
  }
}

extension ListCheck: Report {
  public static var forms: [ReportForm<Self>] {
    [
      .text { check, _ in ListCheckTextRenderer().render(check) },
      .json(ListCheckDocument.encode),
    ]
  }
}

extension AudienceStatuses: Report {
  public static var forms: [ReportForm<Self>] {
    [
      .text { AudienceStatusTextRenderer(style: $1.style).render($0) },
      .json(AudienceStatusDocument.encode),
    ]
  }
}

extension ListFill: Report {
  public static var forms: [ReportForm<Self>] {
    [
      .text { fill, _ in ListFillTextRenderer().renderResult(fill) },
      .json(ListFillDocument.encode),
    ]
  }
}

extension MembersForgotten: Report {
  public static var forms: [ReportForm<Self>] {
    [
      .text { forgotten, _ in MembersForgottenText.render(forgotten) },
      .json(MembersForgottenDocument.encode),
    ]
  }
}

extension StreamReport: Report {
  public static var forms: [ReportForm<Self>] {
    [.text { StreamTextRenderer(style: $1.style).render($0) }, .json(StreamDocument.encode)]
  }
}

/// Who is about to come to a list and to go, for whoever approves it.
public struct ListFillQuestion: Report {
  private let fill: ListFill

  public init(_ fill: ListFill) { self.fill = fill }

  public static var forms: [ReportForm<Self>] {
    [.text { question, _ in ListFillTextRenderer().renderQuestion(question.fill) }]
  }
}

extension StateListing: Report {
  public static var forms: [ReportForm<Self>] {
    [.text { StateTextRenderer(style: $1.style).render($0) }, .json(StateListDocument.encode)]
  }
}

extension StateCheck: Report {
  public static var forms: [ReportForm<Self>] {
    [.text { check, _ in StateCheckText.render(check) }, .json(StateCheckDocument.encode)]
  }
}

/// Its text is JSON, for a comparison line by line.
extension StateExport: Report {
  public static var forms: [ReportForm<Self>] {
    [
      .text { export, _ in
        String(decoding: StateExportDocument.encode(export), as: UTF8.self)
      },
      .json(StateExportDocument.encode),
    ]
  }
}

/// What is about to be archived, for whoever approves it.
public struct RetireQuestion: Report {
  private let report: RetireReport

  public init(_ report: RetireReport) { self.report = report }

  public static var forms: [ReportForm<Self>] {
    [.text { RetireTextRenderer(style: $1.style).renderQuestion($0.report) }]
  }
}

/// Everything that is stored of one resource.
public struct StoredResourceReport: Report {
  private let resource: StoredResource
  private let currency: Currency

  public init(_ resource: StoredResource, currency: Currency) {
    self.resource = resource
    self.currency = currency
  }

  public static var forms: [ReportForm<Self>] {
    [.text { StateTextRenderer(style: $1.style).render($0.resource, currency: $0.currency) }]
  }
}
