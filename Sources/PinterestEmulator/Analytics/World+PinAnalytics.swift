// How single Pins did.
extension World {
  func pinAnalytics(_ id: String, _ call: Call) throws(Refusal) -> Answer {
    let days = try organicDays(call, "Invalid pins analytics parameters.")
    guard !call.commaSeparated("metric_types").isEmpty else {
      throw Refusal(code: 400, "Invalid pins analytics parameters. metric_types is required.")
    }
    guard let pin = self[.pins][Int(id)], pin["_visible"] != false else {
      throw Refusal(status: 404, code: 404, "Pin not found.")
    }
    guard isReadable(pin: pin, call) else {
      throw Refusal(status: 403, code: 403, "Not authorized to access board or Pin.")
    }
    return .ok(pinSeries(pin, pinSources(), days, call))
  }

  /// Many Pins at once, which is not open to every app.
  func multiPinAnalytics(_ call: Call) throws(Refusal) -> Answer {
    guard settings.isOn("multi_pin_analytics") else {
      throw Refusal(status: 403, code: 29, "You are not permitted to access that resource.")
    }
    let complaint = "Invalid multi_pins analytics parameters."
    let days = try organicDays(call, complaint, code: 1)
    let ids = call.ids("pin_ids")
    guard !ids.isEmpty, !call.commaSeparated("metric_types").isEmpty else {
      throw Refusal(code: 1, "\(complaint) pin_ids and metric_types are required.")
    }
    let sources = pinSources()
    var all: Row = [:]
    for id in ids {
      guard let pin = self[.pins][id], pin["_visible"] != false else {
        throw Refusal(status: 404, code: 50, "Pin not found.")
      }
      guard isReadable(pin: pin, call) else {
        throw Refusal(status: 401, code: 7, "Not authorized to access board or Pin.")
      }
      all[String(id)] = .object(pinSeries(pin, sources, days, call))
    }
    return .ok(all)
  }

  private func isReadable(pin: Row, _ call: Call) -> Bool {
    guard pin["is_owner"] != false, let board = self[.boards][pin.reference("board_id")] else {
      return false
    }
    return isReadable(board, call)
  }

  private func pinSeries(
    _ pin: Row, _ sources: [PinSource], _ days: ClosedRange<Int>, _ call: Call
  ) -> Row {
    let asked = call.commaSeparated("metric_types")
    let lifetime = ["TOTAL_COMMENTS", "TOTAL_REACTIONS"].filter(asked.contains)
    let source = sources.filter { $0.id == pin.id }
    let all = series(
      source, days, call, metrics: asked, madeBefore: source.first?.firstDay ?? .min)
    guard !lifetime.isEmpty else { return all }
    let numbers = lifetime.map { name in
      (name, JSON.integer(SplitMix.number(pin.id, seed: name.utf8.count, upTo: 50)))
    }
    return all.mapValues { series in
      .object(
        (series.object ?? [:]).merging(
          ["lifetime_metrics": .object(Dictionary(uniqueKeysWithValues: numbers))]) { $1 })
    }
  }
}
