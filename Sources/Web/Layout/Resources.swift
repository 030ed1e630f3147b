import CResources
import Crypto
import Foundation

/// The files of the web, as they are embedded in the program.
package enum WebResources {
    /// By name, as `layout.html`.
    package static let files: [String: [UInt8]] = {
        var files: [String: [UInt8]] = [:]
        for index in 0..<qiaomen_web_count() {
            guard let name = qiaomen_web_name(index) else { continue }
            let bytes = UnsafeBufferPointer(start: qiaomen_web_bytes(index), count: qiaomen_web_size(index))
            files[String(cString: name)] = Array(bytes)
        }
        return files
    }()

    static func text(_ name: String) -> String { String(decoding: files[name] ?? [], as: UTF8.self) }

    /// Changes whenever a file does: part of its address, so that browsers may keep it for ever.
    static func version(of name: String) -> String {
        SHA256.hash(data: Data(files[name] ?? [])).prefix(6).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
            .joined()
    }
}
