import Foundation
import NIOCore

/// Why a process cannot listen, and what to do.
package struct ListenError: Error, Sendable, CustomStringConvertible {
    package let description: String

    /// - Parameter result: how the server ended before it listened.
    init(_ address: ListenAddress, _ result: Result<Void, any Error>) {
        let reason =
            switch result {
            case .success: "it was stopped before it had begun"
            case .failure(let error as IOError) where error.errnoCode == EADDRINUSE:
                "another process listens there; choose another port, or 0 for any free one"
            case .failure(let error as IOError) where error.errnoCode == EACCES:
                "this user may not use the port; choose one from 1024 on"
            case .failure(let error as IOError) where error.errnoCode == EADDRNOTAVAIL:
                "this machine has no such address; 0.0.0.0 is all it has"
            case .failure(let error): "\(error)"
            }
        description = "cannot listen on \(address): \(reason)"
    }
}
