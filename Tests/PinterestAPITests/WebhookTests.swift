import Synchronization
import Testing

@testable import PinterestAPI

/// Notices are posted to an address, up to three times.
struct WebhookTests {
  private final class Recorder: Sendable {
    let requests = Mutex<[APIRequest]>([])
    let slept = Mutex<[Duration]>([])
    let replies: Mutex<[Script.Reply]>

    init(_ replies: [Script.Reply]) { self.replies = Mutex(replies) }

    var webhook: Webhook {
      Webhook(
        name: "hooks.example.com",
        transport: { (request, token) throws(TransportFailure) in
          #expect(token == nil)
          self.requests.withLock { $0.append(request) }
          return try self.replies.withLock { $0.removeFirst() }.get()
        }, sleep: { time in self.slept.withLock { $0.append(time) } })
    }
  }

  private func post(_ replies: Script.Reply...) async -> (String?, Recorder) {
    let recorder = Recorder(replies)
    return (await recorder.webhook.post(Array("{}".utf8)), recorder)
  }

  @Test(arguments: [200, 201, 202, 204])
  func `what is taken is posted once, as JSON`(_ status: Int) async throws {
    let (problem, recorder) = await post(.status(status))
    #expect(problem == nil)
    let request = try #require(recorder.requests.withLock { $0 }.first)
    #expect(request.method == .post)
    #expect(request.target.isEmpty)
    #expect(request.body == Array("{}".utf8))
    #expect(recorder.slept.withLock { $0 }.isEmpty)
  }

  @Test func `what fails is tried three times, with longer waits`() async {
    let (problem, recorder) = await post(.cut, .unreachable, .status(500))
    #expect(problem == "it answered 500")
    #expect(recorder.requests.withLock { $0.count } == 3)
    #expect(recorder.slept.withLock { $0 } == [.seconds(1), .seconds(4)])
  }

  @Test func `a later try may arrive`() async {
    let (problem, recorder) = await post(.unreachable, .status(503), .status(204))
    #expect(problem == nil)
    #expect(recorder.requests.withLock { $0.count } == 3)
  }

  @Test func `an answer may ask for a longer wait, within reason`() async {
    let (_, recorder) = await post(
      .status(429, retryAfter: .seconds(7)), .status(429, retryAfter: .seconds(3600)), .status(204))
    #expect(recorder.slept.withLock { $0 } == [.seconds(7), .seconds(30)])
  }

  @Test func `nobody follows a redirect`() async {
    let (problem, _) = await post(.status(302), .status(302), .status(302))
    #expect(
      problem == "it answered 302 and leads elsewhere; name the address that it leads to")
  }

  @Test func `why there is no connection is told`() async {
    let (problem, _) = await post(.unreachable, .unreachable, .unreachable)
    #expect(problem == "no connection")
    let (cut, _) = await post(.cut, .cut, .cut)
    #expect(cut == "the connection was closed")
  }

  @Test(arguments: [
    ("https://hooks.example.com/a/b?c=d", "https://hooks.example.com/a/b?c=d", "hooks.example.com"),
    ("HTTPS://Hooks.example.com:8443", "https://hooks.example.com:8443/", "hooks.example.com:8443"),
    ("http://127.0.0.1:8080/x", "http://127.0.0.1:8080/x", "127.0.0.1:8080"),
    ("http://localhost/x/", "http://localhost/x/", "localhost"),
  ])
  func `an address is taken as it is`(_ text: String, _ url: String, _ name: String) throws {
    let host = try APIHost(webhook: text)
    #expect(host.baseURL == url)
    #expect(host.name == name)
  }

  @Test(arguments: [
    (
      "hooks.example.com/secret",
      "--webhook is not the address of a web page; write one that begins with https://"
    ),
    ("", "--webhook is not the address of a web page; write one that begins with https://"),
    (
      "ftp://hooks.example.com/secret",
      "--webhook is not the address of a web page; write one that begins with https://"
    ),
    (
      "https://ana:secret@hooks.example.com",
      "--webhook has a user name in it; write the address without"
    ),
    (
      "http://hooks.example.com/secret",
      "--webhook would send the notices in the clear; write https://, http:// is for this machine only, such as http://127.0.0.1:8080/notices"
    ),
  ])
  func `what is none is refused without being told`(_ text: String, _ message: String) {
    var problem: WebhookError?
    do throws(WebhookError) { _ = try Webhook(text, environment: [:], version: "0") } catch {
      problem = error
    }
    #expect(problem.map { "\($0)" } == message)
    #expect(!message.contains("secret"))
  }

  @Test func `a setting of the network that cannot be is told`() {
    var problem: WebhookError?
    do throws(WebhookError) {
      _ = try Webhook(
        "https://hooks.example.com", environment: ["HTTPS_PROXY": "ftp://proxy"], version: "0")
    } catch { problem = error }
    #expect(
      problem.map { "\($0)" }
        == "HTTPS_PROXY is not a proxy that pinplan can use; write `http://HOST:PORT` or `socks5://HOST:PORT`"
    )
  }
}
