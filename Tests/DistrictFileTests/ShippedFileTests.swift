import CResources
import DistrictFile
import Foundation
import Hotline
import Testing

/// The district file that ships with the program.
let shippedBytes: [UInt8] = {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "deploy/district.yaml")
    return (try? Data(contentsOf: file)).map { [UInt8]($0) } ?? []
}()

@Suite("The shipped district file", .timeLimit(.minutes(1)))
struct ShippedFileTests {
    @Test("It reads")
    func reads() throws {
        let district = try readDistrict(yaml: shippedBytes, name: "district.yaml")
        #expect(district.id == "fancheng")
        print(qiaomen_district_yaml_size)
    }
}
