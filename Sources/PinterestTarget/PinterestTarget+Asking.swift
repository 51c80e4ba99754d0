import AdsModel
import Applying
import Diagnostics
import ManifestModel
import PinterestAPI
import Planning

extension PinterestTarget {
  public func preflight(
    _ manifest: Manifest, isWriting: Bool
  ) async throws(TargetFailure) -> [Diagnostic] {
    do throws(APIError) {
      self.isWriting = isWriting
      return try await connected.checkAccount(manifest, isWriting: isWriting)
    } catch {
      throw TargetFailure(error)
    }
  }

  public func preflight(_ draft: PlanDraft) async throws(TargetFailure) -> [Diagnostic] {
    do throws(APIError) {
      return try await connected.checkChanges(draft, isWriting: isWriting)
    } catch {
      throw TargetFailure(error)
    }
  }

  public func observe(_ scope: ObservedScope) async throws(TargetFailure) -> LiveAccount? {
    do throws(APIError) {
      switch scope {
      case .owned(let manifest, let state): return try await connected.observe(state, of: manifest)
      case .everything(let manifest, let state):
        return try await connected.observeAll(of: manifest, state)
      case .campaigns: return try await connected.observeCampaigns()
      }
    } catch {
      throw TargetFailure(error)
    }
  }

  public func readings(
    of audiences: [StoredAudience]
  ) async throws(TargetFailure) -> [AudienceReading] {
    do throws(APIError) {
      return try await connected.readings(of: audiences)
    } catch {
      throw TargetFailure(error)
    }
  }

  public func strangers(
    _ id: String, kinds: Set<ResourceKind>, _ manifest: Manifest, _ state: StoredState?
  ) async throws(TargetFailure) -> [Stranger] {
    do throws(APIError) {
      return try await connected.strangers(id, kinds: kinds, state, of: manifest)
    } catch {
      throw TargetFailure(error)
    }
  }
}

extension TargetFailure {
  init(_ error: APIError) {
    self.init(.pinterestFailed, error.description, requestID: error.requestID)
  }
}
