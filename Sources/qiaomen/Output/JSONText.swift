/// Writes a JSON string of UTF-8 bytes, quotes and escapes included. Bytes that are no UTF-8 stay as they are.
package func writeJSONString(_ bytes: some Collection<UInt8>, into output: inout [UInt8]) {
    output.append(UInt8(ascii: "\""))
    var rest = bytes[...]
    while let special = rest.firstIndex(where: { $0 < 0x20 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }) {
        output.append(contentsOf: rest[..<special])
        writeEscaped(rest[special], into: &output)
        rest = rest[rest.index(after: special)...]
    }
    output.append(contentsOf: rest)
    output.append(UInt8(ascii: "\""))
}

private func writeEscaped(_ byte: UInt8, into output: inout [UInt8]) {
    output.append(UInt8(ascii: "\\"))
    switch byte {
    case UInt8(ascii: "\n"): output.append(UInt8(ascii: "n"))
    case UInt8(ascii: "\r"): output.append(UInt8(ascii: "r"))
    case UInt8(ascii: "\t"): output.append(UInt8(ascii: "t"))
    case 0..<0x20:
        output.append(contentsOf: byte < 0x10 ? "u000".utf8 : "u00".utf8)
        output.append(contentsOf: String(byte, radix: 16).utf8)
    default: output.append(byte)
    }
}
