import CResources

extension HolidaySchedule {
    /// China's, as it ships with the program: deploy/calendars/china.txt.
    ///
    /// - Throws: `HolidayScheduleError` if the program was built with a broken file.
    package static var china: HolidaySchedule {
        get throws(HolidayScheduleError) { try shippedChina.get() }
    }

    private static let shippedChina = Result { () throws(HolidayScheduleError) in
        let bytes = UnsafeBufferPointer(start: qiaomen_china_calendar_bytes(), count: qiaomen_china_calendar_size)
        return try HolidaySchedule(text: String(decoding: bytes, as: UTF8.self))
    }
}
