import Hotline
import Testing
import Web
import WorkTime

/// Who may see and do what. What somebody may not see does not exist for them.
@Suite(.timeLimit(.minutes(1)))
struct PermissionsTests {
    private static let at = Instant(milliseconds: 1_795_395_600_000)
    private let policy: CasePolicy

    init() throws { policy = CasePolicy(try TestWeb.district()) }

    private func state(
        holder: String = "housing", supporting: [String] = ["greening"], channel: String = "hotline",
        community: String = "baiwan"
    ) -> Case {
        let number = CaseNumber(channel: channel, id: Array("1".utf8).span)
        let assignment = Assignment(
            caseNumber: number, department: holder, supporting: supporting, area: "sewage", confidence: 0.9,
            evidence: [], community: community, street: nil, kind: .help, assignedAt: Self.at, policy: policy.version,
            model: "m", source: Source(topic: "reports.\(channel)", partition: 0, offset: 0), channel: channel)
        let caller = Caller(number: number, channel: channel, reportedAt: Self.at, receivedAt: Self.at)
        let terms = policy.terms(area: "sewage", kind: .help, urgency: .normal)
        return Case(Opening(assignment: assignment, caller: caller, terms: terms), policy.calendars)
    }

    private func principal(
        _ role: Principal.Role, departments: Set<String> = [], channels: Set<String> = [], community: String? = nil
    ) -> Principal {
        Principal(name: "x", role: role, departments: departments, channels: channels, community: community)
    }

    private func actions(_ principal: Principal, _ state: Case) -> Set<ProgressAction> {
        Set(ProgressAction.allCases.filter { principal.mayAct($0, on: state, desk: "desk") })
    }

    @Test func `A department sees what it holds or supports, and nothing of others`() {
        let state = state()
        #expect(principal(.department, departments: ["housing"]).mayRead(state))
        #expect(principal(.department, departments: ["greening"]).mayRead(state))
        #expect(!principal(.department, departments: ["rural"]).mayRead(state))
        #expect(!principal(.department).mayRead(state))
    }

    @Test func `A holder does what holders do, a supporter what supporters do, others nothing`() {
        let state = state()
        let holder = actions(principal(.department, departments: ["housing"]), state)
        #expect(holder.isSuperset(of: [.accept, .resolve, .return, .extend, .assist]))
        #expect(holder.isDisjoint(with: [.arrive, .contribute, .grant, .assign, .close, .supervise, .evaluate]))
        #expect(actions(principal(.department, departments: ["greening"]), state) == [.arrive, .contribute])
        #expect(actions(principal(.department, departments: ["rural"]), state).isEmpty)
    }

    @Test func `A hotline sees its channels' cases and speaks for residents`() {
        let (own, other) = (principal(.hotline, channels: ["hotline"]), principal(.hotline, channels: ["door"]))
        #expect(own.mayRead(state()) && !other.mayRead(state()))
        #expect(actions(own, state()) == [.urge, .evaluate, .reopen, .withdraw])
        #expect(actions(other, state()).isEmpty)
    }

    @Test func `A grid worker sees the own community's cases, and adds what was seen there`() {
        let own = principal(.grid, community: "baiwan")
        #expect(own.mayRead(state()) && !own.mayRead(state(community: "shiying")))
        #expect(!principal(.grid).mayRead(state()))
        #expect(actions(own, state()) == [.contribute])
        #expect(actions(own, state(community: "shiying")).isEmpty)
        #expect(own.mayFile(on: "door") && !own.mayFile(on: "hotline") && !principal(.grid).mayFile(on: "door"))
    }

    @Test func `A manager sees all cases, supervises, and decides requests, but sees nothing personal`() {
        let manager = principal(.manager)
        #expect(manager.mayRead(state()))
        #expect(actions(manager, state()) == [.grant, .refuse, .supervise])
        #expect(!manager.seesPersonalData(isConfidential: false))
    }

    @Test func `The desk does what the desk does; what a holder does, only while it holds`() {
        let desk = principal(.desk)
        #expect(actions(desk, state()).isSuperset(of: [.assign, .grant, .merge, .close, .evaluate]))
        #expect(!actions(desk, state()).contains(.resolve))
        #expect(actions(desk, state(holder: "desk")).contains(.resolve))
    }

    @Test(arguments: Principal.Role.allCases)
    func `Whose confidential report it is, the desk alone sees`(role: Principal.Role) {
        #expect(principal(role).seesPersonalData(isConfidential: true) == [.desk, .admin].contains(role))
    }
}
