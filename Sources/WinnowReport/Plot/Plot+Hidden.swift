import Foundation

extension Plot {
    /// The notes name the lines that cannot be seen because others lie on them.
    var hiddenNotes: [String] {
        var names: [String] = []
        var places: [String: [String]] = [:]
        let own = commonTitles.own
        for (index, (panel, shown)) in zip(panels, shown).enumerated() {
            for pair in panel.hidden(in: shown) {
                let name = "\(pair.hidden) beneath \(pair.cover)"
                if places[name] == nil { names.append(name) }
                places[name, default: []].append(own[index].first ?? "")
            }
        }
        guard !names.isEmpty else { return [] }
        let texts = names.map { name in
            let panels = places[name] ?? []
            return panels.count == self.panels.count ? name : "\(name) (\(panels.joined(separator: "; ")))"
        }
        return ["Hardly to be seen, as another line lies on it: \(texts.joined(separator: ", "))."]
    }
}

extension Panel {
    /// Lines whose points are so near on each other, as shares of the axes, are one to the eye.
    private static let nearness = 0.006

    /// Finds the lines that a later one covers, each with the last that does.
    fileprivate func hidden(
        in shown: (x: ClosedRange<Double>, y: ClosedRange<Double>)
    ) -> [(hidden: String, cover: String)] {
        let joined = series.filter { $0.isJoined && !$0.points.isEmpty }
        let places = joined.map { series in
            series.points.map { (x: x.share($0.x, of: shown.x), y: y.share($0.y, of: shown.y)) }
        }
        return joined.indices.compactMap { index in
            let cover = joined.indices.last { other in
                other > index
                    && places[index].allSatisfy { point in
                        places[other].contains {
                            abs($0.x - point.x) < Self.nearness && abs($0.y - point.y) < Self.nearness
                        }
                    }
            }
            return cover.map { (joined[index].name, joined[$0].name) }
        }
    }
}

extension Series {
    fileprivate var isJoined: Bool {
        switch style {
        case .line, .curve, .steps: true
        case .reference, .points, .bars: false
        }
    }
}

extension PlotAxis {
    /// Gives the place of a value between the ends of the axis: 0 to 1.
    func share(_ value: Double, of range: ClosedRange<Double>) -> Double {
        switch scale {
        case .linear: (value - range.lowerBound) / (range.upperBound - range.lowerBound)
        case .binary, .decimal: log(value / range.lowerBound) / log(range.upperBound / range.lowerBound)
        }
    }
}
