import WinnowText

extension Plot {
    /// The names to be told apart and how each looks: lines in heat maps, then series in the order of their inks.
    var legend: [(name: String, look: String)] {
        var listed: Set<ExactText> = []
        let contours = panels.compactMap(\.heatMap).flatMap(\.contours).filter {
            listed.insert(ExactText($0.name)).inserted
        }
        let series = panels.flatMap(\.series).filter {
            !$0.points.isEmpty && listed.insert(ExactText($0.name)).inserted
        }
        return contours.map { (name: $0.name, look: $0.look) }
            + series.sorted { $0.ink < $1.ink }.map { (name: $0.name, look: $0.look) }
    }
}
