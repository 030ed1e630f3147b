import ArgumentParser

struct DeadCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dead",
        abstract: "Lists, shows and sends again what could not be worked on.",
        discussion: """
            A message that cannot be read goes to dead.reports with its key, its value, its headers and the reason: nothing \
            is lost. Once the reason is mended, send it to its topic again.

            EXAMPLES
              qiaomen dead list
              qiaomen dead show 3:17
              qiaomen dead replay 3:17 3:18
              qiaomen dead replay --all
            """,
        subcommands: [DeadListCommand.self, DeadShowCommand.self, DeadReplayCommand.self])
}
