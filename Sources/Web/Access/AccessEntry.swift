package import WorkTime

/// What a user or a key may come in for: a role, and to what it is bound.
package struct AccessScope: Sendable, Hashable, Codable {
    /// What they do here.
    package var role: Principal.Role
    /// Role department: the ids of its departments.
    package var departments: [String]?
    /// Role hotline: the ids of its channels.
    package var channels: [String]?
    /// Role grid: the id of its community.
    package var community: String?

    package init(
        role: Principal.Role, departments: [String]? = nil, channels: [String]? = nil, community: String? = nil
    ) {
        self.role = role
        self.departments = departments
        self.channels = channels
        self.community = community
    }

    /// Somebody of that scope.
    func principal(_ name: String, isKey: Bool) -> Principal {
        Principal(
            name: name, role: role, departments: Set(departments ?? []), channels: Set(channels ?? []),
            community: community, isKey: isKey)
    }
}

/// Somebody who signs in with a password.
package struct AccessUser: Sendable, Codable {
    package var name: String
    package var scope: AccessScope
    var password: PasswordHash
    /// Another one with each password and scope: sessions that carry the one before are over.
    var stamp: String
    package var created: AccessTime

    func signInAddress(_ signer: Signer, at now: Instant) -> String {
        "/sign-in?session=" + Session(of: self, at: now).cookie(signer)
    }
}

/// A program that comes in with a key.
package struct AccessKey: Sendable, Codable {
    /// The part of the key that is no secret.
    package var id: String
    package var name: String
    package var scope: AccessScope
    /// The whole key's hash, base64.
    var hash: String
    package var created: AccessTime
    package var expires: AccessTime?
    package var revoked: AccessTime?

    /// Whether it opens anything.
    package func isValid(at now: Instant) -> Bool {
        revoked == nil && expires.map { now < $0.instant } ?? true
    }
}

/// An instant as the access file writes it: RFC 3339, for people who look into it.
package struct AccessTime: Sendable, Hashable, Codable {
    package let instant: Instant

    package init(_ instant: Instant) {
        self.instant = instant
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        do {
            instant = try Instant(rfc3339: container.decode(String.self))
        } catch {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "expected an RFC 3339 time")
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(instant.rfc3339(utcOffset: 0))
    }
}
