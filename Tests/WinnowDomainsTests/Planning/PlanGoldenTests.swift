import Testing

@testable import WinnowDomains

@Suite("Plans")
struct PlanGoldenTests {
    /// The critiques, each with its place; none for an accepted plan.
    private func critiques(
        _ plan: String, _ domain: String, _ problem: String, isLenient: Bool = false
    ) throws -> [String] {
        let problem = try PlanningFiles.problem(domain, problem)
        let planning = PlanningDomain(isLenient: isLenient)
        let verdict = planning.verify(plan, of: problem)
        #expect(verdict.isAccepted == planning.grade(plan, of: problem), "\(plan)")
        switch verdict {
        case .accepted: return []
        case .rejected(let critiques): return critiques.map { "\($0.kind) @\($0.location): \($0.message)" }
        case .error(let reason): return ["error: \(reason)"]
        }
    }

    @Test(
        "Blocksworld has every kind of fault",
        arguments: [
            ("(unstack b a)\n(stack b c)\n(pick-up a)\n(stack a b)", []),
            ("", ["goal_not_reached @: the goal is not reached: what is missing is (on a b), (on b c)"]),
            (
                "(unstack b a)\n(stack b c)",
                ["goal_not_reached @: the goal is not reached: what is missing is (on a b)"]
            ),
            (
                "(unstack b a)\n(pick-up c)\n(stack b c)",
                ["unmet_precondition @step 2: (pick-up c) cannot be carried out: what is missing is (handempty)"]
            ),
            (
                "(stack a b)",
                ["unmet_precondition @step 1: (stack a b) cannot be carried out: what is missing is (holding a)"]
            ),
            (
                "(pick-up a)\n(put-down a)",
                ["unmet_precondition @step 1: (pick-up a) cannot be carried out: what is missing is (clear a)"]
            ),
            // What stands behind an action that cannot be carried out is not judged, its form apart.
            (
                "(pick-up a)\nhello\n(fly a)\n(stack a)\n(stack a z)",
                [
                    "unmet_precondition @step 1: (pick-up a) cannot be carried out: what is missing is (clear a)",
                    "malformed_line @line 2: the line is no action in parentheses and no sentence of a known domain",
                    "unknown_action @step 2: there is no action fly",
                    "wrong_arity @step 3: stack takes 2 objects, not 1",
                    "unknown_object @step 4: there is no object z",
                ]
            ),
            // Nor is what stands behind a step that is none.
            ("(pick-up z)\n(pick-up a)", ["unknown_object @step 1: there is no object z"]),
            (
                "(stack a z z)",
                [
                    "wrong_arity @step 1: stack takes 2 objects, not 3", "unknown_object @step 1: there is no object z",
                    "unknown_object @step 1: there is no object z",
                ]
            ),
        ] as [(String, [String])])
    func blocks(plan: String, expected: [String]) throws {
        #expect(try critiques(plan, PlanningFiles.blocks, PlanningFiles.tower) == expected)
    }

    @Test(
        "objects may be called as colours and as predicates, and a goal may be one atom",
        arguments: [
            ("pick up the red block\nstack the red block on top of the blue block", []),
            ("(pick-up red)\n(stack red blue)", []), ("(pick-up a)\n(stack a b)", []),
            ("(pick-up clear)\n(stack clear blue)\n(pick-up red)\n(stack red clear)", ["goal_not_reached"]),
            ("(pick-up c)", ["unknown_object"]),
        ] as [(String, [String])])
    func colours(plan: String, kinds: [String]) throws {
        let found = try critiques(plan, PlanningFiles.blocks, PlanningFiles.colours)
        #expect(found.map { String($0.prefix { $0 != " " }) } == kinds)
    }

    private static let delivery = """
        (drive-truck t0 l0-0 l0-1 c0)
        (load-truck p0 t0 l0-1)
        (drive-truck t0 l0-1 l0-0 c0)
        (unload-truck p0 t0 l0-0)
        (fly-airplane a0 l1-0 l0-0)
        (load-airplane p0 a0 l0-0)
        (fly-airplane a0 l0-0 l1-0)
        (unload-airplane p0 a0 l1-0)
        """

    private static let sentences = """
        drive truck_0 from location_0_0 to location_0_1 in city_0
        load package_0 into truck_0 at location_0_1
        drive truck_0 from location_0_1 to location_0_0 in city_0
        unload package_0 from truck_0 at location_0_0
        fly airplane_0 from location_1_0 to location_0_0
        load package_0 into airplane_0 at location_0_0
        fly airplane_0 from location_0_0 to location_1_0
        unload package_0 from airplane_0 at location_1_0
        """

