import AdsModel
import Applying
import CustomerLists
import Diagnostics
import ManifestModel
import StateStore

extension CommonOptions {
  /// The list of an audience that something else fills, in a project without mistakes.
  func externalList(_ address: Address) async throws -> (Project, ExternalList) {
    let (project, diagnostics) = workspace.project()
    guard !diagnostics.contains(where: { $0.severity == .error }) else {
      throw Failure(diagnostics, of: project)
    }
    let state = try await storedState(of: project)
    do throws(ExternalList.Refusal) {
      return (project, try ExternalList(address, in: project.manifest, state))
    } catch {
      throw Failure([error.diagnostic], of: project)
    }
  }

  /// The list key that there is; looking makes none.
  func listKey() throws -> ListKey? {
    do throws(ListKeyError) { return try workspace.lists.keys.key() } catch {
      throw ListFailure.key(error)
    }
  }

  /// The list key, which is made where there is none.
  func makeListKey(for address: Address) throws -> ListKey {
    let key: ListKey?
    do throws(ListKeyError) { key = try workspace.lists.keys.makeKey() } catch {
      throw ListFailure.key(error)
    }
    guard let key else { throw ListFailure.nowhereToKeep(address) }
    return key
  }
}
