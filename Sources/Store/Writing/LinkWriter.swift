import GRDB
import Hotline

/// Cases that look alike.
struct LinkWriter {
    private var link: RowStatement

    init(_ db: Database) throws {
        link = try RowStatement(db, "INSERT OR REPLACE INTO links(number, other, similarity) VALUES (?, ?, ?)")
    }

    consuming func write(_ links: [CaseLink]) throws {
        for new in links {
            link.bind(new.number)
            link.bind(new.other)
            link.bind(new.similarity)
            try link.run()
        }
    }
}
