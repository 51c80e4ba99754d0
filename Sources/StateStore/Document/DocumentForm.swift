import AdsModel
import CustomerLists
import Foundation
import Planning

/// How a state document stands in JSON, apart from the histories' entries.
///
/// Texts that are JSON themselves stay texts: what was written comes back to the byte.
enum DocumentForm {
  /// The format of the file; a newer one is refused.
  static let version = 1

  /// A member that says nothing that was ever written.
  struct Damage: Error { let detail: String }

  struct Head: Codable {
    let target: String
    let account: Account
    let nextLocalID: Int64
    let unsettled: Int64
    let fence: Int64
    let lock: Lock?
    let moved: StatePlace?

    struct Account: Codable {
      let name: String
      let country: String
      let currency: String
      let id: String?
    }

    enum CodingKeys: String, CodingKey {
      case target, account, unsettled, fence, lock, moved
      case nextLocalID = "next_local_id"
    }
  }

  struct Lock: Codable {
    let id: String
    let user: String
    let host: String
    let pid: Int32
    let started: String?
    let boot: String?
    let machine: String?
    let namespace: String?
    let run: String?
    let purpose: String
    let since: Int64
  }

  struct Resource: Codable {
    let address: String
    let id: String
    let status: String
    let attributes: String
    let defaulted: [String]?
    let start: Int?
    let replaces: String?
    let version: Int64
    let `private`: [String: String]?
    let replaced: [String: String]?
  }

  struct Unfinished: Codable {
    let address: String
    let step: String
    let `private`: [String: String]
  }

  struct Move: Codable {
    let from: String
    let to: String
  }

  /// A list with its members in base64, each 65 bytes, in the order of their lookups.
  struct List: Codable {
    let name: String
    let members: [Data]
  }
}

// MARK: - Forms of values

extension DocumentForm.Head {
  init(_ head: StateHead) {
    self.init(
      target: head.target.rawValue,
      account: Account(
        name: head.account.name, country: head.account.country,
        currency: head.account.currency.rawValue, id: head.account.adAccountID),
      nextLocalID: head.nextLocalID, unsettled: head.unsettledCount, fence: head.fence,
      lock: head.lock.map(DocumentForm.Lock.init), moved: head.movedTo)
  }

  func head(lineage: String, serial: Int64) throws -> StateHead {
    guard let target = TargetKind(rawValue: target),
      let currency = Currency(rawValue: account.currency)
    else { throw DocumentForm.Damage(detail: "its account cannot be told") }
    return StateHead(
      lineage: lineage, target: target,
      account: AdsModel.Account(
        name: account.name, country: account.country, currency: currency, adAccountID: account.id),
      serial: serial, nextLocalID: nextLocalID, unsettledCount: unsettled, fence: fence,
      lock: lock?.lock, movedTo: moved)
  }
}

extension DocumentForm.Lock {
  init(_ lock: StateLock) {
    let (holder, process) = (lock.holder, lock.holder.process)
    self.init(
      id: lock.id, user: holder.user, host: holder.host, pid: process.pid,
      started: process.startTime, boot: process.bootID, machine: process.machineID,
      namespace: process.pidNamespace, run: holder.runURL, purpose: holder.purpose,
      since: holder.acquiredAt.secondsSince1970)
  }

  var lock: StateLock {
    StateLock(
      id: id,
      holder: LockHolder(
        user: user, host: host,
        process: ProcessIdentity(
          pid: pid, startTime: started, bootID: boot, machineID: machine, pidNamespace: namespace),
        runURL: run, purpose: purpose, acquiredAt: Instant(secondsSince1970: since)))
  }
}

extension DocumentForm.Resource {
  init(_ resource: StoredResource) {
    let defaulted = resource.defaulted.map(\.text)
    self.init(
      address: resource.address.description, id: resource.id, status: resource.status.rawValue,
      attributes: String(decoding: resource.attributes, as: UTF8.self),
      defaulted: defaulted.isEmpty ? nil : defaulted, start: resource.start.map(\.number),
      replaces: resource.replaces, version: resource.version,
      private: resource.privateValues.form, replaced: resource.replacedValues.form)
  }

  func resource() throws -> StoredResource {
    guard let address = Address(parsing: address), let status = Status(rawValue: status) else {
      throw DocumentForm.Damage(detail: "what is stored at \(address) cannot be told")
    }
    return StoredResource(
      address: address, id: id, status: status, attributes: Array(attributes.utf8),
      defaulted: (defaulted ?? []).map(FieldPath.init), start: start.map(Day.init(number:)),
      replaces: replaces, version: version, privateValues: PrivateValues(`private` ?? [:]),
      replacedValues: PrivateValues(replaced ?? [:]))
  }
}

extension DocumentForm.Unfinished {
  init(_ creation: UnfinishedCreation) {
    self.init(
      address: creation.address.description, step: creation.step,
      private: creation.privateValues.form ?? [:])
  }

  func creation() throws -> UnfinishedCreation {
    guard let address = Address(parsing: address) else {
      throw DocumentForm.Damage(detail: "what is being made cannot be told")
    }
    return UnfinishedCreation(address, after: step, PrivateValues(`private`))
  }
}

extension DocumentForm.Move {
  init(_ move: AdsModel.Move) {
    self.init(from: move.from.description, to: move.to.description)
  }

  func move() throws -> AdsModel.Move {
    guard let from = Address(parsing: from), let to = Address(parsing: to) else {
      throw DocumentForm.Damage(detail: "a move names no address")
    }
    return AdsModel.Move(from: from, to: to)
  }
}

extension DocumentForm.List {
  init(_ name: String, _ members: [SealedMember]) {
    self.init(name: name, members: members.map { Data($0.bytes) })
  }

  func sealed() throws -> [SealedMember] {
    var last: SealedMember?
    return try members.map { bytes in
      guard let member = bytes.withUnsafeBytes({ SealedMember(bytes: $0) }),
        last?.isBefore(member) ?? true
      else { throw DocumentForm.Damage(detail: "a member of a list cannot be told") }
      last = member
      return member
    }
  }
}

extension PrivateValues {
  /// None where there are none.
  var form: [String: String]? {
    isEmpty ? nil : Dictionary(all.map { ($0.name, $0.value) }) { first, _ in first }
  }
}
