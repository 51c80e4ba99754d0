import Foundation
import Testing

@testable import PinterestEmulator

struct StoreTests {
  private let path = NSTemporaryDirectory() + "store-\(UUID()).jsonl"

  @Test func `an account is there again after a restart, ids and tokens too`() async throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    let first = try Session { $0.storePath = path }
    let campaign = await first.made("campaigns", .campaign)
    _ = await first.admin("PATCH", "tokens/pina_readonly", ["expires_at": 1])
    let second = try Session { $0.storePath = path }
    #expect(await second.admin("GET", "dump").body == first.admin("GET", "dump").body)
    #expect(await second.made("campaigns", .campaign) == String((Int(campaign) ?? 0) + 1))
    var reader = second
    reader.token = "pina_readonly"
    #expect(await reader.ads("GET", "campaigns").status == 401)
  }

  @Test func `a torn last line loses that write only`() async throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    let first = try Session { $0.storePath = path }
    for _ in 0..<2 { _ = await first.made("campaigns", .campaign) }
    let data = try Data(contentsOf: URL(fileURLWithPath: path))
    try data.dropLast(20).write(to: URL(fileURLWithPath: path))
    let second = try Session { $0.storePath = path }
    #expect(await second.ads("GET", "campaigns").body?["items"]?.array?.count == 1)
    #expect(await second.made("campaigns", .campaign) == "626735565839")
    let third = try Session { $0.storePath = path }
    #expect(await third.ads("GET", "campaigns").body?["items"]?.array?.count == 2)
  }

  @Test func `a reset empties the file too`() async throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    let first = try Session { $0.storePath = path }
    _ = await first.made("campaigns", .campaign)
    _ = await first.admin("POST", "reset")
    let second = try Session { $0.storePath = path }
    #expect(await second.ads("GET", "campaigns").body?["items"] == [])
  }
}
