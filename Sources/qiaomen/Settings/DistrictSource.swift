import Foundation

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
