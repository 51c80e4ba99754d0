import AdsModel
import CustomerLists
import Diagnostics
import ManifestModel

/// Reads the customer lists that a project declares, one after the other.
struct ListReading {
  let manifest: Manifest
  let access: ListAccess
  let key: ListKey?

  /// Who is on the list of an audience, and what is wrong with its files.
  ///
  /// Nobody where a file cannot be read or has errors, and where the audience names no file.
  func people(
    of audience: Declared<Audience>
  ) -> (people: MemberSet?, diagnostics: [Diagnostic]) {
    guard let list = audience.value.definition.customerList, let source = list.source,
      audience.isReadable(.source), audience.isReadable(.identifiers),
      audience.isReadable(.hashing), audience.isReadable(.suppress)
    else { return (nil, []) }
    var contents: ListContents
    do throws(Missing) {
      contents = try read(source, at: .source, of: audience, list)
    } catch {
      return (nil, [error.diagnostic])
    }
    var diagnostics: [Diagnostic] = []
    if let suppress = list.suppress {
      do throws(Missing) {
        contents.suppress(try read(suppress, at: .suppress, of: audience, list))
      } catch {
        diagnostics = [error.diagnostic]
      }
    }
    if diagnostics.isEmpty { contents.judgeSize() }
    diagnostics = (contents.diagnostics + diagnostics).map { found in
      var found = found
      found.address = audience.address.description
      return found
    }
    let isSound = !diagnostics.contains { $0.severity == .error }
    return (isSound ? contents.members : nil, diagnostics)
  }

  /// That a file cannot be had.
  struct Missing: Error {
    let diagnostic: Diagnostic
  }

  func read(
    _ source: ListSource, at path: FieldPath, of audience: Declared<Audience>,
    _ list: AudienceDefinition.CustomerList
  ) throws(Missing) -> ListContents {
    let span = manifest.span(of: audience.origin, at: path)
    guard let file = access.path(of: source) else {
      throw Missing(
        diagnostic: Diagnostic(
          .listFileMissing, "\(quoted(source.text)) names no list, as the variable is not set",
          at: span, address: audience.address.description,
          hint: "set it to the path of a file with one entry a line"))
    }
    do throws(ByteSource.Failure) {
      return try ListReader(
        file: file, identifier: list.identifiers, hashing: list.hashing, key: key
      ).read(try access.open(file))
    } catch {
      var found = Diagnostic.missingList(file, error, at: span)
      found.address = audience.address.description
      throw Missing(diagnostic: found)
    }
  }
}

extension Workspace {
  /// What is wrong with the customer lists inside a project, which needs no state.
  public func listFindings(in manifest: Manifest) -> [Diagnostic] {
    let reading = ListReading(manifest: manifest, access: lists, key: nil)
    var found: [Diagnostic] = []
    for audience in manifest.audiences {
      guard let list = audience.value.definition.customerList,
        ![list.source, list.suppress].contains(where: { $0?.isOutside ?? false })
      else { continue }
      found += reading.people(of: audience).diagnostics.filter { !found.contains($0) }
    }
    return found
  }
}

extension ListSource {
  /// Whether it is named by a variable, and so may be on other machines only.
  fileprivate var isOutside: Bool {
    if case .environment = self { true } else { false }
  }
}
