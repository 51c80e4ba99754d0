import CustomerLists

/// Who is to come to a list and who is to go from it; with the key that its members are sealed with.
public enum PeopleOrder {
  /// The list is to have just these; `anew` takes everybody out first and puts everybody in again.
  ///
  /// Of whom nobody knows whether they are there, they come, or go, once more.
  case exactly(MemberSet, anew: Bool = false)
  /// These come and those go, whoever else is there: all of both are sent.
  case changing(add: MemberSet, remove: MemberSet)
}
