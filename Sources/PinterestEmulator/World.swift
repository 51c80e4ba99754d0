/// A kind of entity that the emulator keeps.
enum Kind: String, CaseIterable, Sendable {
  case adAccounts = "ad_accounts"
  case campaigns
  case adGroups = "ad_groups"
  case ads
  case keywords
  case audiences
  case customerLists = "customer_lists"
  case conversionTags = "conversion_tags"
  case websites
  case boards
  case pins
  case interests

  /// Ids rise from here, in the ranges that real accounts show.
  var firstID: Int {
    switch self {
    case .adAccounts: 549_755_885_175
    case .campaigns: 626_735_565_838
    case .adGroups: 2_680_060_704_746
    case .ads: 687_195_134_316
    case .keywords: 2_886_364_308_355
    case .audiences: 2_542_620_905_475
    case .customerLists: 2_542_630_000_001
    case .conversionTags: 2_617_998_078_211
    case .websites: 1
    case .boards: 549_755_885_001
    case .pins: 813_744_226_420_795_884
    case .interests: 900_000_000_001
    }
  }

  var references: [String] {
    switch self {
    case .campaigns, .audiences, .customerLists, .conversionTags: ["ad_account_id"]
    case .adGroups: ["ad_account_id", "campaign_id"]
    case .ads: ["ad_account_id", "campaign_id", "ad_group_id"]
    case .keywords: ["ad_account_id", "parent_id"]
    case .pins: ["board_id"]
    case .adAccounts, .boards, .interests, .websites: []
    }
  }

  /// Kinds that a person or a client makes; the rest comes from the seed.
  static let made: [Kind] = [.campaigns, .adGroups, .ads, .keywords, .audiences, .customerLists]
}

/// All that the emulator keeps, as a value.
struct World: Sendable {
  var clock = Clock()
  var settings = Settings()
  var user: Row = [:]
  var tokens = Tokens()
  var bulk = BulkJobs()
  var reports = ReportJobs()
  var dataStates = DataStates()
  /// Who is on the customer lists.
  var members = MemberSets()
  private var tables: [Kind: Table]

  init() {
    tables = [:]
    for kind in Kind.allCases {
      tables[kind] = Table(firstID: kind.firstID, references: kind.references)
    }
  }

  subscript(kind: Kind) -> Table {
    get { tables[kind, default: Table(firstID: kind.firstID, references: [])] }
    _modify { yield &tables[kind, default: Table(firstID: kind.firstID, references: [])] }
  }

  var now: Int { clock.now }

  /// The account that a path names, if the user may see it.
  func account(_ id: String) throws(Refusal) -> Row {
    guard let row = self[.adAccounts][Int(id)], row["_visible"] != false else {
      throw Refusal(status: 404, code: 2, "Advertiser not found.")
    }
    return row
  }

  /// Stamps a changed row; two changes in one second still show as two.
  func touched(_ row: Row) -> Row {
    var row = row
    // Keywords and others show no such time.
    let name = row["updated_time"] == nil ? "_updated_time" : "updated_time"
    row[name] = .integer(max(now, (row[name]?.integer ?? 0) + 1))
    return row
  }
}
