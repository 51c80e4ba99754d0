import AdsModel
import Applying
import Diagnostics
import Foundation
import ManifestLoading
import ManifestModel

/// Writes files into a project's folder: all of them, as far as the disk allows, or none.
struct ProjectFiles {
  let common: CommonOptions

  /// Why files were not written.
  struct Refusal: Error {
    let file: String
    let reason: String
  }

  /// Writes new bytes for files, and checks that those that were read are still the same.
  ///
  /// Everything is on disk beside its file before the first of them is renamed.
  func write(_ files: TextTable<[UInt8]>, reading sources: TextTable<[UInt8]>) throws(Refusal) {
    var written: [(temporary: String, file: String, path: String)] = []
    do throws(Refusal) {
      for (file, bytes) in files.sorted {
        try check(file, sources[file])
        let path = common.path(file)
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        try? FileManager.default.createDirectory(
          atPath: folder, withIntermediateDirectories: true)
        // A link keeps leading to its file.
        let target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        let temporary = target + ".new-\(getpid())"
        try attempt(file) { () throws(OutputFile.Failure) in
          try OutputFile.create(temporary, with: bytes)
        }
        written.append((temporary, file, target))
        var status = stat()
        if stat(target, &status) == 0 { chmod(temporary, status.st_mode & 0o7777) }
      }
      for one in written {
        // A file that appeared meanwhile is somebody's.
        try check(one.file, sources[one.file])
        guard rename(one.temporary, one.path) == 0 else {
          throw Refusal(file: one.file, reason: OutputFile.Failure.last.reason)
        }
      }
    } catch {
      for one in written { unlink(one.temporary) }
      throw error
    }
  }

  private func attempt(_ file: String, _ body: () throws(OutputFile.Failure) -> Void)
    throws(Refusal)
  {
    do throws(OutputFile.Failure) { try body() } catch {
      throw Refusal(file: file, reason: error.reason)
    }
  }

  private func check(_ file: String, _ read: [UInt8]?) throws(Refusal) {
    let folder = common.folder
    guard let read else {
      guard folder.entry(file) == nil else {
        throw Refusal(file: file, reason: "it appeared while it was being made")
      }
      return
    }
    guard let now = try? folder.read(file), now == read else {
      throw Refusal(file: file, reason: "it changed since it was read")
    }
  }
}

extension CommonOptions {
  /// Writes files into the project's folder, or ends the command with exit 1.
  func write(_ files: TextTable<[UInt8]>, over project: Project) throws {
    do throws(ProjectFiles.Refusal) {
      try ProjectFiles(common: self).write(files, reading: project.sources)
    } catch {
      throw Failure(
        .outputUnwritable, "\(error.file) could not be written: \(error.reason)", exit: .refused)
    }
  }
}