    @Test(
        "Logistics in capitals is read as any other",
        arguments: [
            (delivery, []), (sentences, []), (delivery.uppercased(), []),
            (
                "(drive-truck t0 l0-0 l1-1 c0)",
                [
                    "unmet_precondition @step 1: (drive-truck t0 l0-0 l1-1 c0) cannot be carried out: what is missing is "
                        + "(in-city l1-1 c0)"
                ]
            ),
            (
                "(load-truck c0 p0 t0)",
                [
                    "unmet_precondition @step 1: (load-truck c0 p0 t0) cannot be carried out: what is missing is "
                        + "(obj c0), (truck p0), (location t0), (at p0 t0), (at c0 t0)"
                ]
            ),
        ] as [(String, [String])])
    func logistics(plan: String, expected: [String]) throws {
        #expect(try critiques(plan, PlanningFiles.logistics, PlanningFiles.parcels) == expected)
    }

    @Test(
        "types, constants, equality, negative preconditions and effects that contradict each other",
        arguments: [
            ("(sweep west)\n(carry mona depot west)\n(show mona west)\n(carry mona west east)", []),
            ("(rest)\n(sweep west)\n(carry mona depot west)\n(show mona west)\n(carry mona west east)", []),
            (
                "(carry mona depot west)",
                [
                    "unmet_precondition @step 1: (carry mona depot west) cannot be carried out: what is missing is "
                        + "(not (dusty west))"
                ]
            ),
            (
                "(sweep west)\n(carry david west west)",
                [
                    "unmet_precondition @step 2: (carry david west west) cannot be carried out: what is missing is "
                        + "(not (= west west))"
                ]
            ),
            (
                "(show david west)",
                ["wrong_type @step 1: object 1 of show is to be of type painting, david is of type statue"]
            ),
            ("(sweep depot)", ["wrong_type @step 1: object 1 of sweep is to be of type hall, depot is of type store"]),
            (
                "(carry west mona depot)",
                [
                    "wrong_type @step 1: object 1 of carry is to be of type exhibit, west is of type hall",
                    "wrong_type @step 1: object 2 of carry is to be of type room, mona is of type painting",
                ]
            ),
            (
                "(rest)",
                [
                    "goal_not_reached @: the goal is not reached: what is missing is (seen mona), (not (dusty west)), "
                        + "(in mona east)"
                ]
            ),
        ] as [(String, [String])])
    func museum(plan: String, expected: [String]) throws {
        #expect(try critiques(plan, PlanningFiles.museum, PlanningFiles.show) == expected)
    }

    @Test("a plan that can be carried out has its steps and its cost")
    func notes() throws {
        let problem = try PlanningFiles.problem(PlanningFiles.museum, PlanningFiles.show)
        let domain = PlanningDomain()
        let plan = "(sweep west)\n(carry mona depot west)\n(show mona west)\n(carry mona west east)"
        #expect(domain.notes(on: plan, of: problem) == ["4 steps", "cost 5"])
        #expect(domain.notes(on: "(rest)", of: problem) == ["1 step", "cost 0"])
        #expect(domain.notes(on: "(sweep east)", of: problem) == [])
        let tower = try PlanningFiles.problem(PlanningFiles.blocks, PlanningFiles.tower)
        #expect(domain.notes(on: "(unstack b a)", of: tower) == ["1 step"])
    }

    @Test("an empty plan is right where the goal holds already, and an empty goal always does")
    func empty() throws {
        let held = PlanningFiles.tower.replacing("(and (on a b) (on b c))", with: "(on b a)")
        #expect(try critiques("", PlanningFiles.blocks, held) == [])
        let nothing = PlanningFiles.tower.replacing("(and (on a b) (on b c))", with: "(and)")
        #expect(try critiques("\n \n", PlanningFiles.blocks, nothing) == [])
        #expect(PlanningDomain().answerKey(of: " \n") == "()")
    }

    @Test("what VAL passes over is passed over in a lenient reading only")
    func lenient() throws {
        let plan = """
            ; found by hand
            ```pddl
            0.0: (unstack b a) [1.0]
            (STACK B C extra), (pick-up
              a)
            (stack a b) ; the last
            ```
            ; cost = 4 (unit cost)
            """
        #expect(try critiques(plan, PlanningFiles.blocks, PlanningFiles.tower, isLenient: true) == [])
        let strict = try critiques(plan, PlanningFiles.blocks, PlanningFiles.tower)
        #expect(strict.contains { $0.hasPrefix("malformed_line @line 1") })
        let few = try critiques("(stack a)", PlanningFiles.blocks, PlanningFiles.tower, isLenient: true)
        #expect(few == ["wrong_arity @step 1: stack takes 2 objects, not 1"])
    }
}
