/// What the project's own repository says of its `origin`.
struct GitOriginSettings {
  let git: GitProgram
  let project: String
  let place: String

  func origin(forPush: Bool = false) async throws(StateError) -> String {
    let output = try await run(
      ["remote", "get-url"] + (forPush ? ["--push"] : []) + ["origin"])
    guard output.isDone, !output.line.isEmpty else {
      throw .store(
        place,
        .notSetUp(
          """
          \(output.words); run pinplan in a checkout whose remote `origin` holds the branch, or \
          choose another `state.backend`
          """))
    }
    return try await absolute(output.line)
  }

  /// A path that is written from the checkout's top, from everywhere.
  private func absolute(_ origin: String) async throws(StateError) -> String {
    let isPath = origin.prefix { $0 != "/" }.allSatisfy { $0 != ":" }
    guard isPath, !origin.hasPrefix("/"), !origin.hasPrefix("~") else { return origin }
    let top = try await run(["rev-parse", "--show-toplevel"])
    return top.isDone && !top.line.isEmpty ? top.line + "/" + origin : origin
  }

  func settings() async throws(StateError) -> [(key: String, value: String)] {
    let output = try await run(["config", "--local", "--null", "--list"])
    guard output.isDone else { return [] }
    return output.text.split(separator: "\0").compactMap { entry in
      let parts = entry.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
      return parts.count == 2 ? (String(parts[0]), String(parts[1])) : nil
    }
  }

  private func run(_ arguments: [String]) async throws(StateError) -> GitProgram.Output {
    do throws(GitProgram.Failure) {
      return try await git.run(arguments, in: project)
    } catch {
      throw .store(place, error.fault)
    }
  }
}
