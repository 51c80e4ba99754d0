import AdsModel
import ArgumentParser
import Diagnostics
import Documents
import Foundation
import Outcomes
import PinterestAPI

/// Where notices go beside the result.
struct WebhookOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Post notices, if there are any, to this address, as JSON.", valueName: "url"))
  var webhook: String?

  func validate() throws {
    do throws(WebhookError) {
      _ = try connected
    } catch {
      throw ValidationError("\(error)")
    }
  }

  private var connected: Webhook? {
    get throws(WebhookError) {
      guard let webhook else { return nil }
      return try Webhook(
        webhook, environment: ProcessInfo.processInfo.environment, version: Version.current)
    }
  }

  /// Posts what there is to post; returns a warning where it did not arrive.
  func post(_ posting: NoticePosting) async -> Diagnostic? {
    guard !posting.notices.isEmpty, let connected = try? connected,
      let problem = await connected.post(posting.document)
    else { return nil }
    return Diagnostic(
      .webhookFailed, .warning,
      "the webhook at \(quoted(connected.name)) did not take the notices, tried 3 times: \(problem)",
      at: nil, hint: "the notices are in the result too; nothing else depends on it")
  }
}
