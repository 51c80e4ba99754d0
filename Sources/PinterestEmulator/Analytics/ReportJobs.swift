/// Reports that were asked for; the numbers are made when the file is fetched.
struct ReportJobs: Sendable {
  struct Job: Sendable {
    let account: Int
    let request: JSON
    var pollsLeft: Int
    let fails: Bool
    /// When it was asked for, in seconds of the account's clock.
    let made: Int
  }

  /// The right to fetch a report for some time.
  struct Address: Sendable {
    let token: String
    let until: Int
  }

  private(set) var jobs: [String: Job] = [:]
  private(set) var addresses: [String: Address] = [:]
  private var failures = 0

  mutating func add(_ request: JSON, account: Int, _ settings: Settings, now: Int) -> String {
    let fails = failures < settings.number("failing_reports")
    if fails { failures += 1 }
    let token = Tokens.random("")
    jobs[token] = Job(
      account: account, request: request, pollsLeft: settings.number("report_polls"), fails: fails,
      made: now)
    return token
  }

  /// How far a report is; a finished one gets a new address each time.
  mutating func poll(_ token: String, account: Int, _ settings: Settings, now: Int)
    -> (status: String, key: String?)
  {
    guard var job = jobs[token], job.account == account else { return ("DOES_NOT_EXIST", nil) }
    guard job.pollsLeft <= 0 else {
      job.pollsLeft -= 1
      jobs[token] = job
      return ("IN_PROGRESS", nil)
    }
    if job.fails { return ("FAILED", nil) }
    guard now < job.made + settings.number("report_seconds") else { return ("EXPIRED", nil) }
    let key = Tokens.random("")
    addresses[key] = Address(token: token, until: now + settings.number("report_url_seconds"))
    return ("FINISHED", key)
  }

  /// The report that an address leads to, while it is good.
  func job(at key: String, now: Int) -> Job? {
    guard let address = addresses[key], now < address.until else { return nil }
    return jobs[address.token]
  }
}
