/// The shingles met in one text: an open table that is forgotten by counting on.
struct SeenShingles: Sendable {
    private var slots: [UInt64] = []
    private var epoch: UInt64 = 0

    /// Forgets all; there will be at most `count`.
    mutating func removeAll(expecting count: Int) {
        epoch += 1
        if slots.count < 2 * count {
            var size = 1_024
            while size < 2 * count { size *= 2 }
            slots = [UInt64](repeating: 0, count: size)
        }
    }

    /// Whether it is new.
    @inline(__always)
    mutating func insert(_ value: UInt32) -> Bool {
        let entry = epoch << 32 | UInt64(value)
        var slot = Int(value >> 3) & (slots.count - 1)
        while slots[slot] >> 32 == epoch {
            if slots[slot] == entry { return false }
            slot = (slot + 1) & (slots.count - 1)
        }
        slots[slot] = entry
        return true
    }
}
