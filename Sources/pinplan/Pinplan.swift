import ArgumentParser
import PinplanCLI

@main
enum Pinplan {
  static func main() async { await PinplanCommand.main() }
}
