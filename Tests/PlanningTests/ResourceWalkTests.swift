import AdsModel
import ManifestLoading
import ManifestModel
import Planning
import TestSupport
import Testing

/// Everything declared goes through one sequence, whatever its kind.
struct ResourceWalkTests {
  private static func manifest(_ root: String, _ campaigns: String) -> Manifest {
    Project.load(
      .memory([
        "pinplan.yaml": "version: 1\naccount: { name: n, country: GB }\n" + root,
        "campaigns/all.yaml": campaigns,
      ])
    ).manifest
  }

  private static let shop = manifest(
    "audiences: { buyers: { type: external, id: \"1\" } }\n",
    """
    campaigns:
      spring:
        objective: traffic
        ad_groups:
          women:
            bid: 0.35
            ads: { hero: { pin: "1" }, more: { pin: "2", status: archived } }
            keywords: [sofa, { text: lamp, match: exact }]
          men: { status: archived, keywords: [chair] }
      summer: { objective: traffic, status: archived, ad_groups: { all: { ads: { hero: { pin: "3" } } } } }
    audiences: { visitors: { type: external, id: "2" } }
    """)

  private static func addresses(_ refs: some Sequence<ResourceRef>) -> [String] {
    refs.map { shop[$0].address.description }
  }

  @Test func `each resource comes before what it holds, and audiences come first`() {
    #expect(
      Self.addresses(Self.shop.resources) == [
        "audience/buyers", "audience/visitors",
        "campaign/spring",
        "ad_group/spring/women",
        "keyword/spring/women/broad/sofa", "keyword/spring/women/exact/lamp",
        "ad/spring/women/hero", "ad/spring/women/more",
        "ad_group/spring/men", "keyword/spring/men/broad/chair",
        "campaign/summer", "ad_group/summer/all", "ad/summer/all/hero",
      ])
    #expect(Self.shop.resources.count == 13)
  }

  @Test func `kind by kind the same resources come`() {
    let byKind = Array(Self.shop.resources.byKind)
    #expect(Set(byKind) == Set(Self.shop.resources))
    #expect(byKind.map(\.kind) == byKind.map(\.kind).sorted())
    for kind in ResourceKind.allCases {
      let all = Array(Self.shop.resources.all(of: kind))
      #expect(all == byKind.filter { $0.kind == kind })
      #expect(all.map(\.index) == Array(all.indices))
    }
  }

  @Test func `parents and children find each other`() {
    let manifest = Self.shop
    for ref in manifest.resources {
      #expect(
        manifest.parent(of: ref).map { manifest[$0].address } == manifest[ref].address.parent)
      for child in manifest.resources.children(of: ref) {
        #expect(manifest.parent(of: child) == ref)
      }
    }
    let held = manifest.resources.flatMap { manifest.resources.children(of: $0) }
    #expect(Set(held).union(manifest.resources.roots) == Set(manifest.resources))
    #expect(held.count + manifest.resources.roots.count == manifest.resources.count)
  }

  @Test func `what is below something archived is archived`() {
    let archived = Self.shop.resources.filter { Self.shop.isArchived($0) }
    #expect(
      Self.addresses(archived) == [
        "ad/spring/women/more", "ad_group/spring/men", "keyword/spring/men/broad/chair",
        "campaign/summer", "ad_group/summer/all", "ad/summer/all/hero",
      ])
  }

  @Test func `an address leads to its resource, and that to its fields and name`() throws {
    let address = Address.keyword(in: .adGroup("spring", "women"), .exact, "lamp")
    let found = Self.shop.refs(at: [address, .campaign("autumn")])
    #expect(found.count == 1)
    let ref = try #require(found[address])
    #expect(Self.shop.fields(of: ref)[.match] == .text("exact"))
    #expect(Self.shop.label(of: ref) == "lamp")
    #expect(Self.shop.status(of: ref) == nil)
    #expect(Self.shop.keywords[ref.index].address == address)
  }

  @Test func `a project that declares nothing has nothing to go through`() {
    let empty = Self.manifest("", "campaigns: {}\n")
    #expect(Array(empty.resources) == [])
    #expect(Array(empty.resources.byKind) == [])
  }

  @Test func `each kind has a number of its own, and its parent a lower one`() {
    let kinds = ResourceKind.inDepthOrder
    #expect(kinds.map(\.depth) == Array(kinds.indices))
    #expect(Set(kinds) == Set(ResourceKind.allCases))
    for kind in kinds { #expect(kind.parent.map { $0 < kind } ?? true) }
  }

  @Test func `an address has a parent where its kind has one`() {
    for ref in Self.shop.resources {
      #expect(Self.shop[ref].address.parent?.kind == ref.kind.parent)
    }
  }
}
