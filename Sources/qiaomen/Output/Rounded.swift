/// A number for people: three digits behind the point.
package func rounded(_ number: Double) -> Double {
    (number * 1000).rounded() / 1000
}
