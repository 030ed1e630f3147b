import Store

/// A table as its template shows it.
struct FigureTable {
    /// What a cell says, and where each piece of it leads.
    struct Cell {
        fileprivate let pieces: [(text: String, address: String?)]

        init(_ pieces: [(text: String, address: String?)]) {
            self.pieces = pieces
        }

        init(_ text: String, to address: String? = nil) {
            self.init([(text, address)])
        }
    }

    let title: String
    /// Names of the columns, the first one's before.
    let columns: [String]
    private var rows: [[String: Any]] = []

    init(_ title: String, _ columns: [String]) {
        self.title = title
        self.columns = columns
    }

    mutating func add(_ name: String, _ cells: [Cell], isTotal: Bool = false) {
        let shown = zip(columns.dropFirst(), cells).map { column, cell in
            ["column": column, "pieces": cell.pieces.map(Self.model)] as [String: Any]
        }
        rows.append(["name": name, "isTotal": isTotal, "cells": shown])
    }

    private static func model(_ piece: (text: String, address: String?)) -> [String: Any] {
        ["text": piece.text, "isLink": piece.address != nil, "address": piece.address ?? ""]
    }

    /// What the template `figure-table.html` shows.
    var model: [String: Any] { ["title": title, "columns": columns, "rows": rows] }
}
