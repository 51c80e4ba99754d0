import AdsModel
import Applying
import ArgumentParser
import Diagnostics
import Outcomes
import Planning
import Rendering
import StateStore

/// An audience as it is named on the command line: by its key or its address.
struct AudienceName: ExpressibleByArgument {
  let address: Address

  init?(argument: String) {
    if let address = Address(parsing: argument), address.kind == .audience {
      self.address = address
    } else if Address.isKey(argument) {
      address = .audience(argument)
    } else {
      return nil
    }
  }
}

extension AudienceCommand {
  struct Forget: AsyncParsableCommand, ReportingCommand {
    static let configuration = CommandConfiguration(
      commandName: "forget", abstract: "Forget who the state keeps of a customer list.",
      discussion: """
        The account keeps them. The next plan takes everybody on the list for new; who has left it \
        since the last upload is not taken out of the account's any more.
        """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var output: FormatOptions<MembersForgotten>
    @Argument(help: "The audience, by its key or its address.") var name: AudienceName
    @Flag(help: "Do not ask; needed where no terminal is.")
    var autoApprove = false

    var reporter: Reporter { common.reporter(output) }

    func run() async throws {
      let address = name.address
      let count = try await count(of: address)
      guard count > 0 else {
        return try reporter.show(MembersForgotten(address, count: 0))
      }
      try confirm(count)
      var forgotten = 0
      try await common.write(purpose: "audience forget") { session, author in
        forgotten = try await session.forgetMembers(of: address, by: author, now: common.time)
      }
      try reporter.show(MembersForgotten(address, count: forgotten))
    }

    func report(of failure: Failure) -> any Report {
      MembersForgotten(name.address, count: nil, diagnostics: failure.diagnostics)
    }

    /// How many are kept, as far as it can be told before there is a lock.
    private func count(of address: Address) async throws -> Int {
      guard let state = try await common.storedState() else {
        throw Failure(
          .stateNothingStored, "there is no state yet, so there is nothing to change",
          exit: .refused)
      }
      guard let lists = state.memberLists(at: address) else {
        throw Failure(
          unknown: address, among: state.audiences(counts: [:]).map(\.address), isDeclared: false)
      }
      let counts = try await common.backend.memberCounts()
      return Set(lists).reduce(0) { $0 + MemberList.count(of: $1, counts) }
    }

    private func confirm(_ count: Int) throws {
      guard !autoApprove else { return }
      let console = common.console
      guard console.isInteractive else {
        throw Failure(
          .applyNotApproved, "nobody is there to approve; say --auto-approve", exit: .refused)
      }
      let question = """
        Forget \(Self.people(count)) of \(name.address)? The account keeps them, and who has left the \
        list since the last upload is not taken out there any more.
        """
      guard console.confirms(question) else {
        throw Failure(.applyNotApproved, "not approved; nothing was written", exit: .refused)
      }
    }

    private static func people(_ count: Int) -> String {
      count == 1 ? "1 person" : "\(count) people"
    }
  }
}
