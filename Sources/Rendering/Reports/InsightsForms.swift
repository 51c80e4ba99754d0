import Documents
import Insights

extension InsightsReport: Report {
  public static var forms: [ReportForm<Self>] {
    [
      .text { InsightsTextRenderer(style: $1.style).render($0) },
      .json(InsightsDocument.encode),
      .csv(InsightsCSV.render),
      .markdown { report, _ in MarkdownInsights().render(report) },
      .html { InsightsPage($0).render() },
    ]
  }
}

extension MetricList: Report {
  public static var forms: [ReportForm<Self>] {
    [.text { MetricsTextRenderer(style: $1.style).render($0) }, .json(MetricsDocument.encode)]
  }
}

extension CollectionReport: Report {
  public static var forms: [ReportForm<Self>] {
    [
      .text { CollectionTextRenderer(style: $1.style).render($0) },
      .json(CollectionDocument.encode),
    ]
  }
}
