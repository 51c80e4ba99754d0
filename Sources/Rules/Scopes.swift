import AdsModel
import Diagnostics
import ManifestLoading

/// The project that rules look at; one object, so that a scope is cheap to make.
final class RuleContext: Sendable {
  let manifest: Manifest
  let now: Instant

  init(manifest: Manifest, now: Instant) {
    self.manifest = manifest
    self.now = now
  }
}

/// One resource and the project around it.
///
/// Its properties lend or fetch one part at a time: a copy of an ad group costs more than most
/// rules do.
protocol Scope {
  var context: RuleContext { get }
  var address: Address { get }
  var origin: Origin { get }
  var unreadable: [FieldPath] { get }
}

extension Scope {
  var manifest: Manifest { _read { yield context.manifest } }
  var now: Instant { context.now }
  func isReadable(_ path: FieldPath) -> Bool { !unreadable.touch(path) }
  func span(_ path: FieldPath) -> SourceSpan { context.manifest.span(of: origin, at: path) }
  /// The place of the resource itself.
  var span: SourceSpan { context.manifest.span(of: origin) }
}

/// A campaign and the project around it.
struct CampaignScope: Scope {
  let context: RuleContext
  let index: Int

  var address: Address { context.manifest.campaigns[index].address }
  var origin: Origin { context.manifest.campaigns[index].origin }
  var unreadable: [FieldPath] { context.manifest.campaigns[index].unreadable }
  var campaign: Campaign { _read { yield context.manifest.campaigns[index].value } }
}

/// An ad group, its campaign and the project around them.
struct AdGroupScope: Scope {
  let context: RuleContext
  let index: Int
  /// The campaign that holds it.
  let parent: CampaignScope

  var address: Address { context.manifest.adGroups[index].address }
  var origin: Origin { context.manifest.adGroups[index].origin }
  var unreadable: [FieldPath] { context.manifest.adGroups[index].unreadable }
  var adGroup: AdGroup { _read { yield context.manifest.adGroups[index].value } }
  var campaign: Campaign { _read { yield parent.campaign } }
  /// The objective; none when it could not be read.
  var objective: Objective? { parent.isReadable(.objective) ? campaign.objective : nil }
}

struct KeywordScope: Scope {
  let context: RuleContext
  let index: Int

  var address: Address { context.manifest.keywords[index].address }
  var origin: Origin { context.manifest.keywords[index].origin }
  var unreadable: [FieldPath] { context.manifest.keywords[index].unreadable }
  var keyword: Keyword { _read { yield context.manifest.keywords[index].value } }
}

struct AdScope: Scope {
  let context: RuleContext
  let index: Int

  var address: Address { context.manifest.ads[index].address }
  var origin: Origin { context.manifest.ads[index].origin }
  var unreadable: [FieldPath] { context.manifest.ads[index].unreadable }
  var ad: Ad { _read { yield context.manifest.ads[index].value } }
}
