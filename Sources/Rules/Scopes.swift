import AdsModel
import Diagnostics
import ManifestModel

/// The project that rules look at; one object, so that a scope is cheap to make.
final class RuleContext: Sendable {
  let manifest: Manifest
  let archived: ArchivedResources
  let now: Instant
  /// The keys of audiences whose data is somebody else's.
  let thirdParty: Set<String>
  /// Where the ads lead; none where nothing is written, or no address.
  let destinations: [WebAddress?]
  /// Whether nothing in the project is unreadable, which spares looking for it.
  let isWhollyReadable: Bool

  init(manifest: Manifest, now: Instant) {
    self.manifest = manifest
    thirdParty = Set(
      manifest.audiences.lazy.filter { $0.value.definition.external?.isThirdParty == true }
        .map(\.address.path))
    archived = ArchivedResources(in: manifest)
    self.now = now
    destinations = manifest.ads.indices.map {
      manifest.ads[$0].value.destinationURL.flatMap(WebAddress.init)
    }
    isWhollyReadable = manifest.isWhollyReadable
  }
}

/// One resource and the project around it.
///
/// Its properties lend or fetch one part at a time: a copy of an ad group costs more than most
/// rules do. One scope goes from resource to resource of its kind, for the same reason.
protocol Scope {
  static var kind: ResourceKind { get }
  var context: RuleContext { get }
  /// The resource's place among those of its kind.
  var index: Int { get set }
}

extension Scope {
  var manifest: Manifest { _read { yield context.manifest } }
  var now: Instant { context.now }
  var declaration: Declaration {
    _read { yield context.manifest[ResourceRef(Self.kind, index)] }
  }
  var address: Address { declaration.address }
  var origin: Origin { declaration.origin }
  func isReadable(_ path: FieldPath) -> Bool {
    context.isWhollyReadable || declaration.isReadable(path)
  }
  func span(_ path: FieldPath) -> SourceSpan { context.manifest.span(of: origin, at: path) }
  /// The place of the resource itself.
  var span: SourceSpan { context.manifest.span(of: origin) }
}

/// A campaign and the project around it.
struct CampaignScope: Scope {
  static var kind: ResourceKind { .campaign }
  let context: RuleContext
  var index: Int

  var campaign: Campaign { _read { yield context.manifest.campaigns[index].value } }
}

/// An ad group, its campaign and the project around them.
struct AdGroupScope: Scope {
  static var kind: ResourceKind { .adGroup }
  let context: RuleContext
  var index: Int

  /// The campaign that holds it.
  var parent: CampaignScope {
    CampaignScope(context: context, index: context.manifest.adGroups[index].parent)
  }
  var adGroup: AdGroup { _read { yield context.manifest.adGroups[index].value } }
  var campaign: Campaign {
    _read { yield context.manifest.campaigns[context.manifest.adGroups[index].parent].value }
  }
  /// The objective; none when it could not be read.
  var objective: Objective? { parent.isReadable(.objective) ? campaign.objective : nil }
}

struct KeywordScope: Scope {
  static var kind: ResourceKind { .keyword }
  let context: RuleContext
  var index: Int

  var keyword: Keyword { _read { yield context.manifest.keywords[index].value } }
}

struct AdScope: Scope {
  static var kind: ResourceKind { .ad }
  let context: RuleContext
  var index: Int

  /// Where the ad leads; none where nothing is written, or no address.
  var destination: WebAddress? { _read { yield context.destinations[index] } }
  var ad: Ad { _read { yield context.manifest.ads[index].value } }
}

struct AudienceScope: Scope {
  static var kind: ResourceKind { .audience }
  let context: RuleContext
  var index: Int

  var audience: Audience { _read { yield context.manifest.audiences[index].value } }
}
