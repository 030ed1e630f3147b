import Foundation
import Testing

extension CommandTests {
    @Suite struct Train {
        // MARK: - What it writes

        @Test func `A model that was trained is what classify is told to use`() async throws {
            let folder = try LabelledFolder(), model = folder.path("model.qiaomen")
            let lines = folder.path("noise.jsonl"), district = try folder.districtWithNoise()
            try folder.noisyLines(40).write(toFile: lines, atomically: true, encoding: .utf8)
            let trained = try await Program.run(
                ["train", lines, "--with", Examples.folder, "--folds", "2", "--district", district, "--output", model])
            #expect(trained.status == 0)
            #expect(trained.errors.contains("\(model): model grams-1-"))
            let text = "胜利街9号烧烤摊音响震天，周末最厉害"
            let before = try await Program.run(["classify", "--district", district], input: text)
            let after = try await Program.run(["classify", "--district", district, "--model", model], input: text)
            let named = try await Program.run(
                ["classify", "--district", district], input: text, environment: ["QIAOMEN_MODEL": model])
            #expect(before.output.contains(#""area":"other""#))
            #expect(after.output.contains(#""area":"noise""#))
            #expect(named.output == after.output)
        }

        @Test func `Without --output nothing is written, and it says so`() async throws {
            let folder = try LabelledFolder()
            let outcome = try await Program.run(["train", Examples.file("pilot"), Examples.file("en"), "--folds", "2"])
            #expect(outcome.status == 0)
            #expect(outcome.errors.contains("nothing is written without --output"))
            #expect(outcome.output.hasPrefix("pilot.jsonl, en.jsonl: "))
            #expect(outcome.output.contains("macro F1"))
            #expect(folder.files.isEmpty)
        }

        @Test func `The same lines give the same file, in whatever process`() async throws {
            let folder = try LabelledFolder()
            for name in ["one", "two"] {
                let outcome = try await Program.run(
                    ["train", Examples.file("zh-sewage"), "--folds", "2", "--replace", "--output", folder.path(name)])
                #expect(outcome.status == 0)
            }
            #expect(try folder.bytes("one") == folder.bytes("two"))
            #expect(try !folder.bytes("one").isEmpty)
        }

        @Test func `A present model that is better stays, unless it is to be replaced`() async throws {
            let folder = try LabelledFolder(), model = folder.path("model.qiaomen"), few = folder.path("few.jsonl")
            let first = try await Program.run(
                [
                    "train", Examples.file("en"), "--with", Examples.file("en-plain"), "--folds", "2", "--replace",
                    "--output", model,
                ])
            #expect(first.status == 0)
            let good = try folder.bytes("model.qiaomen")
            // Of the first 100 lines alone much less can be learned than of all.
            try Examples.lines("en-plain", 100).write(toFile: few, atomically: true, encoding: .utf8)
            let arguments = ["train", few, "--folds", "2", "--model", model, "--output", model]

            let refused = try await Program.run(arguments)
            #expect(refused.status == 1)
            #expect(refused.errors.contains("nothing is written: the present model is better; --replace writes"))
            #expect(try folder.bytes("model.qiaomen") == good)

            let replaced = try await Program.run(arguments + ["--replace"])
            #expect(replaced.status == 0)
            #expect(try folder.bytes("model.qiaomen") != good)
        }

        @Test func `A present model that cannot be read is not compared with, and does not stop the new one`()
            async throws
        {
            let folder = try LabelledFolder(), model = folder.path("model.qiaomen")
            try Data("no model\n".utf8).write(to: URL(filePath: model))
            let outcome = try await Program.run(
                ["train", Examples.file("zh-sewage"), "--folds", "2", "--model", model, "--output", model])
            #expect(outcome.status == 0)
            #expect(outcome.errors.contains("there is no present model to compare with: \(model): not a model"))
            #expect(try folder.bytes("model.qiaomen").starts(with: Array("qiaomen-model 1\n".utf8)))
        }

