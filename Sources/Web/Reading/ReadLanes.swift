/// How many reads run and which wait, first come, first served.
struct ReadLanes {
    typealias Work = @Sendable () -> Void
    enum Admission { case run, wait, refuse }

    private let atOnce: Int
    private let limit: Int
    private var running = 0
    private var waiting: [Work] = []
    /// Those before have begun.
    private var first = 0

    init(atOnce: Int, waiting limit: Int) {
        self.atOnce = atOnce
        self.limit = limit
    }

    /// Takes a read in; one that waits is kept.
    mutating func admit(_ work: @escaping Work) -> Admission {
        if running < atOnce {
            running += 1
            return .run
        }
        guard waiting.count - first < limit else { return .refuse }
        waiting.append(work)
        return .wait
    }

    /// A read has ended; gives the one that runs in its place.
    mutating func ended() -> Work? {
        guard first < waiting.count else {
            running -= 1
            return nil
        }
        let work = waiting[first]
        first += 1
        if first == waiting.count || first == limit {
            waiting.removeFirst(first)
            first = 0
        }
        return work
    }
}
