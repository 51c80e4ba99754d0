import AdsModel
import CustomerLists

/// Who was read of the customer lists that a plan changes, so that carrying it out need not read them again.
///
/// It holds 40 bytes a person until `forget`.
public final class ReadPeople {
  private var sets: [Address: (people: MemberSet, binding: String)] = [:]

  init() {}

  /// Keeps who was read, and what a plan is bound to in place of them.
  func keep(_ people: MemberSet, boundBy binding: String, at address: Address) {
    sets[address] = (people, binding)
  }

  /// Whom a plan was made with that is bound so; nobody where they were not read for it.
  func people(at address: Address, boundBy binding: String) -> MemberSet? {
    sets[address].flatMap { $0.binding == binding ? $0.people : nil }
  }

  /// Lets go of everybody: whoever needs them reads them again.
  public func forget() { sets = [:] }
}