        @Test func `A folder where the model cannot be written is told`() async throws {
            let outcome = try await Program.run(
                [
                    "train", Examples.file("zh-sewage"), "--folds", "2", "--replace", "--output",
                    "/nowhere/model.qiaomen",
                ])
            #expect(outcome.status == 1)
            #expect(outcome.errors.contains("/nowhere/model.qiaomen: cannot be written"))
        }

        // MARK: - What it reads

        @Test func `Standard input, files and folders are read, supporting ones measured apart`() async throws {
            let lines = try String(contentsOfFile: Examples.file("zh-water"), encoding: .utf8)
            let outcome = try await Program.run(
                [
                    "train", "-", "--with", Examples.file("pilot"), "--with", Examples.file("en"), "--folds", "2",
                    "--format", "json",
                ],
                input: lines)
            #expect(outcome.status == 0)
            let sets = try outcome.lines.map { line in
                try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            }
            #expect(sets.count == 3)
            #expect(sets.dropFirst().map { $0["set"] as? String } == ["pilot.jsonl", "en.jsonl"])
            let counts = sets.map { ($0["all"] as? [String: Any])?["reports"] as? Int }
            #expect(counts == [lines.split(separator: "\n").count, 30, 533])
        }

        @Test func `A line that cannot be used is named with file, line and what was expected, and nothing is written`()
            async throws
        {
            let folder = try LabelledFolder(), lines = folder.path("lines.jsonl"), model = folder.path("model.qiaomen")
            try """
            {"text":"污水外溢","area":"sewage"}
            {"text":"污水外溢","area":
            {"text":"污水外溢","area":"swimming"}
            {"area":"sewage"}
            {"text":"污水外溢"}
            {"text":5,"area":"sewage"}
            {"text":"污水外溢","area":"sewage","sure":"no"}
            {"text":null,"area":"sewage"}
            {"text":"污水外溢","area":"sewage","title":["a"]}
            ["污水外溢","sewage"]

            污水外溢
            """.write(toFile: lines, atomically: true, encoding: .utf8)
            let outcome = try await Program.run(["train", lines, "--output", model])
            #expect(outcome.status == 1)
            #expect(outcome.output.isEmpty)
            #expect(
                outcome.errors == """
                    \(lines): line 2: expected a JSON object with text and area
                    \(lines): line 3: area: expected one of sewage, renovation, greenery, other, found "swimming"
                    \(lines): line 4: text: expected a string; the field is missing
                    \(lines): line 5: area: expected a string; the field is missing
                    \(lines): line 6: text: expected a string
                    \(lines): line 7: sure: expected true or false
                    \(lines): line 8: text: expected a string
                    \(lines): line 9: title: expected a string
                    \(lines): line 10: expected a JSON object with text and area
                    \(lines): line 12: expected a JSON object with text and area

                    """)
            #expect(folder.files == ["lines.jsonl"])
        }

        @Test func `Of very many such lines the first are named, and how many more there are`() async throws {
            let folder = try LabelledFolder(), lines = folder.path("lines.jsonl")
            try String(repeating: "x\n", count: 50).write(toFile: lines, atomically: true, encoding: .utf8)
            let outcome = try await Program.run(["train", lines])
            #expect(outcome.status == 1)
            #expect(outcome.errors.split(separator: "\n").count == 21)
            #expect(outcome.errors.hasSuffix("and 30 more lines\n"))
        }

