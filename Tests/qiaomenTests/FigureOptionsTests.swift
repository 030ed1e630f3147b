import Testing
import qiaomen

@Suite(.timeLimit(.minutes(1)))
struct FigureOptionsTests {
    @Test(arguments: [("24h", 24), ("3d", 72), ("36", 36), ("366d", 8_784)])
    func `A look ahead is hours or days`(text: String, hours: Int) {
        #expect(LookAhead(argument: text)?.hours == hours)
    }

    @Test(arguments: ["", "h", "0", "-1h", "1.5h", "367d", "24m", "99999999999999999999d"])
    func `Anything else is no look ahead`(text: String) {
        #expect(LookAhead(argument: text) == nil)
    }

    @Test(arguments: ["2026-11-23", "2024-02-29", "2026-11-23T08:00:00+08:00"])
    func `A date or a time with its zone is understood`(text: String) throws {
        _ = try FigureDate(text)
    }

    @Test(arguments: [
        "2026-02-29", "2026-13-01", "0000-01-01", "2026-1-1", "23.11.2026", "2026-11-23T08:00:00", "", "2026-+1-01",
    ])
    func `What is no day of the calendar is refused`(text: String) {
        #expect(throws: (any Error).self) { try FigureDate(text) }
    }
}
