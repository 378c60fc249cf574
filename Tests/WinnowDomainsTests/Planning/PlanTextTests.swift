import Testing

@testable import WinnowDomains

@Suite("Texts of plans")
struct PlanTextTests {
    @Test(
        "every spelling of an action is read",
        arguments: [
            ("(pick-up a)", "(pick-up a)"), ("  ( PICK-UP  A )  ", "(pick-up a)"), ("1. (pick-up a)", "(pick-up a)"),
            ("0: (pick-up a)", "(pick-up a)"), ("12) (pick-up a)", "(pick-up a)"), ("0.001: (a)", "(a)"),
            ("1: pick up a", "(pick-up a)"), ("pick up the red block", "(pick-up a)"),
            ("1. Pick up the gold block.", "(pick-up l)"), ("put down the blue block", "(put-down b)"),
            ("stack the orange block on top of the yellow block", "(stack c d)"),
            ("unstack the white block from on top of the magenta block", "(unstack e f)"),
            ("attack object a", "(attack a)"), ("succumb object b", "(succumb b)"),
            ("overcome object a from object b", "(overcome a b)"), ("feast object c from object d", "(feast c d)"),
            ("fly airplane_0 from location_0_0 to location_1_0", "(fly-airplane a0 l0-0 l1-0)"),
            ("(a) (b c)", "(a) (b c)"), ("(a)(b c)", "(a) (b c)"), ("(a)\r\n\r\n(b c)\r\n", "(a) (b c)"),
            ("Sure:\n[PLAN]\n(a)\n[PLAN END]\nDone.", "(a)"), ("(a)\n[PLAN END]\n[STATEMENT]\nmore", "(a)"),
            ("[plan] (a)\n(b)", "(a) (b)"), ("", "()"), ("[PLAN]\n[PLAN END]", "()"),
            ("(object_0 l0-1)", "(object_0 l0-1)"),
        ])
    func spellings(text: String, key: String) {
        #expect(PlanText(text, isLenient: false).key == key)
        #expect(PlanText(text, isLenient: true).key == key)
        // What is written in the canonical spelling is read as the same.
        if key != "()" { #expect(PlanText(key, isLenient: false).key == key) }
    }

    @Test(
        "what names no action is a malformed line, by its number",
        arguments: [
            ("I would pick up the red block", 1), ("(a)\n\n()", 3), ("(a\n(b)", 1), ("(a) b", 1), ("a)", 1), ("1.", 1),
            ("((a))", 1), ("(a, b)", 1), ("pick up", 1), ("pick up the red block and put it down", 1),
            ("load package_0 into city_0 at location_0_0", 1), ("(a)\n[PLAN]", 2), ("x\n[PLAN]\n(a)\n(b", 4),
            ("(a]", 1),
            ("(a\0b)", 1), ("- (a)", 1),
        ] as [(String, Int)])
    func faults(text: String, line: Int) {
        let plan = PlanText(text, isLenient: false)
        if text == "(a)\n[PLAN]" {
            // The mark begins the plan, so there is none.
            #expect(plan.key == "()")
            return
        }
        #expect(plan.key == nil)
        let faults = plan.entries.compactMap { entry in
            if case .fault(let fault) = entry { fault.line } else { nil }
        }
        #expect(faults.first == line, "\(faults)")
    }

    @Test("a lenient reading takes comments, fences, layout, durations and stray characters, and no more")
    func lenient() {
        func key(_ text: String) -> String? { PlanText(text, isLenient: true).key }
        #expect(key("; nothing\n(a b) ; behind\n;(c)") == "(a b)")
        #expect(key("```\n(a b)\n```") == "(a b)")
        #expect(key("(a\n  b\n)\n(c)") == "(a b) (c)")
        #expect(key("`(a, 'b')`, (c)") == "(a b) (c)")
        #expect(key("0.00000: (a b) [1.00000]\n0: (c)") == "(a b) (c)")
        #expect(key("**pick up the red block**") == "(pick-up a)")
        for text in ["hello", "(a) hello", "(a", "- (a)", "(a [b])", "()"] { #expect(key(text) == nil, "\(text)") }
    }

    @Test("hostile texts are read in linear time")
    func hostile() {
        let texts = [
            String(repeating: "(", count: 1 << 20), String(repeating: ")", count: 1 << 20),
            String(repeating: "(a b)\n", count: 170_000), String(repeating: "pick up the red block\n", count: 45_000),
            String(repeating: "\0", count: 1 << 20), String(repeating: "a", count: 1 << 20),
            String(repeating: "1.", count: 1 << 19), String(repeating: "[PLAN]", count: 170_000),
            String(repeating: "[plan", count: 200_000), String(repeating: "(a\n", count: 300_000),
            String(repeating: "the ", count: 250_000), String(repeating: "`", count: 1 << 20),
        ]
        let clock = ContinuousClock()
        for text in texts {
            for isLenient in [false, true] {
                let time = clock.measure { _ = PlanText(text, isLenient: isLenient).entries.count }
                #expect(time < .seconds(5), "\(text.prefix(12)) \(isLenient)")
            }
        }
    }
}
