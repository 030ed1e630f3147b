import Classification
import Foundation

/// Where the classifier's model is.
package enum ModelSource: Sendable, Equatable {
    /// The one that ships inside the program.
    case shipped
    /// A file that `qiaomen train` has written.
    case file(String)

    /// Its name in messages.
    package var name: String {
        switch self {
        case .shipped: "the shipped model"
        case .file(let path): path
        }
    }
}

extension Settings {
    /// Reads the model.
    ///
    /// - Throws: `CommandFailure` with status 78 that says what is wrong with the file.
    func readModel() async throws(CommandFailure) -> Model {
        let bytes: [UInt8]? = if case .file(let path) = model { try await modelFile(path) } else { nil }
        do throws(ModelError) {
            return if let bytes { try Model(bytes: bytes) } else { try Model.shipped() }
        } catch {
            throw CommandFailure("\(model.name): \(error)", status: .configuration)
        }
    }
}

private func modelFile(_ path: String) async throws(CommandFailure) -> [UInt8] {
    do {
        return try await blocking {
            let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
            defer { try? file.close() }
            // One byte more than a model can have tells that it is too long, without reading it all.
            return Array(try file.read(upToCount: Model.maximumBytes + 1) ?? Data())
        }
    } catch {
        throw CommandFailure("\(path): cannot be read: \(error.localizedDescription)", status: .configuration)
    }
}
