import Testing

@testable import PinterestAPI

struct SettingsTests {
  private func problem(_ environment: [String: String]) -> String? {
    do throws(SettingsError) {
      _ = try ConnectionSettings(environment: environment, version: "1")
      return nil
    } catch {
      return error.description
    }
  }

  @Test func `production is the default, and a host may be named`() throws {
    #expect(try APIHost(environment: [:]).baseURL == "https://api.pinterest.com/v5")
    #expect(try APIHost(environment: [:]).isProduction)
    let local = try APIHost(environment: ["PINPLAN_PINTEREST_URL": "http://127.0.0.1:8080/"])
    #expect(local.baseURL == "http://127.0.0.1:8080/v5")
    #expect(local.name == "127.0.0.1:8080")
    let sandbox = try APIHost(environment: ["PINPLAN_PINTEREST_URL": APIHost.sandboxURL])
    #expect(sandbox.name == "api-sandbox.pinterest.com")
    #expect(!sandbox.isProduction)
  }

  @Test(arguments: [
    (
      ["PINPLAN_PINTEREST_URL": "ftp://x"],
      #"PINPLAN_PINTEREST_URL is "ftp://x", which is not the address of an API; write one such as `https://api.pinterest.com/v5`, or unset it"#
    ),
    (
      ["PINPLAN_PINTEREST_URL": "http://127.0.0.1.example.com"],
      #"PINPLAN_PINTEREST_URL is "http://127.0.0.1.example.com", which would send the token in the clear; write `https://`, `http://` is for this machine only, such as `http://127.0.0.1:8080`"#
    ),
    (
      ["PINPLAN_PINTEREST_URL": "https://me:geheim@x"],
      "PINPLAN_PINTEREST_URL has a user name in it; write the address without, the token is a setting of its own"
    ),
    (
      ["PINPLAN_REQUEST_TIMEOUT": "1m"],
      #"PINPLAN_REQUEST_TIMEOUT is "1m"; write whole seconds from 1 to 3600"#
    ),
    (
      ["PINPLAN_SETTLING_TIME": "5"],
      #"PINPLAN_SETTLING_TIME is "5"; write whole seconds from 10 to 3600"#
    ),
    (
      ["PINPLAN_SETTLING_TIME": "-1", "PINPLAN_PINTEREST_URL": "http://127.0.0.1:8080"],
      #"PINPLAN_SETTLING_TIME is "-1"; write whole seconds from 0 to 3600"#
    ),
    (
      ["https_proxy": "https://u:geheim@proxy"],
      "https_proxy is not a proxy that pinplan can use; write `http://HOST:PORT` or `socks5://HOST:PORT`"
    ),
    (
      ["SSL_CERT_FILE": "/nowhere.pem"],
      #"SSL_CERT_FILE is "/nowhere.pem", where no certificates can be read; write the path of a PEM file, or unset it"#
    ),
  ]) func `a setting that cannot be is told`(_ environment: [String: String], _ message: String) {
    #expect(problem(environment) == message)
  }

  @Test(arguments: [
    (["HTTPS_PROXY": "http://p:3128"], true), (["https_proxy": "p:3128"], true),
    (["HTTPS_PROXY": "http://p:3128", "NO_PROXY": "example.com, .pinterest.com"], false),
    (["HTTPS_PROXY": "http://p:3128", "no_proxy": "*"], false),
    (["HTTPS_PROXY": "http://p:3128", "NO_PROXY": "api.pinterest.com:8443"], true),
    (["HTTPS_PROXY": "http://p:3128", "NO_PROXY": "interest.com"], true),
    (["HTTP_PROXY": "http://p:3128"], false),
    (
      ["HTTPS_PROXY": "http://p:3128", "PINPLAN_PINTEREST_URL": "https://localhost:8443"], false
    ),
  ]) func `proxies follow the usual variables`(_ environment: [String: String], _ isUsed: Bool)
    throws
  {
    let settings = try ConnectionSettings(environment: environment, version: "1")
    #expect((settings.proxy?.host == "p") == isUsed)
  }
}
