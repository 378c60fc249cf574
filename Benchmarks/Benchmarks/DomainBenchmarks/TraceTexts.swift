import Benchmark
import BenchmarkSupport
import WinnowDomains

/// Traces of mazes in the two published grammars, in both modes of checking.
func registerTraceTexts() {
    for dialect in MazeTraceDialect.allCases {
        for mode in MazeTraceMode.allCases {
            let validator = MazeTraceText(dialect: dialect, mode: mode)
            Benchmark("maze-text-\(dialect.rawValue)-\(mode.rawValue)", configuration: .thousandfold()) { benchmark in
                let line = line(dialect)
                for _ in benchmark.scaledIterations { blackHole(validator.firstError(in: line)) }
            }
        }
    }
}

/// A legal trace of a 3×3 maze with one wall.
private func line(_ dialect: MazeTraceDialect) -> String {
    switch dialect {
    case .searchformer:
        """
        bos start 0 0 goal 2 2 wall 1 1 create 0 0 c0 c4 close 0 0 c0 c4 create 0 1 c1 c3 create 1 0 c1 c3 \
        close 1 0 c1 c3 create 2 0 c2 c2 close 2 0 c2 c2 create 2 1 c3 c1 close 0 1 c1 c3 create 0 2 c2 c2 \
        close 2 1 c3 c1 create 2 2 c4 c0 close 0 2 c2 c2 create 1 2 c3 c1 close 1 2 c3 c1 close 2 2 c4 c0 \
        plan 0 0 plan 1 0 plan 2 0 plan 2 1 plan 2 2 eos
        """
    case .beyondSemantics:
        """
        query start 0 0 goal 2 2 wall 1 1 reasoning close 0 0 c0 c4 create 1 0 c1 c3 create 0 1 c1 c3 \
        close 1 0 c1 c3 create 2 0 c2 c2 close 0 1 c1 c3 create 0 2 c2 c2 close 2 0 c2 c2 create 2 1 c3 c1 \
        close 0 2 c2 c2 create 1 2 c3 c1 close 2 1 c3 c1 create 2 2 c4 c0 close 1 2 c3 c1 close 2 2 c4 c0 \
        solution plan 0 0 plan 1 0 plan 2 0 plan 2 1 plan 2 2 end
        """
    }
}
