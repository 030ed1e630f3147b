import DistrictFile
import Testing

@Suite("A file of the wrong shape", .timeLimit(.minutes(1)))
struct ShapeTests {
    @Test("An unknown key is refused, and the nearest known one proposed")
    func unknownKey() {
        #expect(
            problems(replacing: "retention: 30", with: "retentoin: 30") == [
                "f:6:1: retentoin: unknown key: expected one of id, name, version, timeZone, threshold, retention, areas, "
                    + "departments, streets, communities, channels, rules, …, found `retentoin`; did you mean `retention`?"
            ])
        #expect(
            problems(replacing: "    population: 3200", with: "    population: 3200\n    limits: none") == [
                "f:27:5: communities[0].limits: unknown key: expected one of id, name, street, setting, aliases, compounds, "
                    + "population, gridContacts, pilot, found `limits`"
            ])
    }

    @Test(
        "What must be there is missed, with its path",
        arguments: [
            ("id: fancheng\n", "id"), ("version: \"1\"\n", "version"), ("timeZone: Asia/Shanghai\n", "timeZone"),
            ("threshold: 0.5\n", "threshold"), ("    street: shipu\n", "communities[0].street"),
            ("    setting: rural\n", "communities[0].setting"), ("    population: 9800\n", "communities[1].population"),
            ("    department: desk\n", "rules[1].department"), (", kind: bureau", "departments[0].kind"),
            ("leader: 书记, ", "communities[0].pilot.leader"), ("urgency: emergency, ", "dangerWords[0].urgency"),
        ])
    func missing(line: String, path: String) {
        #expect(problems(replacing: line, with: "").contains { $0.hasSuffix(" \(path): is missing") })
    }

    @Test(
        "A value of the wrong type or out of range is refused with line, column, path and what was expected",
        arguments: [
            ("threshold: 0.5", "threshold: 1.5", "f:5:12: threshold: expected a number from 0.0 to 1.0, found `1.5`"),
            ("threshold: 0.5", "threshold: -0.1", "f:5:12: threshold: expected a number from 0.0 to 1.0, found `-0.1`"),
            ("threshold: 0.5", "threshold: nan", "f:5:12: threshold: expected a number from 0.0 to 1.0, found `nan`"),
            ("threshold: 0.5", "threshold: '0.5'", "f:5:12: threshold: expected a number from 0.0 to 1.0, found `0.5`"),
            ("retention: 30", "retention: 0", "f:6:12: retention: expected a whole number from 1 to 3650, found `0`"),
            (
                "retention: 30", "retention: 3651",
                "f:6:12: retention: expected a whole number from 1 to 3650, found `3651`"
            ),
            (
                "retention: 30", "retention: 1.5",
                "f:6:12: retention: expected a whole number from 1 to 3650, found `1.5`"
            ),
            (
                "id: fancheng", "id: Fan Cheng",
                "f:1:5: id: expected an id of 1 to 64 characters a-z, 0-9 and -, found `Fan Cheng`"
            ),
            ("id: fancheng", "id:", "f:1:4: id: expected text, found nothing"),
            ("id: fancheng", "id: [a]", "f:1:5: id: expected text, found a list"),
            (
                "timeZone: Asia/Shanghai", "timeZone: Asia/Fancheng",
                "f:4:11: timeZone: expected an IANA time zone such as Asia/Shanghai, found `Asia/Fancheng`"
            ),
            ("words: [污水, 下水道]", "words: 污水", "f:10:12: areas[0].words: expected a list, found `污水`"),
            (
                "words: [污水, 下水道]", "words: [污水, ' ']",
                "f:10:17: areas[0].words[1]: expected text without blanks around it, found ` `"
            ),
            (
                "setting: rural\n    a", "setting: urbn\n    a",
                "f:23:14: communities[0].setting: expected one of rural, urban, found `urbn`; did you mean `urban`?"
            ),
            (
                "population: 3200", "population: many",
                "f:26:17: communities[0].population: expected a whole number from 0 to 10000000, found `many`"
            ),
            ("name: 施营社区", "name: { zh: 施营社区 }", "f:30:11: communities[1].name.en: is missing"),
            ("{ id: hotline, name: 热线 }", "hotline", "f:35:5: channels[0]: expected a mapping, found `hotline`"),
            ("areas: [other]", "areas: []", "f:41:12: rules[1].areas: expected at least one, found an empty list"),
        ])
    func wrong(line: String, other: String, problem: String) {
        #expect(problems(replacing: line, with: other).contains(problem), "\(problems(replacing: line, with: other))")
    }

    @Test("A text that is too long is refused")
    func tooLong() {
        let long = String(repeating: "水", count: 65)
        #expect(
            problems(replacing: "下水道", with: long) == [
                "f:10:17: areas[0].words[1]: expected at most 64 characters, found 65"
            ])
    }

    @Test("All mistakes are told at once, in the order of lines")
    func all() {
        let text = sample.replacing("threshold: 0.5", with: "threshold: 2").replacing(
            "kind: bureau", with: "kind: office"
        )
        .replacing("population: 9800", with: "population: -1").replacing("[other]", with: "[othr]")
        let found = problems(text)
        #expect(found.map { $0.split(separator: ":")[1] } == ["5", "15", "33", "41"])
    }
}
