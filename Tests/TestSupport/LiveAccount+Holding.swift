import AdsModel
import Planning

extension LiveAccount {
  /// An account that holds exactly what a state says, over the fields that target pinterest carries.
  public init(holding state: StoredState, updatedTime: Int64? = 1_795_000_000) {
    let ids = Dictionary(state.resources.map { ($0.address, $0.id) }) { first, _ in first }
    let carried = Catalogue.carried
    self.init(
      state.resources.filter { carried[$0.address.kind] != nil }.map { stored in
        var fields = Fields()
        for field in (Fields(json: stored.attributes) ?? Fields()).all
        where carried[stored.address.kind]?.contains(field.path) == true {
          fields.put(field.path, field.value)
        }
        if let start = stored.start, fields[.start] == nil { fields[.start] = .day(start) }
        return LiveResource(
          stored.address.kind, id: stored.id,
          parentID: stored.address.parent.flatMap { ids[$0] }, status: stored.status,
          fields: fields, updatedTime: updatedTime)
      }, carried: carried)
  }
}
