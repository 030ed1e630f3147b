import CResources
import DistrictFile
import Foundation
import Hotline

/// Where the district file is.
package enum DistrictSource: Sendable, Equatable {
    /// The one that ships inside the program, the pilot district.
    case shipped
    /// A file of the user's.
    case file(String)

    /// Its name in messages.
    package var name: String {
        switch self {
        case .shipped: "district.yaml (shipped)"
        case .file(let path): path
        }
    }
}

extension Settings {
    /// Reads the district file.
    ///
    /// - Throws: `CommandFailure` with status 78 and every mistake in the file, each with its line.
    func readDistrict() async throws(CommandFailure) -> District {
        let bytes: [UInt8]
        switch district {
        case .shipped:
            bytes = Array(
                UnsafeBufferPointer(start: qiaomen_district_yaml_bytes(), count: qiaomen_district_yaml_size))
        case .file(let path):
            do {
                bytes = Array(try await blocking { try Data(contentsOf: URL(fileURLWithPath: path)) })
            } catch {
                throw CommandFailure("\(path): cannot be read: \(error.localizedDescription)", status: .configuration)
            }
        }
        do {
            return try DistrictFile.readDistrict(yaml: bytes, name: district.name)
        } catch {
            throw CommandFailure("\(error)", status: .configuration)
        }
    }
}
