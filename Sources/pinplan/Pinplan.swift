@main
enum Pinplan {
  static func main() async {}
}
