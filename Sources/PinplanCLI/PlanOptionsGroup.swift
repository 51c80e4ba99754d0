import AdsModel
import Applying
import ArgumentParser
import Planning

/// What `plan` and `apply` take alike.
struct PlanOptionsGroup: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Create a resource anew and archive the old one. May be repeated.", valueName: "address"))
  var replace: [Address] = []

  @OptionGroup var overriding: OverrideOptions

  @Flag(
    help: "Put declared values back where somebody changed them on Pinterest since the last apply.")
  var overwriteDrift = false

  @Flag(help: "Accept a project that declares nothing although resources are stored.")
  var allowEmpty = false

  var request: PlanRequest {
    var request = PlanRequest()
    request.options.replace = Set(replace)
    request.options.overwritesDrift = overwriteDrift
    overriding.add(to: &request)
    request.allowsEmpty = allowEmpty
    return request
  }
}
