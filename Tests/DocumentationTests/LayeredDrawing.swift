/// A picture of a graph without circles in rows, arrows pointing downward, as SVG.
///
/// Source: K. Sugiyama et al., "Methods for Visual Understanding of Hierarchical System Structures", IEEE Transactions on
/// Systems, Man, and Cybernetics 11 (1981): rows by the longest way, long arrows through points of each row, and rows
/// sorted by the means of their neighbours.
struct LayeredDrawing {
    /// A box, or a point that an arrow goes through.
    private struct Place: Hashable {
        let label: String
        let isPoint: Bool
    }

    private var rows: [[Place]] = []
    private var links: [(from: Place, to: Place)] = []
    private var centres: [Place: Double] = [:]
    private let dashed: Set<String>

    private static let (boxHeight, pointWidth) = (30.0, 10.0)
    private static let (gap, rowHeight, margin) = (12.0, 74.0, 12.0)

    /// - Parameter dashed: the names whose boxes have dashed lines.
    init(_ graph: Graph, dashed: Set<String>) {
        self.dashed = dashed
        let depths = graph.depths
        rows = Array(repeating: [], count: (depths.values.max() ?? 0) + 1)
        for name in graph.names { rows[depths[name] ?? 0].append(Place(label: name, isPoint: false)) }
        for name in graph.names {
            for target in (graph.arrows[name] ?? []).sorted() {
                var last = Place(label: name, isPoint: false)
                for row in (depths[name] ?? 0) + 1..<(depths[target] ?? 0) {
                    let point = Place(label: "\(name) \(target) \(row)", isPoint: true)
                    rows[row].append(point)
                    links.append((last, point))
                    last = point
                }
                links.append((last, Place(label: target, isPoint: false)))
            }
        }
        arrange()
    }

    /// A box is as wide as its name.
    private static func width(_ place: Place) -> Double {
        place.isPoint ? pointWidth : Double(8 * place.label.count + 20)
    }

    /// Sorts the rows, down and up in turn, then moves what is in them towards its neighbours.
    private mutating func arrange() {
        for row in rows.indices { pack(row) }
        for round in 0..<24 {
            let order = round.isMultiple(of: 2) ? Array(rows.indices) : rows.indices.reversed()
            for row in order {
                let wishes = wishes(of: row)
                rows[row] = rows[row].enumerated().sorted {
                    (wishes[$0.element] ?? 0, $0.offset) < (wishes[$1.element] ?? 0, $1.offset)
                }.map(\.element)
                pack(row, near: wishes)
            }
        }
        let left = centres.map { $0.value - Self.width($0.key) / 2 }.min() ?? 0
        centres = centres.mapValues { $0 - left + Self.margin }
    }

    /// Where each place of a row would be best: amid its neighbours above and below.
    private func wishes(of row: Int) -> [Place: Double] {
        let members = Set(rows[row])
        var sums: [Place: (total: Double, count: Double)] = [:]
        for (from, to) in links {
            if members.contains(to) { sums[to, default: (0, 0)].total += centres[from] ?? 0 }
            if members.contains(to) { sums[to, default: (0, 0)].count += 1 }
            if members.contains(from) { sums[from, default: (0, 0)].total += centres[to] ?? 0 }
            if members.contains(from) { sums[from, default: (0, 0)].count += 1 }
        }
        return rows[row].reduce(into: [:]) { wishes, place in
            let sum = sums[place] ?? (0, 0)
            wishes[place] = sum.count > 0 ? sum.total / sum.count : centres[place] ?? 0
        }
    }

    /// Lays a row out without overlaps, as near to the wishes as going once from the left and once from the right gets.
    private mutating func pack(_ row: Int, near wishes: [Place: Double] = [:]) {
        let places = rows[row]
        guard !places.isEmpty else { return }
        var fromLeft = [Double](repeating: 0, count: places.count)
        var fromRight = fromLeft
        for index in places.indices {
            let wish = wishes[places[index]] ?? 0
            fromLeft[index] = index == 0 ? wish : max(wish, fromLeft[index - 1] + distance(places, index - 1, index))
        }
        for index in places.indices.reversed() {
            let wish = wishes[places[index]] ?? fromLeft[index]
            let isLast = index == places.count - 1
            fromRight[index] = isLast ? wish : min(wish, fromRight[index + 1] - distance(places, index, index + 1))
        }
        for index in places.indices { centres[places[index]] = (fromLeft[index] + fromRight[index]) / 2 }
    }

    private func distance(_ places: [Place], _ first: Int, _ second: Int) -> Double {
        (Self.width(places[first]) + Self.width(places[second])) / 2 + Self.gap
    }

    /// The picture; numbers are whole, so that it is the same on every machine.
    func svg(title: String) -> String {
        let width = Int((centres.map { $0.value + Self.width($0.key) / 2 }.max() ?? 0) + Self.margin)
        let height = Int(Double(rows.count - 1) * Self.rowHeight + Self.boxHeight + 2 * Self.margin)
        var heights: [Place: Double] = [:]
        for (row, places) in rows.enumerated() {
            for place in places { heights[place] = Self.margin + Double(row) * Self.rowHeight }
        }
        let lines = links.map { from, to in
            let (x1, x2) = (Int(centres[from] ?? 0), Int(centres[to] ?? 0))
            let y1 = Int((heights[from] ?? 0) + (from.isPoint ? Self.boxHeight / 2 : Self.boxHeight))
            let y2 = Int((heights[to] ?? 0) + (to.isPoint ? Self.boxHeight / 2 : 0))
            let (upper, lower) = (y1 + (y2 - y1) / 2, y1 + (y2 - y1) / 2)
            let arrow = to.isPoint ? "" : " marker-end=\"url(#arrow)\""
            return "<path d=\"M\(x1) \(y1)C\(x1) \(upper) \(x2) \(lower) \(x2) \(y2)\"\(arrow)/>"
        }
        let boxes = rows.joined().filter { !$0.isPoint }.map { place in
            let (middle, y, width) = (Int(centres[place] ?? 0), Int(heights[place] ?? 0), Int(Self.width(place)))
            let dashes = dashed.contains(place.label) ? " stroke-dasharray=\"4 3\"" : ""
            return "<rect x=\"\(middle - width / 2)\" y=\"\(y)\" width=\"\(width)\" height=\"30\" rx=\"6\"\(dashes)/>"
                + "<text x=\"\(middle)\" y=\"\(y + 20)\">\(place.label)</text>"
        }
        return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(width) \(height)" width="\(width)" height="\(height)">
            <title>\(title)</title>
            <style>
            path { fill: none; stroke: #5b6b7b } rect { fill: #eef3f8; stroke: #33506b }
            text { font: 14px sans-serif; text-anchor: middle; fill: #10202f }
            </style>
            <defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
            <path d="M0 0L8 4L0 8z" style="fill: #5b6b7b; stroke: none"/></marker></defs>
            <rect width="100%" height="100%" style="fill: #ffffff; stroke: none"/>
            \(lines.joined(separator: "\n"))
            \(boxes.joined(separator: "\n"))
            </svg>

            """
    }
}
