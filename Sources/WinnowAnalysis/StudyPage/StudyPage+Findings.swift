import WinnowReport

extension StudyPage {
    /// The findings are what the page says in sentences, each with its figures, command and files; those whose files are
    /// missing are left out.
    var findings: [Report.Section] {
        let all = [
            verifying, limitOfVotes, spending, requirement, priceOfACall, erringVerifier, earlyStopping, withholding,
            illegalTraces, bestByScore,
        ].compactMap(\.self)
        guard !all.isEmpty else { return [] }
        let note: Note = """
            Of the medium generators, one figure for each domain, in percent with 95 % intervals over problems where nothing else \
            is said. Each finding names its command, its file and the part of this page behind it.
            """
        return [.heading("Findings"), .note(note)] + all.flatMap(\.self)
    }

    // MARK: Voting and verifying

    private var verifying: [Report.Section]? {
        let largest = largestText("budget", of: "estimates")
        guard let first = estimates("verifier", largest), let vote = estimates("majority", largest) else { return nil }
        return finding(
            """
            \(strong: "A sound verifier beats the vote.") Of \(largest) samples the first accepted one is right in \(first); \
            the vote in \(vote). (\(code: "winnow table"), \(link: "estimates.csv", to: "estimates.csv"), \
            \(link: "picture", to: "plots/accuracy-budget.svg"), \(link: "more", to: "voting.md"))
            """)
    }

    private var limitOfVotes: [Report.Section]? {
        let limits = byDomain { domain in
            rows("diagnosis").filter {
                $0.has(["domain": domain, "model": "medium", "group": "limits", "measure": "mode_right"])
            }.max { ($0.number("row") ?? 0) < ($1.number("row") ?? 0) }?.interval("value")
        }
        guard let limits else { return nil }
        return finding(
            """
            \(strong: "Votes end at the most frequent answer.") It is right in \(limits), and no number of votes gets beyond \
            that. (\(code: "winnow diagnose"), \(link: "diagnosis.csv", to: "diagnosis.csv"), \
            \(link: "picture", to: "plots/histogram.svg"), \(link: "more", to: "plateaus.md"))
            """)
    }

    private var spending: [Report.Section]? {
        let largest = largestText("budget", of: "estimates")
        func tokens(_ strategy: String) -> String? {
            byDomain { estimate(strategy, largest, of: $0)?.shown("tokens_spent", scale: 1, digits: 0) }
        }
        guard let first = tokens("verifier"), let vote = tokens("majority") else { return nil }
        return finding(
            """
            \(strong: "Verifying is cheaper, too, where calls are free.") With up to \(largest) samples it spends \(first) \
            tokens a problem, as it stops at the first accepted; the vote spends \(vote). (\(code: "winnow table"), \
            \(link: "estimates.csv", to: "estimates.csv"), \(link: "picture", to: "plots/accuracy-tokens.svg"), \
            \(link: "more", to: "voting.md"))
            """)
    }

    // MARK: Verifiers

    private var requirement: [Report.Section]? {
        func least(_ falsePositiveRate: Double) -> String? {
            byDomain { domain in
                let own = rows("require").filter {
                    $0.has([
                        "of_domain": domain, "quantity": "least-true-positive-rate", "terms": "same-budget",
                        "budget": "16",
                    ]) && $0.number("false_positive_rate") == falsePositiveRate
                }
                return own.count == 1 ? own[0].interval("true_positive_rate") : nil
            }
        }
        guard let strict = least(0), let lax = least(0.1) else { return nil }
        return finding(
            """
            \(strong: "A verifier may miss right answers; it must not accept wrong ones.") To beat the vote of 16, one that \
            accepts no wrong answer has to accept \(strict) of the right ones; one that accepts a tenth of the wrong answers, \
            \(lax) (∞: not even all are enough). (\(code: "winnow require"), \(link: "require.csv", to: "require.csv"), \
            \(link: "picture", to: "plots/require.svg"), \(link: "more", to: "requirements.md"))
            """)
    }

    private var priceOfACall: [Report.Section]? {
        let prices = byDomain { domain in
            rows("break-even").only(["of_domain": domain, "paid_per": "call"])?.interval("price", scale: 1, digits: 0)
        }
        guard let prices else { return nil }
        return finding(
            """
            \(strong: "A call may cost several samples.") The sound verifier is as good as the vote of 16 at equal total price \
            where a call costs \(prices) generated tokens. (\(code: "winnow require"), \
            \(link: "break-even.csv", to: "break-even.csv"), \(link: "picture", to: "plots/accuracy-tokens.svg"), \
            \(link: "more", to: "requirements.md"))
            """)
    }

    private var erringVerifier: [Report.Section]? {
        let largest = largestText("budget", of: "dial")
        func right(_ strategy: String) -> String? {
            byDomain { domain in
                let own = rows("dial").filter {
                    $0.has(["of_domain": domain, "strategy": strategy, "budget": largest, "source": "stored"])
                        && $0["verifier"].contains("per=answer")
                }
                return own.count == 1 ? own[0].interval("right") : nil
            }
        }
        guard let first = right("verifier"), let vote = right("accepted-vote") else { return nil }
        return finding(
            """
            \(strong: "With a verifier that errs, vote among what it accepts.") One that accepts 90 % of the right and 10 % of \
            the wrong answers leads to \(first) by its first accepted of \(largest) samples, and to \(vote) by the vote of all \
            accepted. (\(code: "winnow dial"), \(link: "dial.csv", to: "dial.csv"), \
            \(link: "picture", to: "plots/dial.svg"), \(link: "more", to: "noise.md"))
            """)
    }

