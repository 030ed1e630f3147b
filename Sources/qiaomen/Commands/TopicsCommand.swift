import ArgumentParser

struct TopicsCommand: AsyncParsableCommand {
    static let defaultPartitions = 8

    static let configuration = CommandConfiguration(
        commandName: "topics",
        abstract: "Makes, lists and guards the topics that the district file needs.",
        discussion: """
            reports.<channel>, tasks.<department>, progress.<department> (one partition), results.<channel>, cases \
            (compacted), escalations, dead.reports, dead.progress.

            EXAMPLES
              qiaomen topics create --broker k1:9092 --replication 3
              qiaomen topics list --broker k1:9092
              qiaomen topics acls --broker k1:9092 | sh
            """,
        subcommands: [TopicsCreateCommand.self, TopicsListCommand.self, TopicsACLsCommand.self])
}
