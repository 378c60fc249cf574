import ArgumentParser

@main
struct WinnowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "winnow")
}
