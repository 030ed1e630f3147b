import DistrictFile
import Hotline
import Testing

@Suite("What anybody may read", .timeLimit(.minutes(1)))
struct PublicSectionTests {
    @Test("nothing unless the file says so")
    func publicParts() throws {
        func parts(_ text: String) throws -> Set<PublicPart> {
            try readDistrict(yaml: [UInt8]((sample + text).utf8), name: "f").publicParts
        }
        #expect(try parts("") == [])
        #expect(try parts("public: []\n") == [])
        #expect(try parts("public: [open311]\n") == [.open311])
    }

    @Test("an unknown part, or one twice, is a mistake")
    func mistakes() {
        #expect(problems(sample + "public: [open312]\n").count == 1)
        #expect(problems(sample + "public: [open311, open311]\n").count == 1)
        #expect(problems(sample + "public: true\n").count == 1)
    }
}
