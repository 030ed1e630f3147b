package import Hotline

// DistrictFile turns a district file into a `District`, or says everything that is wrong with it.
//
//     bytes ─ YAMLDocument ─> nodes with marks ─ DistrictReader ─> values ─ checks across the file ─> District
//
// The file is read in one go: size, encoding and syntax first; then its shape, key by key; then what only the whole file
// can tell (references, doubles, ambiguous names, rules that cannot match). Mistakes of shape and of reference are
// gathered and thrown together. Pure functions, any thread; `Findings` never leaves the call that made it.

/// Reads a district file.
///
/// The format is a strict part of YAML: one document, no anchors, aliases or tags, no key twice, no key that is not
/// known. Comments in the shipped `deploy/district.yaml` explain each section.
///
/// - Parameters:
///   - yaml: the file's bytes, UTF-8, at most 4 MiB.
///   - name: what errors call the file.
/// - Throws: every mistake at once, in the order of lines. A mistake of syntax hides all others, because nothing after
///   it can be trusted.
package func readDistrict(yaml: [UInt8], name: String) throws(DistrictErrors) -> District {
    let findings = Findings()
    if let document = YAMLDocument(yaml, findings) {
        var reader = DistrictReader(findings)
        let district = document.withRoot { reader.read($0) }
        if let district, findings.errors.isEmpty { return district }
    }
    throw DistrictErrors(name: name, errors: findings.errors)
}
