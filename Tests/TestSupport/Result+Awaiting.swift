extension Result where Failure == any Error {
  /// What a call that waits comes to, for cleaning up after it.
  public static func awaiting(_ body: () async throws -> Success) async -> Self {
    do { return .success(try await body()) } catch { return .failure(error) }
  }
}
