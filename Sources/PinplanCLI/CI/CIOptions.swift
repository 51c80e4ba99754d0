import ArgumentParser
import Diagnostics
import Foundation
import ManifestLoading
import ManifestModel
import PinterestAPI
import Rendering

/// Where reports are posted.
enum ReviewPlace: ExpressibleByArgument {
  case service(ReviewJob.Service)
  /// A file with the comments, for what speaks with another service.
  case file(String)

  init?(argument: String) {
    if let service = ReviewJob.Service(rawValue: argument) {
      self = .service(service)
    } else if argument.hasPrefix("file:"), argument.count > "file:".count {
      self = .file(String(argument.dropFirst("file:".count)))
    } else {
      return nil
    }
  }
}

/// What `ci plan` and `ci apply` take alike.
struct CIOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Every project in a folder and below it, in place of the one of -C.", valueName: "dir"),
    completion: .directory)
  var all: String?

  @Option(
    help: ArgumentHelp(
      "Where to post: github, gitlab or file:FILE; what the job is of if left out.",
      valueName: "place"))
  var to: ReviewPlace?

  @Flag(help: "Print what would be posted, and post nothing.")
  var dryRun = false

  @Option(
    help: ArgumentHelp(
      "Keep the plan and the reports in a folder; of several projects in one folder each.",
      valueName: "dir"),
    completion: .directory)
  var output: String?

  @Option(help: ArgumentHelp("The most bytes of a comment.", valueName: "n"))
  var maxBytes: Int?

  func validate() throws {
    if let maxBytes { try MarkdownOptions.checkBudget(maxBytes) }
  }

  /// How long a comment may be where a service takes no more than `longest` bytes.
  func commentBudget(_ longest: Int) -> Int { min(maxBytes ?? longest, longest) }

  /// Says which of several projects comes.
  func announce(_ project: CommonOptions) {
    guard all != nil else { return }
    project.console.say("\n\(Printable.text(project.directory)):")
  }

  /// The projects to work on, each with the options of the command.
  func projects(_ common: CommonOptions) throws -> [CommonOptions] {
    guard let all else { return [common] }
    guard common.directory == "." else {
      throw ValidationError("--all names the folder of all projects; leave out -C")
    }
    let folders = CIProjects.folders(below: all)
    guard !folders.isEmpty else {
      throw Failure(
        .projectNotFound, "there is no project in \(Printable.text(all)) or below it",
        hint: "a project is a folder with a `\(Project.rootFile)`", exit: .refused)
    }
    return folders.map { folder in
      var one = common
      one.directory = folder
      return one
    }
  }
}

/// The projects of a repository.
enum CIProjects {
  /// The folders with a project in them, in path order; links and hidden folders are not followed.
  static func folders(below root: String) -> [String] {
    var found: [String] = []
    var open = [root]
    let files = FileManager.default
    while let folder = open.popLast() {
      let path = folder == "." ? "" : folder + (folder.hasSuffix("/") ? "" : "/")
      let names = (try? files.contentsOfDirectory(atPath: folder)) ?? []
      if names.contains(Project.rootFile) { found.append(folder) }
      for name in names where !name.hasPrefix(".") {
        var status = stat()
        guard lstat(path + name, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { continue }
        open.append(path + name)
      }
    }
    return found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}
