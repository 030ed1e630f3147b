import Store
import WorkTime

extension Instant {
    /// `2026-11-25 18:00` in the district.
    func text(in days: DistrictDays) -> String {
        String(days.text(of: self).prefix(16)).replacing("T", with: " ")
    }
}
