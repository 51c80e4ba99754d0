/// How a report is written.
struct ReportText: Sendable {
  let isCSV: Bool
  let isByDate: Bool
  /// A plain list in place of an object of lists.
  let isList: Bool

  init(format: String, isByDate: Bool, isList: Bool) throws(Refusal) {
    isCSV = format == "CSV"
    self.isByDate = isByDate
    self.isList = isList
  }

  /// The file: rows under the id of their entity or under their date, or with commas.
  func bytes(_ rows: [(id: Int, row: Row)], columns: [String], isTargeting: Bool) -> [UInt8] {
    if isCSV { return separated(rows, columns, isTargeting) }
    if isList { return Self.list(rows.map(\.row)) }
    var output: [UInt8] = [UInt8(ascii: "{")]
    var keys: [String] = []
    var groups: [String: [Row]] = [:]
    for (id, row) in rows {
      let key = isByDate ? row.text("DATE") ?? "" : String(id)
      if groups[key] == nil { keys.append(key) }
      groups[key, default: []].append(row)
    }
    for key in isByDate ? keys.sorted() : keys {
      if output.count > 1 { output.append(UInt8(ascii: ",")) }
      output += "\"\(key)\":".utf8
      output += Self.list(groups.removeValue(forKey: key) ?? [])
    }
    output.append(UInt8(ascii: "}"))
    return output
  }

  private static func list(_ rows: [Row]) -> [UInt8] {
    var output: [UInt8] = [UInt8(ascii: "[")]
    for row in rows {
      if output.count > 1 { output.append(UInt8(ascii: ",")) }
      output += JSON.object(row).bytes
    }
    output.append(UInt8(ascii: "]"))
    return output
  }

  /// A header row and one row each; a number that is not there is 0.
  private func separated(
    _ rows: [(id: Int, row: Row)], _ columns: [String], _ isTargeting: Bool
  ) -> [UInt8] {
    let present = rows.reduce(into: Set<String>()) { $0.formUnion($1.row.keys) }
    let names =
      ["DATE", "HOUR", "TARGETING_TYPE", "TARGETING_VALUE"].filter(present.contains) + columns
    var lines = [names.joined(separator: ",")]
    for (_, row) in rows {
      let cells = names.map { name in
        let value = row[name] ?? 0
        guard let text = value.string else { return value.text }
        let isPlain = !text.contains { [",", "\"", "\n", "\r"].contains($0) }
        return isPlain ? text : "\"\(text.replacing("\"", with: "\"\""))\""
      }
      lines.append(cells.joined(separator: ","))
    }
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }
}
