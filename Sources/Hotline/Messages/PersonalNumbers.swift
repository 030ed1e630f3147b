/// Phone and identity numbers inside texts, which may not travel where everybody reads.
extension String {
    /// The text with each digit of a phone or identity number replaced by an asterisk, so that a reader sees that there
    /// was one.
    ///
    /// Numbers are found by their form in China, written on end or in groups with single blanks or hyphens: mobile phones
    /// (11 digits from 13 to 19, also behind 86), landlines (0, area code, 7 or 8 digits), identity cards (18 digits, the
    /// last may be an X; or the old 15). Digits of any script count. Dates, amounts and case numbers stay.
    package var maskingPersonalNumbers: String {
        let scalars = Array(unicodeScalars)
        var masked: String.UnicodeScalarView?
        var index = 0
        while index < scalars.count {
            guard scalars[index].properties.numericType == .decimal else {
                index += 1
                continue
            }
            let run = DigitRun(scalars, from: index)
            if run.isPersonal {
                var view = masked ?? unicodeScalars
                for place in run.places {
                    let target = view.index(view.startIndex, offsetBy: place)
                    view.replaceSubrange(target...target, with: CollectionOfOne("*"))
                }
                masked = view
            }
            index = run.end
        }
        return masked.map { String($0) } ?? self
    }
}

/// Digits that stand together, with at most one blank or hyphen between two of them.
private struct DigitRun {
    /// The digits, as numbers; an X at the end of an identity number is 10.
    private var digits: [Int] = []
    /// Where they stand.
    private(set) var places: [Int] = []
    /// Where the next text begins.
    private(set) var end: Int
    /// How many digits stand on end, group by group.
    private var groups = [0]

    init(_ scalars: [Unicode.Scalar], from start: Int) {
        end = start
        while end < scalars.count {
            if let digit = Self.digit(scalars[end]) {
                add(digit, at: end)
            } else if Self.isSeparator(scalars[end]), end + 1 < scalars.count, Self.digit(scalars[end + 1]) != nil {
                groups.append(0)
            } else {
                break
            }
            end += 1
        }
        if digits.count == 17, end < scalars.count, scalars[end] == "X" || scalars[end] == "x" {
            add(10, at: end)
            end += 1
        }
    }

    private mutating func add(_ digit: Int, at place: Int) {
        digits.append(digit)
        places.append(place)
        groups[groups.count - 1] += 1
    }

    /// Whether these are a phone's or a person's.
    var isPersonal: Bool {
        if isMobile(digits[...]) {
            return groups.count == 1 || groups == [3, 4, 4] || groups == [3, 8] || groups == [7, 4]
        }
        if digits.starts(with: [8, 6]), isMobile(digits.dropFirst(2)) { return true }
        if digits.starts(with: [0, 0, 8, 6]), isMobile(digits.dropFirst(4)) { return true }
        if digits[0] == 0, 10...12 ~= digits.count { return groups.count == 1 || [3, 4].contains(groups[0]) }
        if digits.count == 15 { return groups.count == 1 && isBirthday(digits[8...]) }
        return digits.count == 18 && isBirthday(digits[10...])
    }

    private func isMobile(_ digits: ArraySlice<Int>) -> Bool {
        digits.count == 11 && digits.first == 1 && 3...9 ~= digits[digits.startIndex + 1]
    }

    /// Whether a month and a day stand where an identity number has its birthday.
    private func isBirthday(_ digits: ArraySlice<Int>) -> Bool {
        let at = digits.startIndex
        let month = digits[at] * 10 + digits[at + 1]
        let day = digits[at + 2] * 10 + digits[at + 3]
        return 1...12 ~= month && 1...31 ~= day
    }

    private static func digit(_ scalar: Unicode.Scalar) -> Int? {
        guard scalar.properties.numericType == .decimal else { return nil }
        return scalar.properties.numericValue.map { Int($0) }
    }

    private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
        scalar == " " || scalar == "-" || scalar == "\u{3000}" || scalar == "\u{A0}" || scalar == "\u{2011}"
    }
}
