import Foundation
import Hotline
import Testing
import WorkTime
import qiaomen

@Suite(.timeLimit(.minutes(1)))
struct RecordPrinterTests {
    private static let names = ["case", "dueAt", "n", "late", "about"]

    private func printed(_ format: RecordFormat, _ records: [[RecordValue]]) throws -> String {
        let pipe = Pipe()
        do {
            let zone = try #require(TimeZone(identifier: "Asia/Shanghai"))
            let output = StandardOutput(stop: StopRequest(), descriptor: pipe.fileHandleForWriting.fileDescriptor)
            var printer = RecordPrinter(format, Self.names, zone: zone, output: output)
            for record in records { try printer.print(record) }
            try printer.finish()
        }
        try pipe.fileHandleForWriting.close()
        return String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    }

    private let record: [RecordValue] = [
        .text("12"), .time(Instant(milliseconds: 1_795_395_600_000)), .number(3), .flag(true), .text("污水, \"急\""),
    ]
    private let empty: [RecordValue] = [.text("13"), .time(nil), .number(nil), .flag(false), .text(nil)]

    @Test func `A table has words as titles, times to the minute and empty cells`() throws {
        #expect(
            try printed(.table, [record, empty]) == """
                case  due at            n  late  about
                12    2026-11-23 09:00  3  yes   污水, "急"
                13                               \("")

                """)
    }

    @Test func `A line of JSON leaves out what is missing`() throws {
        #expect(
            try printed(.json, [record, empty]) == """
                {"case":"12","dueAt":"2026-11-23T09:00:00+08:00","n":3,"late":true,"about":"污水, \\"急\\""}
                {"case":"13","late":false}

                """)
    }

    @Test func `CSV has a header, also alone, and quotes what needs it`() throws {
        #expect(
            try printed(.csv, [record, empty])
                == "case,dueAt,n,late,about\r\n12,2026-11-23T09:00:00+08:00,3,yes,\"污水, \"\"急\"\"\"\r\n13,,,,\r\n")
        #expect(try printed(.csv, []) == "case,dueAt,n,late,about\r\n")
        #expect(try printed(.table, []) == "")
    }

    @Test(arguments: [
        ("=1+1", "'=1+1"), ("@SUM(A1)", "'@SUM(A1)"), ("+86 138", "'+86 138"), ("-3", "-3"), ("-a", "'-a"),
        ("a=b", "a=b"),
        ("two\nlines", "\"two\nlines\""), ("", ""),
    ])
    func `What a spreadsheet would compute is made a text`(_ text: String, _ cell: String) {
        #expect(text.csvCell == cell)
    }
}
