/// The rule for every id of a district file: one to 64 of `a`-`z`, `0`-`9` and `-`, so that an id can be part of a
/// topic's name and of an address as it stands.
///
/// - Returns: whether `text` is such an id.
package func isIdentifier(_ text: String) -> Bool {
    let bytes = text.utf8
    return (1...64).contains(bytes.count)
        && bytes.allSatisfy { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || byte == UInt8(ascii: "-")
        }
}
