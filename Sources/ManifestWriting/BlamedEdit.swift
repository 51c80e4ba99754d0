import AdsModel
import Diagnostics
import ManifestModel

/// Finds the edits that make a rule speak.
///
/// A rule complains at one place, and the edit behind it may stand at another: an ad group without
/// a location at its `targeting`, two campaigns of one name at the second.
struct BlamedEdit {
  let units: [[Int]]
  let edits: [ManifestEdit]
  /// The project with all the edits.
  let project: Project

  /// More edits than this are not tried one by one.
  private static let most = 64

  /// The unit without which the complaint is gone; none when no single one is behind it.
  ///
  /// `persists` tells whether the complaint is there with some units alone.
  func unit(behind found: Diagnostic, persists: ([[Int]]) -> Bool) -> [Int]? {
    let places = DeclaredPlace.all(in: project.manifest, of: Set(edits.map(\.address)))
    func stands(_ unit: [Int], at spans: [SourceSpan]) -> Bool {
      unit.contains { (index: Int) -> Bool in
        guard let place = places[edits[index].address] else { return false }
        let (file, line) = project.manifest.line(of: place.origin, at: [edits[index].path])
        return spans.contains { $0.file == file && $0.start.line == line }
      }
    }
    let near = units.filter { stands($0, at: found.span.map { [$0] } ?? []) }
    let own = units.filter { $0.contains { edits[$0].address.description == found.address } }
    let noted = units.filter { stands($0, at: found.notes.map(\.span)) }
    var tried: Set<[Int]> = []
    for unit in near + own + noted + (units.count > Self.most ? [] : units)
    where tried.insert(unit).inserted {
      if !persists(units.filter { $0 != unit }) { return unit }
    }
    return nil
  }
}
