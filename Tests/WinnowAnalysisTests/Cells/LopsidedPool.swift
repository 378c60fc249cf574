import WinnowDomains
import WinnowStore

@testable import WinnowCatalogue
@testable import WinnowCollection
@testable import WinnowCore
@testable import WinnowRuns

/// Six problems with six candidates each, written down so that no two of their figures agree by chance: a column that
/// holds another one's values, a sum over the wrong part or a sign that is turned shows in a cell.
struct LopsidedPool {
    /// One candidate, written down as `r +* L 12/7 -3.25 .81,.62 .9,.8`: the answer, the sound verifier's verdict with a
    /// `*` where the other one accepts, whether the trace is legal, tokens and those of the trace, the log-probability,
    /// two scores, and those of the steps; a dash or a dot where there is none.
    struct Item {
        /// `r` is right, other letters are wrong; nil for none.
        var answer: String?
        /// The sound verifier's verdict.
        var verdict: VerdictRecord.Outcome?
        /// The other verifier accepts it, which errs.
        var isAcceptedByOther: Bool
        var isLegal: Bool?
        var tokens: Int
        var traceTokens: Int
        var logProbability: Double
        var flops: Double
        /// The scorer says this, once and again.
        var scores: [Double]
        var steps: [Double]

        var isRight: Bool { answer == "r" }
    }

    /// A problem's difficulty, the tokens of its prompt and its candidates.
    struct Problem {
        var difficulty: String
        var promptTokens: Int
        var items: [Item]
    }

    static let problems: [Problem] = text.split(separator: "\n").reduce(into: []) { problems, line in
        let fields = line.split(separator: " ")
        if fields.count == 2 {
            problems.append(
                Problem(difficulty: String(fields[0]), promptTokens: Int(fields[1]) ?? 0, items: []))
        } else {
            problems[problems.count - 1].items.append(Item(fields))
        }
    }

    /// A problem of runs, of which there are more: those beyond the last are like those from the first.
    static func problem(_ number: Int) -> Problem { problems[number % problems.count] }

    /// The greedy candidates, one for each problem.
    static let greedy = greedyText.split(separator: "\n").map { Item($0.split(separator: " ")) }

    private static let text = """
        hard 5
        r +* L 12/7 -3.25 .81,.62 .9,.8,.7,.6,.5
        a - I 9/4 -2.5 .33,.47 .35,.3
        a -* L 14/8 -6 .29,.11 .5,.45,.4
        - . ? 20/20 -9.5 .05,.07 .
        r +* I 11/5 -4.75 .71,.52 .55,.75,.65,.6
        b - I 10/6 -3.5 .44,.38 .2,.25
        easy 7
        r +* L 8/3 -1.5 .92,.9 .8,.95
        r +* L 7/2 -1.25 .88,.97 .99,.85,.9
        r + L 9/5 -2.25 .66,.54 .7,.75,.8,.6,.65
        c - I 13/9 -5.5 .41,.55 .3,.2,.1,.4
        r ?* L 8/4 -1.75 .78,.74 .6,.65
        d - L 15/11 -7 .25,.2 .15,.25,.35
        easy 4
        e -* I 6/2 -2 .61,.69 .45,.5
        e - L 9/6 -3 .58,.36 .4,.3,.2
        r +* L 16/10 -8.25 .49,.59 .1,.5,.9,.8,.7,.95
        e - I 7/3 -2.75 .52,.42 .6,.4
        - . ? 18/18 -9 .02,.04 .
        f - L 11/7 -4.25 .37,.23 .25,.5,.45,.3
        medium 9
        r +* L 10/6 -4 .7,.8 .65,.85
        g - L 12/8 -5 .3,.5 .35,.15,.05
        r +* I 9/5 -3.75 .75,.6 .5,.9,.7
        g -* I 8/2 -2.25 .55,.63 .45,.6
        h - I 13/9 -6.5 .2,.15 .55,.1
        r +* L 17/12 -7.5 .64,.68 .75,.7,.85,.9
        hard 6
        i - I 21/15 -8 .45,.31 .7,.4,.3
        i -* L 19/13 -7.25 .51,.56 .6,.5
        j - I 15/9 -5.75 .22,.34 .3,.35,.1
        i - L 22/17 -8.5 .39,.48 .2,.1,.6,.55
        - . I 24/24 -11 .08,.01 .
        k - I 16/11 -6.75 .57,.43 .65,.25
        easy 8
        l - I 10/7 -3.125 .36,.4 .05,.4
        r +* L 9/4 -2.875 .83,.77 .9,.7
        r +* L 11/6 -3.625 .72,.86 .85,.8,.75
        r +* I 8/5 -2.375 .69,.57 .4,.95,.55
        l -* L 12/9 -4.5 .47,.53 .5,.35,.45
        r +* L 14/8 -5.25 .87,.93 .95,.9,.99,.97
        """

    private static let greedyText = """
        a - I 9/4 -2.125 .3,.3 .3
        r +* L 8/3 -1.125 .3,.3 .3
        e - L 7/4 -1.875 .3,.3 .3
        r +* I 11/7 -3.375 .3,.3 .3
        i - L 20/14 -7.125 .3,.3 .3
        r +* L 10/5 -2.625 .3,.3 .3
        """
}

extension LopsidedPool.Item {
    fileprivate init(_ fields: [Substring]) {
        func numbers(_ field: Substring, by separator: Character = ",") -> [Double] {
            field.split(separator: separator).compactMap { Double($0) }
        }
        answer = fields[0] == "-" ? nil : String(fields[0])
        verdict = ["+": .accepted, "-": .rejected, "?": .error][fields[1].prefix(1)]
        isAcceptedByOther = fields[1].hasSuffix("*")
        isLegal = ["L": true, "I": false][fields[2]]
        let counts = numbers(fields[3], by: "/").map { Int($0) }
        (tokens, traceTokens) = (counts[0], counts[1])
        logProbability = Double(fields[4]) ?? .nan
        scores = numbers(fields[5])
        steps = numbers(fields[6])
        flops = 1_000 * Double(tokens) + 37 * Double(traceTokens)
    }
}
