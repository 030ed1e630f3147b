import ArgumentParser

struct QiaomenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "qiaomen",
        abstract: "Takes what residents report and brings it to the department that answers for it.",
        discussion: """
            Hotlines publish reports to Kafka, one topic a channel. Ingest workers classify each report by area, find \
            the place it speaks of and hand it to the responsible department, one topic a department. Whatever cannot \
            be read is kept, with the reason, among the dead letters; whatever no rule places goes to the hotline's desk.

              reports.<channel> ──> ingest ──> tasks.<department>
                                       └─────> dead.reports
              progress.<department> ──> track ──> later tasks, results.<channel>, escalations, cases
                                          └────> dead.progress
              tasks, escalations, cases ──> notify ──> webhooks

            Areas, departments, communities, channels and rules stand in one YAML file (--district); without it, \
            the shipped pilot district is used.

            EXAMPLES
              A broker to try things with, its address on the first line:
                qiaomen broker
              Topics, then reports in, tasks out:
                export QIAOMEN_BROKER=127.0.0.1:9092
                qiaomen topics create
                qiaomen publish --channel hotline reports.jsonl
                qiaomen tasks --department housing
              What would become of a text:
                echo '白湾社区污水管网没有接通' | qiaomen classify
              What became of it all:
                qiaomen track --drain
                qiaomen cases --list due
                qiaomen figures --by department
              When would a time limit end:
                qiaomen due --from 2026-02-13T15:00:00+08:00 --limit '5 working days'
              What went wrong, and once more:
                qiaomen dead list
                qiaomen dead replay 0:17
              Is everything as it should be?
                qiaomen check --broker 127.0.0.1:9092 --district deploy/district.yaml

            CONFIGURATION
              Every option of a broker, a district, a worker or the log can also be given in the environment \
            (--log-level as QIAOMEN_LOG_LEVEL) and in a YAML file (--config FILE, with log-level: debug). The command \
            line beats the environment, the environment beats the file.

            EXIT STATUS
              0 done, 1 failed, 2 forced by a second signal, 64 wrong usage, 78 wrong configuration or district file.
            """,
        version: "0.1.0",
        subcommands: [
            DemoCommand.self, RunCommand.self, IngestCommand.self, TrackCommand.self, RebuildCommand.self,
            PublishCommand.self,
            TasksCommand.self, ProgressCommand.self, CasesCommand.self, FiguresCommand.self, ClassifyCommand.self,
            TrainCommand.self, EvaluateCommand.self, DueCommand.self, RecomputeCommand.self, PurgeCommand.self,
            DeadCommand.self, TopicsCommand.self, ServeCommand.self, NotifyCommand.self, KeysCommand.self,
            CheckCommand.self, BrokerCommand.self, SimulateCommand.self,
        ])
}