        @Test func `A file that is not there, a folder without lines and too few reports are told`() async throws {
            let folder = try LabelledFolder()
            let missing = try await Program.run(["train", "/nowhere.jsonl"])
            #expect(missing.status == 1)
            #expect(missing.errors.contains("/nowhere.jsonl: there is no such file"))
            let empty = try await Program.run(["train", Examples.file("pilot"), "--with", folder.directory])
            #expect(empty.status == 1)
            #expect(empty.errors.contains("\(folder.directory): holds no file that ends in .jsonl"))
            let none = try await Program.run(["train", "-"])
            #expect(none.status == 1)
            #expect(none.errors.contains("there is no labelled report to learn from"))
            let few = try await Program.run(
                ["train", "-", "--output", folder.path("model.qiaomen")], input: #"{"text":"污水","area":"sewage"}"#)
            #expect(few.status == 1)
            #expect(few.errors.contains("no area but other has 20 labelled reports"))
            #expect(folder.files.isEmpty)
        }

        // MARK: - How it is asked

        @Test(arguments: [
            (["train"], "<files>"), (["train", "x", "--folds", "1"], "--folds: expected 2 to 20"),
            (["train", "x", "--folds", "21"], "--folds: expected 2 to 20"), (["train", "x", "--seed", "-1"], "seed"),
            (["train", "x", "--format", "xml"], "format"), (["evaluate"], "<files>"),
        ])
        func `Wrong usage is 64`(arguments: [String], problem: String) async throws {
            let outcome = try await Program.run(arguments)
            #expect(outcome.status == 64)
            #expect(outcome.errors.contains(problem))
        }

        @Test(arguments: ["train", "evaluate"])
        func `The help has examples`(command: String) async throws {
            let outcome = try await Program.run([command, "--help"])
            #expect(outcome.status == 0)
            #expect(outcome.output.contains("EXAMPLES\n  qiaomen \(command) "))
        }

        @Test(arguments: ["train \(Examples.file("pilot")) \(Examples.file("en")) --folds 2", "evaluate -"])
        func `A reader that goes away is no failure, and nothing is said of it`(command: String) async throws {
            let folder = try LabelledFolder(), lines = folder.path("lines.jsonl"), status = folder.path("status")
            try LabelledFolder.unmet(2_000).write(toFile: lines, atomically: true, encoding: .utf8)
            let shell = Process()
            shell.executableURL = URL(filePath: "/bin/sh")
            let errors = folder.path("errors")
            shell.arguments = [
                "-c", "( \(Program.executable.path) \(command) <\(lines) 2>\(errors); echo $? >\(status) ) | head -n 1",
            ]
            let output = Pipe()
            shell.standardOutput = output
            try shell.run()
            let said = try output.fileHandleForReading.readToEnd() ?? Data()
            shell.waitUntilExit()
            #expect(said.count { $0 == 0x0A } == 1)
            #expect(try String(contentsOfFile: status, encoding: .utf8) == "0\n")
            let told = try String(contentsOfFile: errors, encoding: .utf8)
            #expect(!told.localizedCaseInsensitiveContains("pipe") && !told.contains("Error"))
        }
    }

    @Suite struct Evaluate {
        @Test func `A table says how well each area is told`() async throws {
            let outcome = try await Program.run(["evaluate", "-"], input: LabelledFolder.unmet(40))
            #expect(outcome.status == 0)
            #expect(outcome.output.contains("40 reports"))
            for word in ["macro F1", "precision", "recall", "coverage", "calibration", "sewage", "other"] {
                #expect(outcome.output.contains(word), "\(word)")
            }
        }

        @Test func `As JSON it is one object a file`() async throws {
            let folder = try LabelledFolder()
            for name in ["a.jsonl", "b.jsonl"] {
                try LabelledFolder.unmet(10).write(toFile: folder.path(name), atomically: true, encoding: .utf8)
            }
            let outcome = try await Program.run(["evaluate", folder.directory, "--format", "json"])
            #expect(outcome.status == 0)
            let sets = try outcome.lines.map { line in
                try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            }
            #expect(sets.map { $0["set"] as? String } == ["a.jsonl", "b.jsonl"])
            let all = try #require(sets[0]["all"] as? [String: Any])
            #expect(all["reports"] as? Int == 10)
            #expect((all["accuracy"] as? Double ?? 0) > 0.8)
            #expect(((all["areas"] as? [String: Any])?["sewage"] as? [String: Any])?["recall"] as? Double == 1)
            #expect((sets[0]["coverage"] as? [Any])?.count == 19)
            #expect((sets[0]["reliability"] as? [Any])?.count == 10)
        }

