import Dispatch
import Hummingbird
import Synchronization

/// A bucket of tokens for each caller: a request takes one, they come back at a steady rate.
///
/// It knows a bounded number of callers: those whose bucket is full again are forgotten, then the one seen longest ago.
package struct TokenBuckets {
    package struct Rate: Sendable {
        /// How many at once.
        let burst: Double
        /// How many come back in a second.
        let perSecond: Double

        package init(burst: Double, perSecond: Double) {
            self.burst = burst
            self.perSecond = perSecond
        }
    }

    private struct Bucket {
        var tokens: Double
        /// Nanoseconds of a monotonic clock.
        var seen: UInt64
    }

    private let rate: Rate
    private let capacity: Int
    private var buckets: [String: Bucket] = [:]

    package init(_ rate: Rate, capacity: Int = 10_000) {
        self.rate = rate
        self.capacity = capacity
    }

    /// How many callers are known.
    package var count: Int { buckets.count }

    /// Takes a token.
    ///
    /// - Parameter now: monotonic nanoseconds.
    /// - Returns: nil if there was one, otherwise in how many seconds there will be.
    package mutating func take(_ caller: String, at now: UInt64) -> Double? {
        var bucket = refilled(caller, at: now)
        defer { buckets[caller] = bucket }
        if buckets[caller] == nil, buckets.count >= capacity { forget(at: now) }
        guard bucket.tokens >= 1 else { return (1 - bucket.tokens) / rate.perSecond }
        bucket.tokens -= 1
        return nil
    }

    /// In how many seconds there will be a token; nil if there is one.
    func wait(_ caller: String, at now: UInt64) -> Double? {
        let tokens = refilled(caller, at: now).tokens
        return tokens >= 1 ? nil : (1 - tokens) / rate.perSecond
    }

    private func refilled(_ caller: String, at now: UInt64) -> Bucket {
        guard let bucket = buckets[caller] else { return Bucket(tokens: rate.burst, seen: now) }
        let seconds = Double(now &- bucket.seen) / 1e9
        return Bucket(tokens: min(rate.burst, bucket.tokens + seconds * rate.perSecond), seen: now)
    }

    private mutating func forget(at now: UInt64) {
        buckets = buckets.filter { refilled($0.key, at: now).tokens < rate.burst }
        guard buckets.count >= capacity else { return }
        // Half at once, so that a flood of callers does not sort them all each time.
        let oldest = buckets.sorted { $0.value.seen < $1.value.seen }.prefix(capacity / 2)
        for (caller, _) in oldest { buckets[caller] = nil }
    }
}

/// How much everybody may ask.
package struct WebRates: Sendable {
    /// Requests with an API key.
    package var key = TokenBuckets.Rate(burst: 4_000, perSecond: 2_000)
    /// Requests of somebody signed in.
    var user = TokenBuckets.Rate(burst: 200, perSecond: 50)
    /// Requests from one network address that show nothing, or what opens nothing.
    var address = TokenBuckets.Rate(burst: 200, perSecond: 50)
    /// Sign-ins that fail, of one name.
    var failuresOfName = TokenBuckets.Rate(burst: 5, perSecond: 1.0 / 60)
    /// Sign-ins that fail, from one network address.
    var failuresOfAddress = TokenBuckets.Rate(burst: 20, perSecond: 1.0 / 10)

    package init() {}
}

/// Says when somebody asks too much. Threads: any.
package final class RateLimiter: Sendable {
    private struct Buckets {
        var key, user, address, failuresOfName, failuresOfAddress: TokenBuckets
    }

    private let buckets: Mutex<Buckets>

    package init(_ rates: WebRates = WebRates()) {
        buckets = Mutex(
            Buckets(
                key: TokenBuckets(rates.key), user: TokenBuckets(rates.user), address: TokenBuckets(rates.address),
                failuresOfName: TokenBuckets(rates.failuresOfName),
                failuresOfAddress: TokenBuckets(rates.failuresOfAddress)))
    }

    private var now: UInt64 { DispatchTime.now().uptimeNanoseconds }

    /// Counts a request.
    ///
    /// - Throws: 429 if there were too many.
    func count(_ principal: Principal?, from address: String) throws(WebError) {
        let wait = buckets.withLock { buckets in
            switch principal {
            case .none: buckets.address.take(address, at: now)
            case .some(let principal) where principal.isKey: buckets.key.take(principal.name, at: now)
            case .some(let principal): buckets.user.take(principal.name, at: now)
            }
        }
        if let wait { throw .tooMany(wait) }
    }

    /// Whether another sign-in may be tried.
    ///
    /// - Throws: 429 if too many have failed.
    func mayTry(name: String, from address: String) throws(WebError) {
        let wait = buckets.withLock { buckets in
            buckets.failuresOfName.wait(name, at: now) ?? buckets.failuresOfAddress.wait(address, at: now)
        }
        if let wait { throw .tooMany(wait) }
    }

    /// Counts a sign-in that failed.
    func failed(name: String, from address: String) {
        buckets.withLock { buckets in
            _ = buckets.failuresOfName.take(name, at: now)
            _ = buckets.failuresOfAddress.take(address, at: now)
        }
    }
}

extension WebError {
    /// 429
    static func tooMany(_ wait: Double) -> WebError {
        let seconds = max(1, Int(wait.rounded(.up)))
        return WebError(
            .tooManyRequests, "too-many-requests", zh: "请求过于频繁，请在 \(seconds) 秒后再试",
            en: "Too many requests. Please try again in \(seconds) s.", retryAfter: seconds)
    }
}
