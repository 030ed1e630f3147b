package import Hotline
package import Store

/// Who may see and do what: the one place.
///
/// | role | reads | does | personal data |
/// |---|---|---|---|
/// | hotline | cases with a caller on its channels | what the table gives to hotlines | yes, unless confidential |
/// | department | cases that it holds, held, or supports | what the table gives to holders and supporters | yes, unless confidential |
/// | grid | its community's cases | what the table gives to grid workers; reports from door to door | yes, unless confidential |
/// | manager | all | what the table gives to managers | no |
/// | desk, admin | all | what the table gives to the desk, hotlines, residents | yes |
///
/// What somebody may not read does not exist for them: 404, never 403.
extension Principal {
    /// Whether they may read a case that a list shows. Departments that support a case see it only by
    /// ``mayRead(_:)-(Case)``, for lists do not know who supports.
    package func mayRead(_ row: CaseRow) -> Bool {
        switch role {
        case .manager, .desk, .admin: true
        case .hotline: channels.contains(row.channel)
        case .department: departments.contains(row.holder)
        case .grid: community != nil && row.community == community
        }
    }

    /// Whether they may read a case.
    package func mayRead(_ case: Case) -> Bool {
        switch role {
        case .manager, .desk, .admin: true
        case .hotline: `case`.callers.contains { channels.contains($0.channel) }
        case .department:
            `case`.rounds.contains { departments.contains($0.department) }
                || `case`.supporting.contains { departments.contains($0.department) }
        case .grid: community != nil && `case`.subject.community == community
        }
    }

    /// What they are to a case; each of these may do what the table of actions gives it.
    ///
    /// - Parameter desk: the id of the desk.
    package func parties(to case: Case, desk: String) -> Set<Party> {
        switch role {
        case .manager: [.manager]
        case .hotline: mayRead(`case`) ? [.hotline, .resident] : []
        case .grid: mayRead(`case`) ? [.grid] : []
        case .department:
            Set(
                (departments.contains(`case`.holder) ? [Party.holder] : [])
                    + (`case`.supporting.contains { departments.contains($0.department) } ? [.supporting] : []))
        case .desk, .admin:
            `case`.holder == desk ? [.desk, .hotline, .resident, .holder] : [.desk, .hotline, .resident]
        }
    }

    /// Whether they may do something with a case at all; whether its state allows that is another question.
    package func mayAct(_ action: ProgressAction, on case: Case, desk: String) -> Bool {
        !ActionRule[action].parties.isDisjoint(with: parties(to: `case`, desk: desk))
    }

    /// Whether they may see whose report it is, and what else is personal in it.
    package func seesPersonalData(isConfidential: Bool) -> Bool {
        switch role {
        case .desk, .admin: true
        case .manager: false
        case .hotline, .department, .grid: !isConfidential
        }
    }
}
