import ArgumentParser
import Foundation
import Kafka
import Synchronization

struct DeadShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows one dead letter whole: headers, key and value.",
        discussion: """
            The value may hold personal data. On a terminal, bytes that could drive it are escaped; into a file or a pipe \
            the value goes as it is, with nothing else: qiaomen dead show 3:17 > value.json
            """)

    @Argument(help: ArgumentHelp("Where it lies, as dead list says.", valueName: "partition:offset"))
    var position: DeadLetterPosition

    @OptionGroup var options: DeadOptions

    func run() async throws {
        let topic = try await options.open()
        let stop = StopRequest.bySignal()
        let found = Mutex<DeadLetterRecord?>(nil)
        _ = try await topic.read([position], until: stop) { record in found.withLock { $0 = record } }
        guard let record = found.withLock({ $0 }) else {
            if stop.isMade { return }
            throw CommandFailure("\(options.topic) has no record at \(position)")
        }
        try await whileReaderIsThere {
            try await blocking {
                var output = StandardOutput(stop: stop)
                let value = record.message.value
                if isatty(STDOUT_FILENO) == 1 {
                    try output.write(description(of: record) + escaped(value ?? []) + "\n")
                } else {
                    FileHandle.standardError.write(Data(description(of: record).utf8))
                    try output.write(value ?? [])
                }
                try output.flush()
            }
        }
    }
}

private func description(of record: DeadLetterRecord) -> String {
    var text = ""
    for header in record.message.headers {
        text += "\(printable(header.name)): \(header.value.map(escaped) ?? "(null)")\n"
    }
    text += "key: \(record.message.key.map(escaped) ?? "(null)")\n"
    switch (record.omittedBytes, record.message.value) {
    case (let bytes?, _): text += "value: \(bytes) bytes, too large to be copied; it still lies where it came from\n"
    case (nil, let value?): text += "value, \(value.count) bytes:\n"
    case (nil, nil): text += "value: (null)\n"
    }
    return text
}

/// Bytes as text that a terminal can show: what is no UTF-8, and control characters save line breaks, as `\xNN`.
package func escaped(_ bytes: [UInt8]) -> String {
    var text = ""
    var decoder = UTF8()
    var position = 0
    while position < bytes.count {
        var attempt = bytes[position...].makeIterator()
        switch decoder.decode(&attempt) {
        case .scalarValue(let scalar) where scalar == "\n" || scalar.properties.generalCategory != .control:
            text.unicodeScalars.append(scalar)
            position += UTF8.width(scalar)
        default:
            let digits = String(bytes[position], radix: 16)
            text += "\\x" + (digits.count == 1 ? "0" : "") + digits
            position += 1
        }
        decoder = UTF8()
    }
    return text
}
