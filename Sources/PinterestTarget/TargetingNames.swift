import AdsModel
import ManifestModel
import Planning

/// What Pinterest calls the audiences and interests that a project names by words of its own.
struct TargetingNames: Sendable {
  /// The ids of audiences by their keys.
  var audienceIDs: [String: String] = [:]
  /// The keys of audiences that were replaced by their ids, until those are removed: what still names
  /// one is read as what it is to become.
  var oldAudiences: [String: String] = [:]
  /// The ids of campaigns and ads that audiences are made from.
  var sourceIDs: [Address: String] = [:]
  /// The ids of interests by the word that a project may write: `home_decor` for "Home decor".
  var interestIDs: [String: String] = [:]

  /// The id of an audience; none when nobody declares or stores it.
  func audienceID(_ key: String) -> String? { audienceIDs[key] }

  /// The id of a campaign or an ad, which a project writes as a key or as the id itself.
  func sourceID(_ text: String, _ kind: ResourceKind) -> String? {
    sourceIDs[Address(trusted: text, kind: kind)] ?? (Self.isID(text) ? text : nil)
  }

  /// Takes in the ids of what a resource names.
  mutating func add(_ referenceIDs: [Address: String]) {
    for (address, id) in referenceIDs {
      if address.kind == .audience {
        audienceIDs[address.key] = audienceIDs[address.key] ?? id
      } else {
        sourceIDs[address] = sourceIDs[address] ?? id
      }
    }
  }

  /// Gives stored audiences the ids that were last applied, under the keys that the project has for
  /// them: what is held against the state is read by what the state knows.
  ///
  /// An id that is declared anew would make a stranger of the audience that an ad group has.
  mutating func readAudiences(of state: StoredState, as manifest: Manifest) {
    let moved = state.moved(as: manifest)
    for resource in state.resources where resource.address.kind == .audience {
      audienceIDs[resource.address.key] = nil
    }
    var sources: Set<Address> = []
    for resource in moved.resources where resource.address.kind == .audience {
      audienceIDs[resource.address.key] = resource.id
      if let replaced = resource.replaces { oldAudiences[replaced] = resource.address.key }
      sources.formUnion(Fields(json: resource.attributes)?.references(of: .audience) ?? [])
    }
    guard !sources.isEmpty else { return }
    for resource in moved.resources
    where resource.address.kind != .audience && sources.contains(resource.address) {
      sourceIDs[resource.address] = resource.id
    }
  }

  /// The id of an interest, which a project writes as a word or as the id itself.
  func interestID(_ word: String) -> String? {
    Self.isID(word) ? word : interestIDs[Self.word(for: word)]
  }

  static func isID(_ word: String) -> Bool {
    !word.isEmpty && word.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }

  /// How a project writes a label: lower case, with an underscore for all that is no letter or digit.
  static func word(for label: String) -> String {
    label.lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: "_")
  }

  /// The other way round, for reading what an account holds.
  var reversed: Reversed { Reversed(self) }

  struct Reversed: Sendable {
    private let audiences: [String: String]
    private let interests: [String: String]
    private let sources: [LiveAccount.Key: String]

    init(_ names: TargetingNames) {
      sources = Dictionary(
        names.sourceIDs.map { (LiveAccount.Key($0.kind, $1), $0.path) }
      ) { first, second in min(first, second) }
      let current = Dictionary(names.audienceIDs.map { ($1, $0) }) { first, second in
        min(first, second)
      }
      audiences = names.oldAudiences.merging(current) { _, current in current }
      interests = Dictionary(names.interestIDs.map { ($1, $0) }) { first, second in
        min(first, second)
      }
    }

    /// The key of an audience; the id of one that the project does not know.
    func audience(_ id: String) -> String { audiences[id] ?? id }

    /// The key of a campaign or an ad; the id itself where the project writes it so.
    func source(_ id: String, _ kind: ResourceKind, asIn stored: Set<String>) -> String {
      stored.contains(id) ? id : sources[LiveAccount.Key(kind, id)] ?? id
    }

    /// The word for an interest; the id itself where the project writes it so.
    func interest(_ id: String, asIn stored: Set<String>) -> String {
      stored.contains(id) ? id : interests[id] ?? id
    }
  }
}