        @Test func `Lines that the model was trained on are left out, and it says so`() async throws {
            let all = try await Program.run(["evaluate", Examples.file("pilot")])
            #expect(all.status == 0)
            #expect(all.output.isEmpty)
            #expect(all.errors == "pilot.jsonl: 30 lines are left out: the model was trained on them\n")
            let some = try await Program.run(
                ["evaluate", "-"],
                input: try String(contentsOfFile: Examples.file("pilot"), encoding: .utf8) + LabelledFolder.unmet(5))
            #expect(some.status == 0)
            #expect(some.errors.contains(": 30 lines are left out"))
            #expect(some.output.contains(": 5 reports"))
        }

        @Test func `A broken line, a missing file and a broken model are told`() async throws {
            let line = try await Program.run(["evaluate", "-"], input: "{\"text\":\"污水\",\"area\":\"moon\"}\n")
            #expect(line.status == 1)
            #expect(
                line.errors == "-: line 1: area: expected one of sewage, renovation, greenery, other, found \"moon\"\n")
            let file = try await Program.run(["evaluate", "/nowhere.jsonl"])
            #expect(file.status == 1)
            #expect(file.errors.contains("/nowhere.jsonl: there is no such file"))
            let noModel = try await Program.run(["evaluate", "-", "--model", Examples.file("pilot")])
            #expect(noModel.status == 78)
            #expect(noModel.errors.contains("\(Examples.file("pilot")): not a model"))
            let missing = try await Program.run(["classify", "--model", "/nowhere.qiaomen"])
            #expect(missing.status == 78)
            #expect(missing.errors.contains("/nowhere.qiaomen: cannot be read"))
        }
    }
}

/// The labelled examples that ship with the program.
private enum Examples {
    static let deploy = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../deploy")
        .standardized

    static let folder = deploy.appending(path: "classifier/examples").path

    static func file(_ name: String) -> String { "\(folder)/\(name).jsonl" }

    /// A file's first lines.
    static func lines(_ name: String, _ count: Int) throws -> String {
        try String(contentsOfFile: file(name), encoding: .utf8).split(separator: "\n").prefix(count)
            .joined(separator: "\n")
    }
}

/// A folder for one test's files, gone with it.
private final class LabelledFolder: Sendable {
    private let url = FileManager.default.temporaryDirectory.appending(path: "qiaomen-\(UUID().uuidString)")

    init() throws {
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    var directory: String { url.path }
    var files: [String] { ((try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []).sorted() }

    func path(_ name: String) -> String { url.appending(path: name).path }
    func bytes(_ name: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: url.appending(path: name))) }

    /// The shipped district with an area for noise.
    func districtWithNoise() throws -> String {
        let shipped = try String(contentsOf: Examples.deploy.appending(path: "district.yaml"), encoding: .utf8)
        let text = shipped.replacing(
            "\nareas:\n", with: "\nareas:\n  - { id: noise, name: { zh: 噪音, en: Noise }, words: [噪音扰民] }\n"
        )
        .replacing("  - areas: [other]\n", with: "  - areas: [noise, other]\n")
        try text.write(toFile: path("district.yaml"), atomically: true, encoding: .utf8)
        return path("district.yaml")
    }

    /// Reports of noise, without the area's word.
    func noisyLines(_ count: Int) -> String {
        let streets = ["人民路", "建设路", "解放路", "前进路", "长虹路", "檀溪路", "春园路", "大庆路"]
        let times = ["每天夜里", "一早", "周末", "国庆期间", "下班以后"]
        return (0..<count).map { index in
            let street = streets[index % streets.count], time = times[index / streets.count % times.count]
            return "{\"text\":\"\(street)\(index)号烧烤摊音响震天，\(time)最厉害\",\"area\":\"noise\"}\n"
        }.joined()
    }

    /// Lines that no model has met.
    static func unmet(_ count: Int) -> String {
        let texts = [("污水管网堵塞，污水外溢", "sewage"), ("请问医保卡丢了去哪里补办", "other")]
        return (0..<count).map { index in
            "{\"text\":\"胜利街\(index)号\(texts[index % 2].0)\",\"area\":\"\(texts[index % 2].1)\"}\n"
        }.joined()
    }
}
