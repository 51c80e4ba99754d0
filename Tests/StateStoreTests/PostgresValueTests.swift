import Crypto
import Foundation
import TestSupport
import Testing

@testable import StateStore

/// What needs no server: addresses, texts, arrays, the tables as they are frozen.
struct PostgresValueTests {
  private func place(_ url: String?, _ more: [String: String] = [:]) -> String {
    var environment = more
    environment["PINPLAN_STATE_URL"] = url
    do throws(StoreFault) { return try PostgresAddress(environment).description } catch {
      return error.description(of: "a database")
    }
  }

  @Test func `a place has neither a user nor a password`() {
    #expect(
      place("postgres://ana:s3cret@db.example:6432/ads?sslmode=require")
        == "database ads at db.example")
    #expect(place("postgresql://localhost/ads") == "database ads at this machine")
    #expect(place("postgres:///ads") == "database ads at this machine")
    #expect(place("postgres:///ads?host=/run/postgresql") == "database ads at this machine")
    #expect(place("postgres:///ads", ["PGHOST": "db.example"]) == "database ads at db.example")
    #expect(place("postgres://a.example,b.example/ads") == "database ads at a.example, b.example")
    #expect(place("postgres://ana@db.example") == "database ana at db.example")
    #expect(place("postgres:///ads?service=shop") == "database ads at service shop")
    #expect(
      place("postgres:///ads", ["PGSERVICE": "shop", "PGHOST": "localhost"])
        == "database ads at service shop")
    #expect(
      place("postgres://localhost/ads?hostaddr=192.0.2.7") == "database ads at localhost, 192.0.2.7"
    )
  }

  @Test func `an address that is missing or none is told without what stands there`() {
    let unset =
      "the state in a database cannot be used: PINPLAN_STATE_URL is not set; write there `postgres://USER@HOST/DATABASE`, and keep it out of the project"
    #expect(place(nil) == unset)
    #expect(place("") == unset)
    for url in [
      "https://ana:s3cret@db.example/ads", "db.example/ads", "host=db.example password=s3cret",
      "postgres://ana:s3%cret@db.example/ads",
    ] {
      #expect(
        place(url)
          == "the state in a database cannot be used: PINPLAN_STATE_URL is no address of a database; write `postgres://USER@HOST/DATABASE`, with signs that mean something else in an address as `%` and two digits"
      )
    }
  }

  private func parameters(_ url: String, _ more: [String: String] = [:]) throws -> [String: String]
  {
    let address = try PostgresAddress(more.merging(["PINPLAN_STATE_URL": url]) { $1 })
    return address.withParameters { names, values in
      var parameters: [String: String] = [:]
      var index = 0
      while let name = names[index], let value = values[index] {
        parameters[String(cString: name)] = String(cString: value)
        index += 1
      }
      return parameters
    }
  }

  @Test func `a server elsewhere has to prove who it is, unless somebody says otherwise`() throws {
    let settings = try parameters(
      "postgres://db.example/ads", ["SSL_CERT_FILE": "/etc/passwd", "HOME": "/nowhere"])
    #expect(settings["sslmode"] == "verify-full")
    #expect(settings["sslrootcert"] == "/etc/passwd")
    #expect(try parameters("postgres://localhost/ads")["sslmode"] == nil)
    #expect(try parameters("postgres://db.example/ads?sslmode=require")["sslmode"] == nil)
    #expect(try parameters("postgres://db.example/ads", ["PGSSLMODE": "require"])["sslmode"] == nil)
    for url in ["postgres:///ads?service=shop", "postgres://localhost/ads?hostaddr=192.0.2.7"] {
      #expect(try parameters(url)["sslmode"] == "verify-full")
    }
    let latin = try parameters("postgres://localhost/ads?client_encoding=latin1")
    #expect(latin["client_encoding"] == "UTF8")
    let own = try parameters(
      "postgres://db.example/ads?sslrootcert=/own.crt", ["SSL_CERT_FILE": "/etc/passwd"])
    #expect(own["sslmode"] == "verify-full" && own["sslrootcert"] == nil)
  }

  @Test func `every text is stored as a text without a zero byte, and comes back as it was`() {
    var dice = Dice(seed: RandomSeed.of("PostgresValueTests", or: 7))
    for _ in 0..<2000 {
      let parts = ["\0", "\u{E000}", "\u{E000}0", "\u{E000}1", "a", "é", "🛋", "\u{E001}", "0", "1"]
      let text = (0..<Int.random(in: 0...12, using: &dice))
        .map { _ in parts.randomElement(using: &dice) ?? "" }.joined()
      let stored = PostgresText.stored(Array(text.utf8))
      #expect(!stored.contains(0))
      #expect(String(validating: stored, as: UTF8.self) != nil)
      let back = stored.withUnsafeBytes { PostgresText.original($0) }
      #expect(String(decoding: back, as: UTF8.self) == text)
      let isSpecial = text.unicodeScalars.contains { $0 == "\0" || $0 == "\u{E000}" }
      #expect(stored.withUnsafeBytes(PostgresText.hasMark) == isSpecial)
    }
  }

  @Test func `an array is as PostgreSQL writes it`() {
    var array = PostgresArray(of: .text)
    array.append("a")
    array.append(nil as String?)
    #expect(
      array.bytes == [
        0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 25, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 1, 97, 255, 255, 255,
        255,
      ])
    #expect(PostgresArray(of: .integer).bytes == [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 20])
  }

  @Test func `a migration that has shipped is what it was`() {
    let digests = PostgresSchema.migrations.map { steps in
      SHA256.hash(data: Data(steps.joined(separator: ";").utf8))
        .prefix(8).map { String(format: "%02x", $0) }.joined()
    }
    #expect(digests == ["7d55a46330041f59"])
  }
}
