/// Cases that look alike, directly or over others: each cluster is a tree that points to its root (R. Tarjan, 1975).
struct CaseClusters {
    private var parents: [Int64: Int64] = [:]

    /// Both are of one cluster.
    mutating func join(_ left: Int64, _ right: Int64) {
        let (left, right) = (root(of: left), root(of: right))
        // The older one stands for all, whatever the order of the links.
        if left != right { parents[max(left, right)] = min(left, right) }
    }

    private mutating func root(of id: Int64) -> Int64 {
        var root = id
        while let parent = parents[root, default: root] as Int64?, parent != root { root = parent }
        var next = id
        while next != root, let parent = parents[next] {
            parents[next] = root
            next = parent
        }
        parents[root] = root
        return root
    }

    /// The members of each cluster, in order.
    mutating func members() -> [[Int64]] {
        var members: [Int64: [Int64]] = [:]
        for id in parents.keys.sorted() { members[root(of: id), default: []].append(id) }
        return members.sorted { $0.key < $1.key }.map(\.value)
    }
}
