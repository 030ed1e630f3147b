import Hotline
import Ingest

extension Decision {
    /// Writes the decision as one JSON object: `{id?, area, confidence, evidence, suggestions, community, department,
    /// supporting}`; a community that is not known is null.
    func writeJSON(id: Span<UInt8>?, into output: inout [UInt8]) {
        output.append(UInt8(ascii: "{"))
        if let id {
            output.append(contentsOf: "\"id\":".utf8)
            id.withUnsafeBufferPointer { writeJSONString($0, into: &output) }
            output.append(UInt8(ascii: ","))
        }
        output.append(contentsOf: "\"area\":".utf8)
        writeJSONString(area.utf8, into: &output)
        output.append(contentsOf: ",\"confidence\":\(rounded(confidence)),\"evidence\":".utf8)
        writeList(evidence, into: &output) { writeJSONString($0.utf8, into: &$1) }
        output.append(contentsOf: ",\"suggestions\":".utf8)
        writeList(suggestions, into: &output) { suggestion, output in
            output.append(contentsOf: "{\"area\":".utf8)
            writeJSONString(suggestion.area.utf8, into: &output)
            output.append(contentsOf: ",\"confidence\":\(rounded(suggestion.confidence))}".utf8)
        }
        output.append(contentsOf: ",\"community\":".utf8)
        if let community {
            writeJSONString(community.utf8, into: &output)
        } else {
            output.append(contentsOf: "null".utf8)
        }
        output.append(contentsOf: ",\"department\":".utf8)
        writeJSONString(department.utf8, into: &output)
        output.append(contentsOf: ",\"supporting\":".utf8)
        writeList(supporting, into: &output) { writeJSONString($0.utf8, into: &$1) }
        output.append(UInt8(ascii: "}"))
    }

    private func writeList<Element>(
        _ elements: [Element], into output: inout [UInt8], _ write: (Element, inout [UInt8]) -> Void
    ) {
        output.append(UInt8(ascii: "["))
        for (index, element) in elements.enumerated() {
            if index > 0 { output.append(UInt8(ascii: ",")) }
            write(element, &output)
        }
        output.append(UInt8(ascii: "]"))
    }
}
