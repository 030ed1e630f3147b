/// The hash by which Java's Kafka clients choose a record's partition
/// (`org.apache.kafka.common.utils.Utils.murmur2`, seed 0x9747b28c).
enum Murmur2 {
    static func hash(_ bytes: RawSpan) -> UInt32 {
        let multiplier: UInt32 = 0x5bd1_e995
        let count = bytes.byteCount
        var hash: UInt32 = 0x9747_b28c ^ UInt32(truncatingIfNeeded: count)
        let whole = count & ~3
        var index = 0
        while index < whole {
            var word = UInt32(littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt32.self))
            word &*= multiplier
            word ^= word >> 24
            word &*= multiplier
            hash = (hash &* multiplier) ^ word
            index += 4
        }
        var rest: UInt32 = 0
        while index < count {
            let byte = bytes.unsafeLoad(fromByteOffset: index, as: UInt8.self)
            rest |= UInt32(byte) << (UInt32(index - whole) * 8)
            index += 1
        }
        if whole < count { hash = (hash ^ rest) &* multiplier }
        hash ^= hash >> 13
        hash &*= multiplier
        return hash ^ (hash >> 15)
    }
}
