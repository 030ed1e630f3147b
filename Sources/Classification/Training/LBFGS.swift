/// Finds the lowest point of a smooth convex function by the limited-memory method of Broyden, Fletcher, Goldfarb and
/// Shanno (J. Nocedal, S. Wright, Numerical Optimization, 2006, algorithms 7.4 and 7.5), with a line search that halves
/// the step until the function falls enough (Armijo's rule).
enum LBFGS {
    private static let memory = 8
    private static let sufficientDecrease = 1e-4
    private static let halvings = 20

    /// - Parameters:
    ///   - steps: at most so many.
    ///   - tolerance: ends when a step lowers the value by less than this share of it.
    ///   - function: gives the value at a point and writes the gradient there into its second argument.
    static func minimum(
        from start: [Double], steps: Int, tolerance: Double, _ function: ([Double], inout [Double]) -> Double
    ) -> [Double] {
        var point = start
        var gradient = [Double](repeating: 0, count: point.count)
        var value = function(point, &gradient)
        var history: [Pair] = []
        for _ in 0..<steps {
            var direction = descent(gradient, history)
            var slope = dot(direction, gradient)
            if !(slope < 0) {
                // The curvature seen so far misleads: begin anew with the steepest descent.
                history.removeAll()
                direction = gradient.map { -$0 }
                slope = -dot(gradient, gradient)
            }
            guard slope < 0 else { return point }
            var step = history.isEmpty ? 1 / dot(gradient, gradient).squareRoot() : 1
            var next = point
            var nextGradient = gradient
            var nextValue = value
            var isLower = false
            for _ in 0..<halvings where !isLower {
                for index in point.indices { next[index] = point[index] + step * direction[index] }
                nextValue = function(next, &nextGradient)
                isLower = nextValue <= value + sufficientDecrease * step * slope
                step /= 2
            }
            guard isLower else { return point }
            history.append(Pair(from: point, gradient, to: next, nextGradient))
            if history.last.map({ $0.curvature <= 0 }) ?? false { history.removeLast() }
            if history.count > memory { history.removeFirst() }
            let hasConverged = value - nextValue <= tolerance * abs(value)
            (point, gradient, value) = (next, nextGradient, nextValue)
            if hasConverged { return point }
        }
        return point
    }

    /// One step taken: how the point moved, and the gradient.
    private struct Pair {
        let step: [Double]
        let change: [Double]
        let curvature: Double

        init(from point: [Double], _ gradient: [Double], to next: [Double], _ nextGradient: [Double]) {
            step = zip(next, point).map { $0 - $1 }
            change = zip(nextGradient, gradient).map { $0 - $1 }
            curvature = dot(step, change)
        }
    }

    private static func descent(_ gradient: [Double], _ history: [Pair]) -> [Double] {
        var direction = gradient
        var shares: [Double] = []
        for pair in history.reversed() {
            let share = dot(pair.step, direction) / pair.curvature
            add(-share, pair.change, to: &direction)
            shares.append(share)
        }
        if let last = history.last {
            let scale = last.curvature / dot(last.change, last.change)
            for index in direction.indices { direction[index] *= scale }
        }
        for (pair, share) in zip(history, shares.reversed()) {
            add(share - dot(pair.change, direction) / pair.curvature, pair.step, to: &direction)
        }
        for index in direction.indices { direction[index] = -direction[index] }
        return direction
    }
}

private func dot(_ left: [Double], _ right: [Double]) -> Double {
    var sum = 0.0
    for index in left.indices { sum += left[index] * right[index] }
    return sum
}

private func add(_ factor: Double, _ other: [Double], to sum: inout [Double]) {
    for index in sum.indices { sum[index] += factor * other[index] }
}
