import Foundation
import Hotline
import Store
import Testing
import WorkTime

extension CommandTests {
    /// The commands that work on the store.
    @Suite struct Cases {
        /// A store in a directory of its own with three cases: 1 open at `rural`, 2 resolved, 3 open at the desk.
        final class Filled {
            let directory: URL
            let numbers: [CaseNumber]
            var store: String { "sqlite:" + directory.appending(path: "s.db").path() }

            init() throws {
                directory = FileManager.default.temporaryDirectory.appending(path: "qiaomen-\(UUID().uuidString)")
                try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
                let calendars: Calendars = [try ShippedCalendar.split.calendar, try ShippedCalendar.always.calendar]
                let policy = CasePolicy(version: "2020-1", limits: [.standard], calendars: calendars)
                let store = try Store(path: directory.appending(path: "s.db").path(), calendars: calendars)
                let now = Int64(Date().timeIntervalSince1970 * 1000)
                var step = TrackingStep()
                for (index, department) in ["rural", "housing", "desk"].enumerated() {
                    let at = Instant(milliseconds: now - Int64(200 - index * 50) * 86_400_000)
                    var state = Self.opened(index + 1, department, at: at, policy)
                    if index == 1 {
                        let event = ProgressEvent(
                            id: "e", caseNumber: state.number, at: at, by: "li", note: "电话13800001111",
                            body: .resolve(.init(reply: "管道已疏通")))
                        let received = ReceivedProgress(
                            event: event, topic: "progress.housing", offset: 1, recordedAt: at)
                        _ = state.apply(received, policy)
                    }
                    step.cases.append(
                        CaseChange(
                            state, body: state.json(utcOffset: 28_800), written: 0,
                            report: ReportRecord(
                                number: state.number, receivedAt: at, channel: "hotline",
                                hash: "00112233445566778899aabbccddeeff", department: department, area: "sewage",
                                text: "=污水流到路上了，电话13800001111", address: "柿铺街道", name: "欧阳", phone: "13800001111")))
                }
                try store.commit(step)
                try store.close()
                numbers = step.cases.map(\.case.number)
            }

            deinit { try? FileManager.default.removeItem(at: directory) }

            private static func opened(
                _ id: Int, _ department: String, at: Instant, _ policy: CasePolicy
            ) -> Case {
                let bytes = Array("r\(id)".utf8)
                let number = CaseNumber(channel: "hotline", id: bytes.span)
                let assignment = Assignment(
                    caseNumber: number, department: department, area: "sewage", confidence: 0.9, community: "baiwan",
                    assignedAt: at, policy: "2020-1", model: "words-1",
                    source: Source(topic: "reports.hotline", partition: 0, offset: Int64(id)), channel: "hotline")
                let caller = Caller(number: number, channel: "hotline", reportedAt: at, receivedAt: at)
                let terms = policy.terms(area: "sewage", kind: .help, urgency: .normal)
                return Case(Opening(assignment: assignment, caller: caller, terms: terms), policy.calendars)
            }

            func run(_ arguments: String...) async throws -> Program.Outcome {
                try await Program.run(arguments, environment: ["QIAOMEN_STORE": store])
            }
        }

        private static let districtFile = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../deploy/district.yaml")

        @Test func `Cases are listed as table, JSON lines or CSV, without personal data`() async throws {
            let filled = try Filled()
            let table = try await filled.run("cases")
            #expect(table.status == 0)
            #expect(table.lines.count == 4)
            #expect(table.lines[0].hasPrefix("case"))
            let json = try await filled.run("cases", "--list", "due", "--format", "json", "--department", "rural")
            #expect(json.lines.count == 1)
            let object = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
            #expect(object?["case"] as? String == filled.numbers[0].description)
            let csv = try await filled.run("cases", "--format", "csv", "--state", "resolved")
            #expect(csv.output.hasPrefix("case,state,department,"))
            #expect(csv.output.contains("'=污水流到路上了"))
            #expect(try await filled.run("cases", "--limit", "2", "--format", "json").lines.count == 2)
            for outcome in [table, json, csv] {
                #expect(!outcome.output.contains("13800001111"))
                #expect(!outcome.output.contains("欧阳"))
            }
        }

