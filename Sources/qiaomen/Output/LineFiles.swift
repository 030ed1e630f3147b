import Foundation

/// Files of lines in one folder, made when the first line comes, written in large pieces. Used by one thread.
final class LineFiles {
    private static let pieceSize = 1 << 20

    private let folder: URL
    private var files: [String: (handle: FileHandle, waiting: [UInt8])] = [:]

    /// - Throws: `CommandFailure` if there can be no such folder.
    init(in path: String) throws(CommandFailure) {
        folder = URL(fileURLWithPath: path)
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        } catch {
            throw CommandFailure("\(path): cannot be made: \(error.localizedDescription)")
        }
    }

    /// Adds to a file, which begins anew.
    func write(_ bytes: ArraySlice<UInt8>, to name: String) throws(CommandFailure) {
        if files[name] == nil {
            let url = folder.appending(path: name)
            guard FileManager.default.createFile(atPath: url.path, contents: nil),
                let handle = try? FileHandle(forWritingTo: url)
            else { throw CommandFailure("\(url.path): cannot be written") }
            files[name] = (handle, [])
        }
        files[name]?.waiting += bytes
        if files[name].map({ $0.waiting.count >= Self.pieceSize }) ?? false { try flush(name) }
    }

    /// Writes what waits.
    func close() throws(CommandFailure) {
        for name in files.keys.sorted() { try flush(name) }
        files = [:]
    }

    private func flush(_ name: String) throws(CommandFailure) {
        guard let file = files[name] else { return }
        do {
            try file.handle.write(contentsOf: Data(file.waiting))
        } catch {
            throw CommandFailure(
                "\(folder.appending(path: name).path): cannot be written: \(error.localizedDescription)")
        }
        files[name]?.waiting.removeAll(keepingCapacity: true)
    }
}
