import AdsModel
import Diagnostics

extension FieldDrift {
  /// Why nobody can write the live value into a project, and what to do about it; none where a
  /// project has the words.
  public func foreignReason(of address: Address) -> String? {
    let words = live?.foreignWords(at: path) ?? []
    guard !words.isEmpty else { return nil }
    return "no project can write \(clipped(words.joined(separator: ", "))): \(ways(of: address))"
  }

  private func ways(of address: Address) -> String {
    let leaving = "`lifecycle: { ignore_changes: [\(path)] }` leaves the live one alone"
    let replacing = "--replace \(address) creates a new one and archives the old"
    switch path {
    case .objective: return replacing
    // The next apply creates the declared one.
    case .match: return "`pinplan state rm \(shellWord("\(address)"))` forgets it"
    // What is no amount is the type of the budget, which stays.
    case .dailyBudget, .lifetimeBudget: return "\(replacing), and \(leaving)"
    default: return "--overwrite-drift puts the declared value back, and \(leaving)"
    }
  }
}
