/// Messages that are no reports, and what the reason has to name.
struct BrokenReport: Sendable {
    let name: String
    let value: [UInt8]?
    let reasonContains: String

    init(_ name: String, _ value: [UInt8]?, _ reasonContains: String) {
        (self.name, self.value, self.reasonContains) = (name, value, reasonContains)
    }

    init(_ name: String, _ value: String, _ reasonContains: String) {
        self.init(name, Array(value.utf8), reasonContains)
    }

    static func report(_ members: String, id: String = #""broken""#) -> String {
        #"{"id":\#(id),"reportedAt":"2026-09-15T08:30:00+08:00",\#(members)}"#
    }

    static let all: [BrokenReport] = [
        BrokenReport("null value", nil, "no value"),
        BrokenReport("empty value", "", "expected"),
        BrokenReport(
            "bad UTF-8", Array(report(#""text":""#).utf8.dropLast()) + [0xE6, 0xB1] + Array(#""}"#.utf8), "text"),
        BrokenReport(
            "overlong UTF-8", Array(report(#""text":""#).utf8.dropLast()) + [0xC0, 0xAF] + Array(#""}"#.utf8), "text"),
        BrokenReport("truncated JSON", #"{"id":"t1","text":"下水道又"#, "text"),
        BrokenReport("truncated between members", #"{"id":"t2","text":"下水道","#, "expected"),
        BrokenReport("text missing", report(#""title":"下水道""#), "text"),
        BrokenReport("id missing", #"{"text":"下水道","reportedAt":"2026-09-15T08:30:00+08:00"}"#, "id"),
        BrokenReport("reportedAt missing", #"{"id":"t3","text":"下水道"}"#, "reportedAt"),
        BrokenReport("text is a number", report(#""text":5"#), "text"),
        BrokenReport("text is null", report(#""text":null"#), "text"),
        BrokenReport("text is blank", report(#""text":"  ""#), "text"),
        BrokenReport("id is blank", report(#""text":"水""#, id: #""""#), "id"),
        BrokenReport("id too long", report(#""text":"水""#, id: "\"" + String(repeating: "x", count: 129) + "\""), "id"),
        BrokenReport("1 MB of text", report(#""text":""# + String(repeating: "水", count: 350_000) + "\""), "text"),
        BrokenReport(
            "nested 10,000 deep",
            report(
                #""text":"水","deep":"# + String(repeating: "[", count: 10_000) + String(repeating: "]", count: 10_000)),
            "deep"),
        BrokenReport(
            "a number beyond all numbers", report(#""text":"水","location":{"lat":1e999,"lon":112}"#), "location.lat"),
        BrokenReport("such a number where nobody reads it", report(#""text":"水","size":1e999"#), "size"),
        BrokenReport("duplicated key", report(#""text":"水","text":"污水""#), "text"),
        BrokenReport("duplicated key, written with an escape", report(#""text":"水","te\u0078t":"污水""#), "text"),
        BrokenReport("unknown kind", report(#""text":"水","kind":"rant""#), "kind"),
        BrokenReport(
            "time without offset", #"{"id":"t4","text":"水","reportedAt":"2026-09-15T08:30:00"}"#, "reportedAt"),
        BrokenReport("reporter is a string", report(#""text":"水","reporter":"张三""#), "reporter"),
        BrokenReport(
            "latitude beyond the pole", report(#""text":"水","location":{"lat":91,"lon":112}"#), "location.lat"),
        BrokenReport("lone surrogate", report(#""text":"水\ud800""#), "text"),
        BrokenReport("control character", report("\"text\":\"水\u{1}\""), "text"),
        BrokenReport("trailing bytes", report(#""text":"水""#) + "}", "expected"),
        BrokenReport("an array", #"["下水道"]"#, "expected"),
        BrokenReport(
            "over 64 KiB in all", report(#""text":"水","note":""# + String(repeating: "x", count: 70_000) + "\""), "65"),
    ]
}
