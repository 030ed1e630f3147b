import DistrictFile
import Hotline
import Testing

@Suite("What people write again and again", .timeLimit(.minutes(1)))
struct CannedNotesTests {
    private func notes(_ text: String) throws -> [CannedNote] {
        try readDistrict(yaml: [UInt8]((sample + text).utf8), name: "f").cannedNotes
    }

    @Test("a text is for every action, unless it says for which")
    func notes() throws {
        #expect(try notes("") == [])
        let read = try notes("cannedNotes: [已联系, { text: 已办结, actions: [resolve, contribute] }]\n")
        #expect(read == [CannedNote(text: "已联系"), CannedNote(text: "已办结", actions: [.resolve, .contribute])])
        #expect(read.map { $0.fits(.contact) } == [true, false] && read[1].fits(.resolve))
    }

    @Test(
        "a text twice, none, an unknown action or key is a mistake",
        arguments: [
            "[a, a]", "[a, { text: a, actions: [resolve] }]", "[{ actions: [resolve] }]", "[{ text: a, actions: [] }]",
            "[{ text: a, actions: [finish] }]", "[{ text: a, words: b }]", "a", "[\"\"]",
        ])
    func mistakes(list: String) {
        #expect(problems(sample + "cannedNotes: \(list)\n").count == 1)
    }
}