    // MARK: Fewer samples, fewer answers

    private var earlyStopping: [Report.Section]? {
        func row(_ domain: String) -> FigureRow? {
            rows("stopping").only(["domain": domain, "model": "medium", "rule": "adaptive-beta"])
        }
        guard let saved = byDomain({ row($0)?.shown("saved", digits: 0) }),
            let gains = byDomain({ row($0)?.interval("gain", digits: 2) })
        else { return nil }
        return finding(
            """
            \(strong: "Stopping early costs next to nothing.") Adaptive-Consistency saves \(saved) % of 40 samples and changes \
            the share of right answers by \(gains) points. (\(code: "winnow budget stop"), \
            \(link: "stopping.csv", to: "stopping.csv"), \(link: "picture", to: "plots/stopping.svg"), \
            \(link: "more", to: "stopping.md"))
            """)
    }

    private var withholding: [Report.Section]? {
        func row(_ domain: String) -> FigureRow? {
            let own = rows("risk").filter { $0.has(["of_domain": domain, "strategy": "majority"]) }
            let shares = own.values("risk_at_verifier")
            return shares.count == 1 ? own[0] : nil
        }
        guard let coverage = byDomain({ row($0)?.interval("verifier_coverage") }),
            let risk = byDomain({ row($0)?.interval("risk_at_verifier") })
        else { return nil }
        return finding(
            """
            \(strong: "Agreement does not replace a verifier.") Where the vote of 16 answers only as many problems as the \
            verifier does (\(coverage)), the surest first, it is wrong in \(risk); the verifier never. \
            (\(code: "winnow risk"), \(link: "risk.csv", to: "risk.csv"), \(link: "picture", to: "plots/risk-coverage.svg"), \
            \(link: "more", to: "risk.md"))
            """)
    }

    // MARK: Traces and scores

    private var illegalTraces: [Report.Section]? {
        let shares = byDomain { domain in
            rows("claims").filter {
                $0.has(["claim": "right-answers-through-illegal-traces", "domain": domain, "model": "medium"])
            }.max { ($0.number("budget") ?? 0) < ($1.number("budget") ?? 0) }?.interval("effect")
        }
        guard let shares else { return nil }
        return finding(
            """
            \(strong: "Right answers come from illegal traces.") Of a problem's right answers, on average \(shares) follow a \
            trace with an illegal step. (\(code: "winnow claims"), \(link: "claims.csv", to: "claims.csv"), \
            \(link: "more", to: "traces.md"))
            """)
    }

    private var bestByScore: [Report.Section]? {
        func right(_ strategy: String, _ budget: String) -> String? {
            byDomain { domain in
                rows("scorer-estimates").only([
                    "domain": domain, "difficulty": "all", "strategy": strategy, "budget": budget,
                ])?.interval("right")
            }
        }
        let largest = largestText("budget", of: "scorer-estimates")
        guard let best = right("orm-max", largest), let one = right("single", largest),
            let vote = right("majority", largest)
        else { return nil }
        func beats(_ other: String) -> Int {
            Self.domains.count { domain in
                func figure(_ strategy: String) -> Double? {
                    rows("scorer-estimates").only([
                        "domain": domain, "difficulty": "all", "strategy": strategy, "budget": largest,
                    ])?.number("right")
                }
                guard let own = figure("orm-max"), let other = figure(other) else { return false }
                return own > other
            }
        }
        let title =
            beats("single") < Self.domains.count
            ? "The best of many by a learned score may be worse than one sample."
            : "The best of many by a learned score beats the vote in \(beats("majority")) of \(Self.domains.count) domains."
        return finding(
            """
            \(strong: "\(title)") Of \(largest) samples the one with \
            the highest outcome score is right in \(best); a single sample in \(one), the vote in \(vote). \
            (\(code: "winnow table"), \(link: "scorer-estimates.csv", to: "scorer-estimates.csv"), \
            \(link: "picture", to: "plots/scorers/accuracy-budget.svg"), \(link: "more", to: "learned-scorers.md"))
            """)
    }

    // MARK: Pieces

    private func finding(_ note: Note) -> [Report.Section] { [.note(note)] }

    /// Finds the row of a strategy at a budget, of all problems of a domain's medium model.
    private func estimate(_ strategy: String, _ budget: String, of domain: String) -> FigureRow? {
        rows("estimates").only([
            "domain": domain, "model": "medium", "difficulty": "all", "strategy": strategy, "budget": budget,
        ])
    }

    private func estimates(_ strategy: String, _ budget: String) -> String? {
        byDomain { estimate(strategy, budget, of: $0)?.interval("right") }
    }

    /// Writes a figure of each domain as a list; nil where no domain has one.
    private func byDomain(_ cell: (String) -> Cell?) -> String? {
        let texts = Self.domains.compactMap { domain -> String? in
            guard case .text(let text)? = cell(domain)?.value else { return nil }
            return "\(text) (\(domain))"
        }
        return texts.isEmpty ? nil : texts.joined(separator: ", ")
    }
}