        @Test func `One case is shown with its clocks, callers and history, however its number is written`()
            async throws
        {
            let filled = try Filled()
            let sheet = try await filled.run("cases", filled.numbers[1].grouped)
            #expect(sheet.status == 0)
            for word in ["clocks", "rounds", "callers", "history", "resolve", "opened at housing"] {
                #expect(sheet.output.contains(word), "\(word)")
            }
            #expect(!sheet.output.contains("13800001111"))
            let json = try await filled.run("cases", filled.numbers[1].description, "--format", "json")
            let object = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
            #expect(object?["state"] as? String == "resolved")
            let unknown = try await filled.run("cases", "0000 0000 0000 0001")
            #expect(unknown.status == 1)
            #expect(unknown.errors.contains("there is no case 0000 0000 0000 0001"))
            #expect(try await filled.run("cases", "12").status == 64)
        }

        @Test func `The check says that all is well, or what is not, and then fails`() async throws {
            let filled = try Filled()
            let well = try await filled.run("cases", "--verify")
            #expect(well.status == 0)
            #expect(well.errors.contains("3 cases, all as they should be"))
            let path = filled.directory.appending(path: "s.db").path()
            let edit =
                "import sqlite3; d=sqlite3.connect('\(path)'); d.execute(\"UPDATE cases SET holder='x'\"); d.commit()"
            let shell = Process()
            shell.executableURL = URL(filePath: "/usr/bin/env")
            shell.arguments = ["python3", "-c", edit]
            try shell.run()
            shell.waitUntilExit()
            let wrong = try await filled.run("cases", "--verify", "--format", "json")
            #expect(wrong.status == 1)
            #expect(wrong.lines.count == 3)
            #expect(wrong.lines.allSatisfy { $0.contains(#""what":"column holder""#) })
        }

        @Test func `Without a store, reading says so and makes none`() async throws {
            let path = FileManager.default.temporaryDirectory.appending(path: "none-\(UUID().uuidString).db").path()
            for command in ["cases", "recompute", "purge"] {
                let outcome = try await Program.run([command, "--store", "sqlite:\(path)"])
                #expect(outcome.status == 1)
                #expect(outcome.errors.contains("there is no store at \(path)"))
            }
            #expect(!FileManager.default.fileExists(atPath: path))
            #expect(try await Program.run(["cases", "--store", "postgres:x"]).status == 64)
        }

        @Test func `Recompute shows the dates that today's district file would change, and changes nothing`()
            async throws
        {
            let filled = try Filled()
            let file = filled.directory.appending(path: "district.yaml")
            let shipped = try String(contentsOf: Self.districtFile, encoding: .utf8)
            try (shipped.replacing("5 working days", with: "9 working days")).write(
                to: file, atomically: true, encoding: .utf8)
            let arguments = ["recompute", "--district", file.path(), "--format", "json", "--store", filled.store]
            let open = try await Program.run(arguments)
            #expect(open.status == 0)
            #expect(
                open.lines.contains { $0.contains(filled.numbers[0].description) && $0.contains(#""date":"dueAt""#) })
            #expect(!open.output.contains(filled.numbers[1].description))
            #expect(open.errors.contains("2 open cases"))
            let all = try await Program.run(arguments + ["--all"])
            #expect(all.output.contains(filled.numbers[1].description))
            #expect(try await Program.run(arguments).output == open.output)
        }

        @Test func `A purge takes what is past the retention, and only says so before with --dry-run`() async throws {
            let filled = try Filled()
            let dry = try await filled.run("purge", "--dry-run")
            #expect(dry.status == 0)
            #expect(dry.output.contains(#""reports":1,"purged":false"#))
            let purge = try await filled.run("purge")
            #expect(purge.output.contains(#""reports":1,"purged":true,"erased":true"#))
            #expect(try await filled.run("purge").output.contains(#""reports":0"#))
            #expect(try await filled.run("cases", "--verify").status == 0)
        }
    }
}
