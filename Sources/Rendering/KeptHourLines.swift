import AdsModel
import Diagnostics
import ManifestWriting

extension TextCanvas {
  /// The hours that the state keeps, a line for each.
  mutating func put(_ kept: [KeptHour]) {
    guard !kept.isEmpty else { return }
    line("Kept to the second, as the YAML has only days:")
    for hour in kept {
      line(
        "\(Printable.text(hour.address.description)) \(hour.path) \(hour.moment.written) UTC",
        indent: 2)
    }
  }
}
