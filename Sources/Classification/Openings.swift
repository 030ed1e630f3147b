/// Which two classes of scalars may open a pattern: one bit a pair, found by a hash. A pair that opens none may share the
/// bit of one that does, so that a set bit must be looked into; a pair that opens one is never missed.
struct Openings: Sendable {
    private var bits = [UInt64](repeating: 0, count: 1 << 10)

    /// - Parameters:
    ///   - paths: the patterns in classes.
    ///   - classes: how many classes there are. After a pattern of one scalar any may follow.
    init(paths: [[UInt32]], classes: UInt32) {
        for path in paths {
            if path.count == 1 {
                for next in 0..<classes { insert(path[0], next) }
            } else if path.count > 1 {
                insert(path[0], path[1])
            }
        }
    }

    @inline(__always)
    func mayOpen(_ first: UInt32, _ second: UInt32) -> Bool {
        let slot = Self.slot(first, second)
        return bits[Int(slot >> 6)] >> UInt64(slot & 63) & 1 != 0 && first != 0
    }

    private mutating func insert(_ first: UInt32, _ second: UInt32) {
        let slot = Self.slot(first, second)
        bits[Int(slot >> 6)] |= 1 << UInt64(slot & 63)
    }

    /// Sixteen bits of a product: both classes reach all of them.
    @inline(__always)
    private static func slot(_ first: UInt32, _ second: UInt32) -> UInt32 {
        (first &* 0x9E37_79B1 ^ second &* 0x85EB_CA6B) >> 16
    }
}
