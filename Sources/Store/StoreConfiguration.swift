import GRDB

extension Configuration {
    /// How the writer opens the file.
    static var writing: Configuration {
        var configuration = common
        configuration.label = "qiaomen.store"
        configuration.prepareDatabase { db in
            guard !db.configuration.readonly else { return }
            // The page size holds from the first page on.
            try db.execute(sql: "PRAGMA page_size = 4096")
        }
        return configuration
    }

    /// How those open it who only read.
    static var reading: Configuration {
        var configuration = common
        configuration.label = "qiaomen.store.reading"
        configuration.readonly = true
        return configuration
    }

    private static var common: Configuration {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        configuration.busyMode = .timeout(5)
        return configuration
    }
}
