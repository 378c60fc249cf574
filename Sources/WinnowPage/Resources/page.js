"use strict";
(() => {
  const SVG = "http://www.w3.org/2000/svg";

  // Text reaches the page as text nodes and attributes alone, never as markup.
  function fill(node, attributes, children) {
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value === undefined || value === null || value === false) continue;
      if (name === "on") for (const [event, act] of Object.entries(value)) node.addEventListener(event, act);
      else node.setAttribute(name, value === true ? "" : String(value));
    }
    for (const child of children.flat(4)) {
      if (child === undefined || child === null || child === false) continue;
      node.append(child instanceof Node ? child : String(child));
    }
    return node;
  }
  const el = (tag, attributes, ...children) => fill(document.createElement(tag), attributes, children);
  const draw = (tag, attributes, ...children) => fill(document.createElementNS(SVG, tag), attributes, children);
  const percent = (rate) => (100 * rate).toFixed(1) + " %";

  function data(name) {
    const block = document.getElementById("data-" + name);
    return block ? JSON.parse(block.textContent) : null;
  }
  function place(name) {
    const found = document.querySelector('[data-place="' + name + '"]');
    if (found) found.replaceChildren();
    return found;
  }
  function short(number) {
    const size = [[1e12, "T"], [1e9, "G"], [1e6, "M"], [1e3, "k"]].find((entry) => Math.abs(number) >= entry[0]);
    const text = (value) => String(Number(value.toPrecision(4)));
    return size ? text(number / size[0]) + size[1] : text(number);
  }
  function choice(label, options, value, act) {
    const select = el("select", { on: { change: () => act(select.value) } },
      options.map(([key, text]) => el("option", { value: key, selected: key === value }, text)));
    return el("label", { class: "field" }, el("span", {}, label), select);
  }

  // MARK: Tables that sort

  for (const table of document.querySelectorAll(".figure table, .folded table")) {
    const rows = [...table.tBodies[0].rows];
    if (rows.length < 3) continue;
    const first = rows.map((row) => row);
    [...table.tHead.rows[0].cells].forEach((cell, column) => {
      const name = cell.textContent;
      const button = el("button", { type: "button", class: "sort" }, name);
      cell.replaceChildren(button);
      button.addEventListener("click", () => {
        const was = cell.getAttribute("aria-sort");
        for (const other of cell.parentNode.cells) other.removeAttribute("aria-sort");
        const order = was === "descending" ? "ascending" : was === "ascending" ? "" : "descending";
        if (!order) return table.tBodies[0].append(...first);
        cell.setAttribute("aria-sort", order);
        const key = (row) => {
          const field = row.cells[column];
          return field.dataset.v !== undefined ? Number(field.dataset.v) : field.textContent.trim();
        };
        const compare = (a, b) => {
          const [x, y] = [key(a), key(b)];
          // What is missing stays at the end.
          if (x === "" || y === "") return (x === "") - (y === "");
          const sign = order === "ascending" ? 1 : -1;
          if (typeof x === "number" && typeof y === "number") return sign * (x - y);
          return sign * String(x).localeCompare(String(y));
        };
        table.tBodies[0].append(...[...first].sort(compare));
      });
    });
  }

  // MARK: Curves

  const inkClass = (ink) => "ink" + (ink % 8) + " dash" + (Math.floor(ink / 8) % 5);

  function curves() {
    const source = data("curves");
    const host = source && place("curves");
    if (!host) return;
    const state = { axis: "budget", log: true, price: { ...source.price }, on: new Set(), bands: true };
    const strategies = [];
    for (const run of source.runs) for (const strategy of run.strategies) {
      if (!strategies.some((known) => known.name === strategy.name)) strategies.push(strategy);
      if (strategy.on) state.on.add(strategy.name);
    }
    const index = (name) => source.axes.findIndex((axis) => axis.name === name);
    const label = () => state.axis === "price" ? "expected price per problem" : source.axes[index(state.axis)].label;
    function amount(point) {
      if (state.axis !== "price") return point[5 + index(state.axis)];
      let sum = 0;
      for (const [name, price] of Object.entries(state.price)) {
        if (!price) continue;
        const at = index(name);
        if (at < 0 || point[5 + at] === null) return null;
        sum += price * point[5 + at];
      }
      return sum;
    }

    const said = el("p", { class: "said", "aria-live": "polite" }, "Point at a curve for its values, or use the arrow keys on a picture.");
    const panels = el("div", { class: "panels" });
    const prices = el("span", { class: "prices", hidden: true }, Object.keys(source.price).map((name) => {
      const input = el("input", {
        type: "number", min: 0, step: "any", value: source.price[name],
        on: { input: () => { state.price[name] = Math.max(0, Number(input.value) || 0); render(); } },
      });
      return el("label", { class: "field" }, el("span", {}, "price of " + name), input);
    }));
    const controls = el("div", { class: "controls" },
      choice("Against", source.axes.map((axis) => [axis.name, axis.name]).concat([["price", "price"]]), state.axis, (axis) => {
        state.axis = axis;
        prices.hidden = axis !== "price";
        render();
      }),
      choice("Scale", [["log", "logarithmic"], ["linear", "linear"]], "log", (scale) => { state.log = scale === "log"; render(); }),
      choice("Intervals", [["on", "shown"], ["off", "hidden"]], "on", (bands) => { state.bands = bands === "on"; render(); }),
      prices);
    const legend = el("fieldset", { class: "strategies" }, el("legend", {}, "Strategies"), strategies.map((strategy) => {
      const box = el("input", {
        type: "checkbox", checked: state.on.has(strategy.name), value: strategy.name,
        on: { change: () => { box.checked ? state.on.add(strategy.name) : state.on.delete(strategy.name); render(); } },
      });
      return el("label", {}, box,
        draw("svg", { class: "key", viewBox: "0 0 26 10", "aria-hidden": "true" },
          draw("path", { class: "line " + inkClass(strategy.ink), d: "M1 5H25" })), strategy.name);
    }));
    host.append(controls, legend, panels, said);

    const [width, height, left, right, top, bottom] = [520, 320, 58, 14, 10, 46];
    function render() {
      const drawn = source.runs.map((run) => run.strategies.filter((s) => state.on.has(s.name)).map((strategy) => ({
        strategy,
        points: strategy.points.map((point) => ({ point, x: amount(point) }))
          .filter((entry) => entry.x !== null && (!state.log || entry.x > 0)),
      })).filter((line) => line.points.length));
      const all = drawn.flat().flatMap((line) => line.points);
      const xs = all.map((entry) => entry.x);
      const ys = all.flatMap((entry) => state.bands ? [entry.point[2], entry.point[3]] : [entry.point[1]]);
      const range = (values, log) => {
        let [low, high] = [Math.min(...values), Math.max(...values)];
        if (!values.length) return log ? [1, 10] : [0, 1];
        if (log) return low < high ? [low / Math.pow(high / low, 0.04), high * Math.pow(high / low, 0.04)] : [low / 1.5, high * 1.5];
        const margin = low < high ? 0.04 * (high - low) : Math.max(0.05, 0.05 * Math.abs(low));
        return [low - margin, high + margin];
      };
      const [xRange, yRange] = [range(xs, state.log), range(ys, false)];
      const share = (value, [low, high], log) => log ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
      const px = (x) => left + share(x, xRange, state.log) * (width - left - right);
      const py = (y) => height - bottom - share(y, yRange, false) * (height - top - bottom);
      const at = (x, y) => px(x).toFixed(1) + " " + py(y).toFixed(1);
      panels.replaceChildren(...source.runs.map((run, place) => panel(run, drawn[place], { px, py, at, xRange, yRange })));
    }

    function ticks([low, high], log) {
      if (log) {
        const base = state.axis === "budget" || state.axis === "samples" ? 2 : 10;
        const first = Math.ceil(Math.log(low) / Math.log(base) - 1e-9);
        const last = Math.floor(Math.log(high) / Math.log(base) + 1e-9);
        if (last - first >= 1) {
          const step = Math.floor((last - first) / 9) + 1;
          const list = [];
          for (let power = first; power <= last; power += step) list.push(Math.pow(base, power));
          return base === 10 && list.length < 4
            ? list.concat(Math.pow(10, first - 1)).flatMap((t) => [t, 2 * t, 5 * t]).filter((t) => t >= low && t <= high) : list;
        }
      }
      const rough = (high - low) / 6;
      const power = Math.pow(10, Math.floor(Math.log10(rough)));
      const step = power * ([1, 2, 5].find((factor) => factor * power >= rough) || 10);
      const list = [];
      for (let value = Math.ceil(low / step) * step; value <= high + 1e-12; value += step) list.push(Number(value.toPrecision(12)));
      return list;
    }

    function panel(run, lines, scale) {
      const { px, py, at, xRange, yRange } = scale;
      const marks = [];
      const svg = draw("svg", {
        class: "plot", viewBox: "0 0 " + width + " " + height, role: "img", tabindex: 0,
        "aria-label": run.title + ": right answers against " + label(),
      });
      for (const x of ticks(xRange, state.log)) {
        svg.append(draw("path", { class: "grid", d: "M" + px(x).toFixed(1) + " " + top + "V" + (height - bottom) }),
          draw("text", { class: "tick", x: px(x).toFixed(1), y: height - bottom + 15, "text-anchor": "middle" }, short(x)));
      }
      for (const y of ticks(yRange, false)) {
        svg.append(draw("path", { class: "grid", d: "M" + left + " " + py(y).toFixed(1) + "H" + (width - right) }),
          draw("text", { class: "tick", x: left - 6, y: (py(y) + 4).toFixed(1), "text-anchor": "end" }, short(100 * y) + "%"));
      }
      svg.append(draw("path", { class: "frame", d: "M" + left + " " + top + "V" + (height - bottom) + "H" + (width - right) }),
        draw("text", { class: "axis", x: (left + width - right) / 2, y: height - 8, "text-anchor": "middle" },
          label() + (state.log ? " (log scale)" : "")),
        draw("text", { class: "axis", transform: "translate(13 " + (top + height - bottom) / 2 + ") rotate(-90)", "text-anchor": "middle" },
          "right answers"));
      if (state.bands) for (const line of lines) {
        if (line.points.length < 2) continue;
        const high = line.points.map((entry) => at(entry.x, entry.point[3]));
        const low = line.points.map((entry) => at(entry.x, entry.point[2])).reverse();
        svg.append(draw("path", { class: "band " + inkClass(line.strategy.ink), d: "M" + high.concat(low).join("L") + "Z" }));
      }
      for (const line of lines) {
        svg.append(draw("path", {
          class: "line " + inkClass(line.strategy.ink), "data-strategy": line.strategy.name,
          d: "M" + line.points.map((entry) => at(entry.x, entry.point[1])).join("L"),
        }));
        for (const entry of line.points) {
          const mark = draw("circle", {
            class: "mark " + inkClass(line.strategy.ink), cx: px(entry.x).toFixed(1), cy: py(entry.point[1]).toFixed(1), r: 3,
          });
          svg.append(mark);
          marks.push({ mark, entry, name: line.strategy.name });
        }
      }
      const tip = draw("text", { class: "tip", "text-anchor": "middle" });
      svg.append(tip);
      function show(found) {
        for (const other of marks) other.mark.classList.toggle("chosen", other === found);
        tip.replaceChildren();
        if (!found) return;
        const [k, rate, low, high, n] = found.entry.point;
        const [x, y] = [px(found.entry.x), py(rate)];
        tip.setAttribute("x", Math.min(width - 110, Math.max(left + 80, x)).toFixed(1));
        tip.setAttribute("y", (y < 30 ? y + 20 : y - 10).toFixed(1));
        tip.append(found.name + " " + percent(rate));
        said.textContent = run.title + ", " + found.name + " at k = " + k + ": right in " + percent(rate) + " [" +
          (100 * low).toFixed(1) + ", " + (100 * high).toFixed(1) + "] of " + n + " problems, " + short(found.entry.x) + " " +
          (state.axis === "budget" ? "samples at most" : state.axis) + ".";
      }
      svg.addEventListener("pointermove", (event) => {
        const box = svg.getBoundingClientRect();
        const [x, y] = [(event.clientX - box.left) * width / box.width, (event.clientY - box.top) * height / box.height];
        let [best, distance] = [null, 900];
        for (const found of marks) {
          const gap = Math.pow(px(found.entry.x) - x, 2) + Math.pow(py(found.entry.point[1]) - y, 2);
          if (gap < distance) [best, distance] = [found, gap];
        }
        show(best);
      });
      svg.addEventListener("pointerleave", () => show(null));
      let chosen = -1;
      svg.addEventListener("keydown", (event) => {
        const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
        if (!step || !marks.length) return;
        event.preventDefault();
        chosen = (chosen + step + marks.length) % marks.length;
        show(marks[chosen]);
      });
      svg.addEventListener("blur", () => show(null));
      return el("figure", { class: "panel" }, el("figcaption", {}, run.title), svg);
    }
    render();
  }

  // MARK: One right, another not

  const outcomes = data("outcomes");
  const link = (run, problem) => "#run-" + run + "/problem-" + problem;
  const isRight = (strategy, at) => strategy.right[at] >= 500;

  function versus() {
    const host = outcomes && place("versus");
    if (!host) return;
    const state = { run: 0, a: "", b: "" };
    const controls = el("div", { class: "controls" });
    const found = el("div", { "aria-live": "polite" });
    host.append(controls, found);
    function choose() {
      const names = outcomes.runs[state.run].strategies.map((strategy) => strategy.name);
      const usual = (name, other) => names.includes(name) ? name : names.find((known) => known !== other) || names[0];
      if (!names.includes(state.a)) state.a = usual("verifier", "majority");
      if (!names.includes(state.b)) state.b = usual("majority", state.a);
      const options = names.map((name) => [name, name]);
      controls.replaceChildren(
        choice("Run", outcomes.runs.map((run, at) => [String(at), run.title]), String(state.run), (at) => { state.run = Number(at); choose(); }),
        choice("A, right", options, state.a, (name) => { state.a = name; list(); }),
        choice("B, not right", options, state.b, (name) => { state.b = name; list(); }),
        el("button", { type: "button", on: { click: () => { [state.a, state.b] = [state.b, state.a]; choose(); } } }, "Swap"));
      list();
    }
    function list() {
      const run = outcomes.runs[state.run];
      const of = (name) => run.strategies.find((strategy) => strategy.name === name);
      const [a, b] = [of(state.a), of(state.b)];
      if (!a || !b) return found.replaceChildren();
      const at = run.problems.map((problem, place) => place);
      const only = at.filter((place) => isRight(a, place) && !isRight(b, place));
      const other = at.filter((place) => !isRight(a, place) && isRight(b, place));
      found.replaceChildren(
        el("p", {}, "At k = " + run.budget + ", " + state.a + " is right and " + state.b + " is not on " + only.length + " of " +
          run.problems.length + " problems; the other way round on " + other.length + "."),
        el("ul", { class: "chips" }, only.map((place) => el("li", {},
          el("a", { href: link(run.run, run.problems[place]), title: run.difficulties[place] + ": " + state.a + " " + a.right[place] / 10 + " %, " + state.b + " " + b.right[place] / 10 + " %" },
            run.problems[place])))));
    }
    choose();
  }

  // MARK: Stages, on which a trace is played

  const reading = {
    maze: /^([+-]) c(\d)(\d) n(\d+) n(\d+)$/,
    stacks: /\[([^\]]*)\]/g,
  };

  function mazeDrawing(scene) {
    const [columns, rows] = scene.size;
    const cell = 44;
    const svg = draw("svg", { class: "maze", viewBox: "0 0 " + (columns * cell + 2) + " " + (rows * cell + 2), role: "img", "aria-label": "the maze" });
    const cells = [];
    for (let y = 0; y < rows; y += 1) for (let x = 0; x < columns; x += 1) {
      const isWall = scene.walls[y * columns + x] === "#";
      const box = draw("rect", { class: "square" + (isWall ? " wall" : ""), x: x * cell + 1, y: y * cell + 1, width: cell, height: cell });
      const text = draw("text", { class: "costs", x: x * cell + cell / 2 + 1, y: y * cell + cell - 7, "text-anchor": "middle" });
      svg.append(box, text);
      cells.push({ box, text, isWall });
    }
    const centre = ([x, y]) => [x * cell + cell / 2 + 1, y * cell + cell / 2 + 1];
    const path = draw("path", { class: "path" });
    svg.append(path);
    for (const [name, where] of [["S", scene.start], ["G", scene.goal]]) {
      const [x, y] = centre(where);
      svg.append(draw("text", { class: "end", x, y: y + 1, "text-anchor": "middle" }, name));
    }
    return { svg, cells, path, centre, at: (x, y) => cells[y * columns + x] };
  }

  function mazeStage(scene, steps, answer) {
    const maze = mazeDrawing(scene);
    const numbers = (answer || "").split(" ").map(Number);
    const way = [];
    for (let place = 0; place + 1 < numbers.length; place += 2) way.push([numbers[place], numbers[place + 1]]);
    const isWay = way.length > 0 && way.flat().every((number) => Number.isInteger(number) && number >= 0 && number < 100);
    return {
      node: maze.svg, count: steps.length,
      draw(step) {
        for (const cell of maze.cells) {
          cell.box.setAttribute("class", "square" + (cell.isWall ? " wall" : ""));
          cell.text.textContent = "";
        }
        for (let place = 0; place < step; place += 1) {
          const read = reading.maze.exec(steps[place]);
          const cell = read && maze.at(Number(read[2]), Number(read[3]));
          if (!cell) continue;
          cell.box.setAttribute("class", "square" + (cell.isWall ? " wall" : "") + (read[1] === "+" ? " open" : " closed") + (place === step - 1 ? " now" : ""));
          cell.text.textContent = read[4] + "+" + read[5];
        }
        const isShown = isWay && step === steps.length;
        maze.path.setAttribute("d", isShown ? "M" + way.map((place) => maze.centre(place).join(" ")).join("L") : "");
      },
      note: "Tinted cells are created, darker ones closed; numbers are the cost so far + the estimate. The line is the answer.",
    };
  }

  // A tree of states: an operation leads to a state or to a leaf, and back leads to a state above.
  function countdownStage(steps) {
    const node = el("ul", { class: "tree", "aria-label": "the tree of the search" });
    const clean = (text) => text.replace(/\bn(\d+)/g, "$1").replace(/^\[ | \]$/g, "").replace(/ > \d+$/, "");
    const states = /\[[^\]]*\]/g;
    return {
      node, count: steps.length,
      draw(count) {
        const root = { text: "", state: "", children: [], parent: null };
        let here = root;
        steps.slice(0, count).forEach((step, place) => {
          const found = step.match(states) || [];
          if (place === 0 && found.length > 1) root.state = found[0];
          if (place === 0) root.text = clean(found.length > 1 ? found[0] : "start");
          const now = place === count - 1;
          if (/^back\b/.test(step)) {
            let above = here;
            while (above.parent && above.state !== found[0]) above = above.parent;
            here = above;
            if (now) here.now = true;
            return;
          }
          const body = place === 0 && found.length > 1 ? step.slice(step.indexOf("]") + 1) : step;
          const operation = clean(body.replace(states, "").replace(/ (x|ok)\s*$/, "").trim());
          const mark = /\bok\s*$/.test(step) ? "ok" : /\bx\s*$/.test(step) ? "x" : "";
          const state = mark ? "" : found[found.length - 1] || "";
          const child = { text: operation, mark, state, children: [], parent: here, place, now };
          here.children.push(child);
          if (state) here = child;
        });
        const item = (branch) => el("li", { class: (branch.now ? "now " : "") + (branch.mark === "ok" ? "good" : branch.mark === "x" ? "dead" : "") },
          el("span", {}, branch.text, branch.state && branch !== root ? el("span", { class: "state" }, " → " + clean(branch.state)) : "",
            branch.mark === "ok" ? " ✓ reaches the target, it says" : branch.mark === "x" ? " ✗" : ""),
          branch.children.length ? el("ul", {}, branch.children.map(item)) : null);
        node.replaceChildren(item(root));
      },
      note: "Each line is an operation and what it leaves; ✗ and ✓ are the trace's own marks, which may be false.",
    };
  }

  function stacksDrawing(text, label) {
    const stacks = [...text.matchAll(reading.stacks)].map((found) => found[1].trim().split(/\s+/).filter(Boolean));
    const [side, gap] = [34, 14];
    const tallest = Math.max(1, ...stacks.map((stack) => stack.length));
    const [width, height] = [Math.max(1, stacks.length) * (side + gap) + gap, tallest * side + 10];
    const svg = draw("svg", { class: "stacks", viewBox: "0 0 " + width + " " + height, width, height, role: "img", "aria-label": label + ": " + text },
      draw("path", { class: "frame", d: "M0 " + (height - 2) + "H" + width }));
    stacks.forEach((stack, column) => stack.forEach((block, row) => {
      const [x, y] = [gap + column * (side + gap), height - 3 - (row + 1) * side];
      svg.append(draw("rect", { class: "block", x, y, width: side, height: side - 1 }),
        draw("text", { class: "costs", x: x + side / 2, y: y + side / 2 + 4, "text-anchor": "middle" }, block));
    }));
    return el("figure", { class: "stack" }, svg, el("figcaption", {}, label));
  }

  function statesStage(scene, states) {
    const node = el("div", { class: "states" });
    const isStacks = scene && scene.kind === "blocks";
    return {
      node, count: states.length,
      draw(step) {
        const here = step > 0 ? states[step - 1] : null;
        if (isStacks) {
          node.replaceChildren(stacksDrawing(here ? here.state || states[Math.max(0, step - 2)].state || scene.start : scene.start, step > 0 ? "after step " + step : "start"),
            stacksDrawing(scene.goal, "goal"));
        } else {
          const atoms = (text) => text ? text.match(/\([^)]*\)/g) || [text] : [];
          const before = new Set(step > 1 ? atoms(states[step - 2].state) : []);
          const now = here && here.state ? atoms(here.state) : [];
          node.replaceChildren(el("ul", { class: "atoms" }, now.map((atom) =>
            el("li", { class: step > 1 && !before.has(atom) ? "new" : "" }, atom)),
            [...before].filter((atom) => here && here.state && !now.includes(atom)).map((atom) => el("li", { class: "gone" }, el("del", {}, atom)))));
        }
        if (here && here.fault) node.append(el("p", { class: "fault" }, "This step cannot be made: " + here.fault + "."));
      },
      note: isStacks ? "" : "The atoms that hold behind the step; new ones are bold, and those that hold no more are struck out.",
    };
  }

  // Plays a stage: buttons, a slider, and the list of steps.
  function player(stage, texts, wrong) {
    let [at, timer] = [stage.count, 0];
    const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    const slider = el("input", { type: "range", min: 0, max: stage.count, value: stage.count, "aria-label": "step", on: { input: () => go(Number(slider.value)) } });
    const label = el("output", { class: "at" });
    const items = texts.map((text, place) => el("li", { class: wrong === place + 1 ? "wrong" : wrong && place + 1 > wrong ? "after" : "" },
      el("button", { type: "button", on: { click: () => go(place + 1) } }, text),
      wrong === place + 1 ? el("span", { class: "flag" }, "first illegal step") : null));
    const list = el("ol", { class: "steps" }, items);
    const play = el("button", { type: "button", class: "play", on: { click: toggle } }, "Play");
    function stop() {
      window.clearInterval(timer);
      timer = 0;
      play.textContent = "Play";
    }
    function toggle() {
      if (timer) return stop();
      if (at >= stage.count) go(0);
      play.textContent = "Pause";
      timer = window.setInterval(() => { if (at >= stage.count || !play.isConnected) stop(); else go(at + 1, true); }, still ? 1200 : 400);
    }
    function go(step, isPlaying) {
      if (!isPlaying && timer) stop();
      at = Math.min(stage.count, Math.max(0, step));
      slider.value = at;
      label.textContent = "step " + at + " of " + stage.count;
      stage.draw(at);
      items.forEach((item, place) => item.classList.toggle("now", place + 1 === at));
      if (at > 0 && items[at - 1]) {
        // Once it has been laid out.
        window.requestAnimationFrame(() => { list.scrollTop = items[at - 1] ? items[at - 1].offsetTop - list.clientHeight / 2 : 0; });
      }
    }
    const button = (text, name, step) => el("button", { type: "button", "aria-label": name, on: { click: () => go(step()) } }, text);
    const node = el("div", { class: "player" },
      el("div", { class: "bar" }, play, button("|◀", "first step", () => 0), button("◀", "step back", () => at - 1),
        button("▶", "step forward", () => at + 1), button("▶|", "last step", () => stage.count), slider, label,
        wrong ? el("button", { type: "button", on: { click: () => go(wrong) } }, "First illegal step") : null),
      el("div", { class: "stage" }, stage.node, texts.length ? list : null),
      stage.note ? el("p", { class: "small" }, stage.note) : null);
    go(stage.count);
    return { node, toggle, move: (by) => go(at + by) };
  }

  // MARK: Candidates

  function browser() {
    const source = data("browser");
    const host = source && place("browser");
    if (!host) return;
    const state = { run: 0, difficulty: "", standing: "", a: "", b: "", problem: null, sample: null, episode: null, player: null };
    const filters = el("div", { class: "controls" });
    const count = el("p", { class: "small", "aria-live": "polite" });
    const list = el("ul", { class: "problems" });
    const view = el("div", { class: "view", tabindex: -1 });
    host.append(filters,
      el("p", { class: "small" }, "Keys, while the candidates have the focus: j and k lead to the next and the previous problem, n and p to candidates, space plays, , and . step."),
      el("div", { class: "browser" }, el("nav", { "aria-label": "Problems" }, count, list), view));

    // A pool of texts has no difficulties.
    for (const known of source.runs) for (const problem of known.problems) if (problem.d === "unknown") problem.d = "";
    const run = () => source.runs[state.run];
    const outcome = () => outcomes && outcomes.runs.find((known) => known.run === run().run);
    const rightVotes = (problem) => problem.answers.filter((answer) => answer.g === 1).reduce((sum, answer) => sum + answer.v, 0);
    const leader = (problem) => problem.answers.find((answer) => answer.a !== null);
    const standings = {
      "": ["all", () => true],
      wrong: ["no candidate right", (problem) => rightVotes(problem) === 0],
      right: ["some candidate right", (problem) => rightVotes(problem) > 0],
      disagree: ["verifier and majority disagree", (problem) => {
        const first = leader(problem);
        return first !== undefined && first.ver.some((verdict) => verdict === "rejected");
      }],
      false: ["a verifier accepts a wrong answer", (problem) => problem.answers.some((answer) => answer.g === 0 && answer.ver.some((verdict) => verdict === "accepted"))],
      none: ["no answer at all", (problem) => leader(problem) === undefined],
    };
    function differs(problem) {
      if (!state.a || !state.b) return true;
      const known = outcome();
      const of = (name) => known && known.strategies.find((strategy) => strategy.name === name);
      const [a, b, at] = [of(state.a), of(state.b), known ? known.problems.indexOf(problem.p) : -1];
      return Boolean(a && b && at >= 0 && isRight(a, at) && !isRight(b, at));
    }
    const shown = () => run().problems.filter((problem) =>
      (!state.difficulty || problem.d === state.difficulty) && standings[state.standing][1](problem) && differs(problem));

    function showFilters() {
      const difficulties = [...new Set(run().problems.map((problem) => problem.d))].filter(Boolean);
      const names = (outcome() ? outcome().strategies : []).map((strategy) => [strategy.name, strategy.name]);
      if (!difficulties.includes(state.difficulty)) state.difficulty = "";
      for (const side of ["a", "b"]) if (!names.some(([name]) => name === state[side])) state[side] = "";
      filters.replaceChildren(
        choice("Run", source.runs.map((known, at) => [String(at), known.run + ": " + known.domain + " " + known.model]), String(state.run), (at) => {
          [state.run, state.problem] = [Number(at), null];
          showFilters();
          showList();
          view.replaceChildren(el("p", {}, "Choose a problem."));
        }),
        choice("Difficulty", [["", "all"]].concat(difficulties.map((name) => [name, name])), state.difficulty, (name) => { state.difficulty = name; showList(); }),
        choice("Standing", Object.entries(standings).map(([name, entry]) => [name, entry[0]]), state.standing, (name) => { state.standing = name; showList(); }),
        choice("A, right", [["", "any"]].concat(names), state.a, (name) => { state.a = name; showList(); }),
        choice("B, not right", [["", "any"]].concat(names), state.b, (name) => { state.b = name; showList(); }));
    }
    function showList() {
      const problems = shown();
      count.textContent = problems.length + " of " + run().problems.length + " problems";
      list.replaceChildren(...problems.map((problem) => el("li", {}, el("a", {
        href: link(run().run, problem.p), "aria-current": problem.p === state.problem ? "true" : null,
      }, el("span", { class: "number" }, problem.p), el("span", { class: "small" }, problem.d),
        el("span", { class: "small" }, rightVotes(problem) + " of " + problem.n + " right")))));
    }
    function markList() {
      const here = link(run().run, state.problem);
      for (const known of list.querySelectorAll("a")) {
        if (known.getAttribute("href") === here) {
          known.setAttribute("aria-current", "true");
          const item = known.parentNode;
          list.scrollTop = item.offsetTop - list.clientHeight / 2;
        } else known.removeAttribute("aria-current");
      }
    }

    const chip = (kind, text) => el("span", { class: "chip " + kind }, text);
    const grade = (value) => value === 1 ? chip("good", "right") : value === 0 ? chip("bad", "wrong") : chip("", "not graded");
    const number = (value, digits) => value === null || value === undefined ? "" : value.toFixed(digits);

    // A candidate whose trace was left out is named, but leads nowhere.
    function candidateChip(problem, row) {
      const trace = ["illegal", "legal", "unreadable"][row[4]];
      const title = "candidate " + row[0] + (row[3] === null ? "" : ", " + row[3] + " tokens") + (trace ? ", trace " + trace : "") + (row[5] ? ", cut off" : "");
      const kind = "candidate" + (trace === undefined ? "" : " " + trace);
      return el("li", {}, (problem.tr || {})[row[0]]
        ? el("a", { href: link(run().run, problem.p) + "/sample-" + row[0], class: kind, title, "aria-current": row[0] === state.sample ? "true" : null }, row[0])
        : el("span", { class: kind, title: title + "; its trace is left out" }, row[0]));
    }

    function answersTable(problem) {
      const hasLog = problem.answers.some((answer) => answer.lp !== null);
      const rows = problem.c || [];
      const head = ["answer", "votes", "grade"].concat(run().verifiers, hasLog ? ["log p/token"] : [], run().scorers, rows.length ? ["candidates"] : []);
      const isNumber = (at) => at === 1 || at > 2 + run().verifiers.length && at < head.length - (rows.length ? 1 : 0);
      const line = (answer, at) => el("tr", {},
        el("th", { scope: "row", class: "answer" }, answer.a === null ? "no answer" : answer.a === "" ? "(empty)" : answer.a,
          problem.greedy !== undefined && answer.a === problem.greedy ? [" ", chip("", "greedy")] : null),
        el("td", { class: "n" }, answer.v), el("td", {}, grade(answer.g)),
        answer.ver.map((verdict) => el("td", {}, verdict || "")),
        hasLog ? el("td", { class: "n" }, number(answer.lp, 3)) : null,
        answer.sc.map((score) => el("td", { class: "n" }, number(score, 3))),
        rows.length ? el("td", {}, el("ul", { class: "chips" },
          rows.filter((row) => answer.a === null ? row[1] === null : row[1] === at).map((row) => candidateChip(problem, row)))) : null);
      const table = (caption, entries) => el("div", { class: "scroll" }, el("table", {},
        caption ? el("caption", {}, caption) : null,
        el("thead", {}, el("tr", {}, head.map((name, at) => el("th", { scope: "col", class: isNumber(at) ? "n" : null }, name)))),
        el("tbody", {}, entries.map(([answer, at]) => line(answer, at)))));
      const entries = problem.answers.map((answer, at) => [answer, at]);
      const holds = ([answer, at]) => rows.some((row) => row[0] === state.sample && (answer.a === null ? row[1] === null : row[1] === at));
      const [first, rest] = entries.length > 12 ? [entries.slice(0, 10), entries.slice(10)] : [entries, []];
      const others = rows.filter((row) => row[1] === -1);
      const kept = rows.length ? [] : Object.keys(problem.tr || {}).map((sample) => [Number(sample), null, null, null, null, 0]);
      return el("div", {}, table("Answers by votes", first),
        rest.length ? el("details", { open: rest.some(holds) }, el("summary", {}, rest.length + " more answers"), table("", rest)) : null,
        problem.more ? el("p", { class: "small" }, problem.more + " answers with fewer votes are left out.") : null,
        others.length ? el("ul", { class: "chips", "aria-label": "candidates with other answers" }, others.map((row) => candidateChip(problem, row))) : null,
        kept.length ? el("ul", { class: "chips", "aria-label": "candidates" }, kept.map((row) => candidateChip(problem, row))) : null);
    }

    function scene(problem) {
      if (problem.scene && problem.scene.kind === "maze") return mazeDrawing(problem.scene).svg;
      if (problem.scene && problem.scene.kind === "blocks") return el("div", { class: "states" }, stacksDrawing(problem.scene.start, "start"), stacksDrawing(problem.scene.goal, "goal"));
      return null;
    }

    function showProblem() {
      const problem = run().problems.find((known) => known.p === state.problem);
      state.player = null;
      if (!problem) {
        view.replaceChildren(el("p", { class: "fault" }, "Problem " + state.problem + " of run " + run().run + " is not in this page."));
        return;
      }
      const kept = problem.tr || {};
      if (state.sample === null && state.episode === null && Object.keys(kept).length) state.sample = Number(Object.keys(kept)[0]);
      const hasCandidate = state.sample !== null && kept[state.sample];
      view.replaceChildren(...[
        el("h3", {}, "Problem " + problem.p + (problem.d ? " (" + problem.d + ")" : "") + ", run " + run().run),
        hasCandidate && problem.scene && problem.scene.kind === "maze" && kept[state.sample].i ? null : scene(problem),
        el("details", {}, el("summary", {}, "The problem as text"), el("pre", {}, problem.s),
          problem.q ? [el("p", { class: "small" }, "prompt"), el("pre", {}, problem.q)] : null),
        problem.ref !== undefined ? el("p", {}, "The answer that came with the problem: ", el("code", {}, problem.ref)) : null,
        answersTable(problem),
        problem.ep ? el("p", {}, "Back-prompting, round by round: ", Object.keys(problem.ep).map((episode) =>
          [el("a", { href: link(run().run, problem.p) + "/episode-" + episode }, "episode " + episode), " "])) : null,
        state.episode !== null ? episodeView(problem) : hasCandidate ? candidateView(problem) :
          state.sample !== null ? el("p", { class: "fault" }, "Candidate " + state.sample + " is not in this page.") : null,
      ].filter(Boolean));
    }

    function candidateView(problem) {
      const candidate = problem.tr[state.sample];
      const row = (problem.c || []).find((known) => known[0] === state.sample) || [];
      const steps = (candidate.i || []).map((place) => problem.st[place]);
      const verdict = candidate.w ? chip(candidate.w === "accepted" ? "good" : candidate.w === "rejected" ? "bad" : "", "verifier: " + candidate.w) : null;
      const trace = ["illegal trace", "legal trace", "unreadable trace"][row[4]];
      const parts = [
        el("h4", { id: "candidate-title" }, "Candidate " + state.sample),
        el("p", {}, row.length ? grade(row[2]) : null, verdict, trace ? chip(row[4] === 1 ? "good" : row[4] === 0 ? "bad" : "", trace) : null,
          candidate.done ? chip("good", "carried to its end") : null,
          row[3] !== null && row[3] !== undefined ? chip("", row[3] + " tokens") : null,
          candidate.lp !== undefined && candidate.lp !== null ? chip("", "log p " + candidate.lp.toFixed(2)) : null,
          chip("", "ended: " + candidate.stop),
          run().scorers.map((name, at) => row[6 + at] === null || row[6 + at] === undefined ? null : chip("", name + " " + row[6 + at].toFixed(3)))),
        candidate.a !== undefined ? el("p", {}, "Answer: ", el("code", { class: "answer" }, candidate.a === "" ? "(empty)" : candidate.a)) : el("p", {}, "No answer can be read."),
      ];
      if (candidate.cr) parts.push(el("p", {}, "What the verifier says is wrong:"), el("ul", {}, candidate.cr.map((text) => el("li", {}, text))));
      if (candidate.e || candidate.k) parts.push(el("p", { class: "fault" },
        candidate.e ? "The first illegal step is step " + candidate.e : "The trace is not legal",
        candidate.k ? " (" + candidate.k.replaceAll("_", " ") + ")" : "", candidate.x ? ": " + candidate.x : "", "."));
      let stage = null;
      if (steps.length) {
        const kind = problem.scene ? problem.scene.kind : "";
        const blank = { node: el("div"), count: steps.length, draw() {} };
        stage = kind === "maze" ? mazeStage(problem.scene, steps, candidate.a)
          : kind === "countdown" ? countdownStage(steps)
          : kind === "blocks" ? statesStage(problem.scene, steps.map((step) => ({ state: (step.match(/\[.*\]/) || [null])[0] })))
          : blank;
        state.player = player(stage, steps, candidate.e);
        parts.push(el("h5", {}, "Trace, step by step"), state.player.node);
      }
      if (candidate.pl) {
        const states = candidate.pl.map(([step, place, fault]) => ({ step, state: place === null ? null : problem.st[place], fault }));
        const wrong = states.findIndex((entry) => entry.fault);
        const plan = player(statesStage(problem.scene, states), states.map((entry) => entry.step), wrong < 0 ? undefined : wrong + 1);
        state.player = state.player || plan;
        parts.push(el("h5", {}, "Plan, state by state"), plan.node);
      }
      if (candidate.t !== undefined) parts.push(el("h5", {}, "Text"), el("pre", { class: "text", tabindex: 0 }, candidate.t));
      return el("article", { "aria-labelledby": "candidate-title" }, parts);
    }

    function episodeView(problem) {
      const rounds = (problem.ep || {})[state.episode];
      if (!rounds) return el("p", { class: "fault" }, "Episode " + state.episode + " is not in this page.");
      return el("article", { "aria-label": "Episode " + state.episode }, el("h4", {}, "Episode " + state.episode),
        el("ol", { class: "rounds" }, rounds.map((round, place) => el("li", {},
          el("h5", {}, "Round " + (place + 1), el("span", { class: "small" }, (round.m ? " by " + round.m : "") + (round.tok[0] ? ", " + round.tok[0] + " tokens asked" : "") + (round.tok[1] === null ? "" : ", " + round.tok[1] + " written"))),
          round.kept ? el("p", { class: "small" }, "what was asked before, and") : null,
          round.ask.map(([role, text]) => el("div", { class: "turn asked" }, el("span", { class: "role" }, role), el("pre", {}, text))),
          round.told.length ? el("ul", { class: "told" }, round.told.map((text) => el("li", {}, "told: " + text))) : null,
          el("div", { class: "turn said-by-model" }, el("span", { class: "role" }, "answer"), el("pre", {}, round.t), round.a !== undefined && round.a !== round.t ? el("p", {}, "read as ", el("code", {}, round.a)) : null),
          el("p", {}, round.w ? chip(round.w === "accepted" ? "good" : "bad", "verifier: " + round.w) : chip("", "nothing to verify"), grade(round.g)),
          round.cr.length ? el("ul", {}, round.cr.map((text) => el("li", {}, text))) : null))));
    }

    function follow(isFirst) {
      const found = /^#run-(\d+)\/problem-(\d+)(?:\/(sample|episode)-(\d+))?$/.exec(window.location.hash);
      if (!found) return false;
      const at = source.runs.findIndex((known) => known.run === Number(found[1]));
      if (at < 0) return false;
      if (at !== state.run || isFirst) {
        state.run = at;
        showFilters();
        showList();
      }
      state.problem = Number(found[2]);
      state.sample = found[3] === "sample" ? Number(found[4]) : null;
      state.episode = found[3] === "episode" ? Number(found[4]) : null;
      markList();
      showProblem();
      if (!host.contains(document.activeElement)) view.focus({ preventScroll: true });
      const shownPart = found[3] ? view.querySelector("article") || view : view;
      if (!isSeen(shownPart)) (found[3] ? shownPart : document.getElementById("candidates")).scrollIntoView();
      return true;
    }
    function isSeen(node) {
      const box = node.getBoundingClientRect();
      return box.top < window.innerHeight * 0.8 && box.bottom > 80;
    }
    function moveProblem(by) {
      const problems = shown();
      const at = problems.findIndex((problem) => problem.p === state.problem);
      const next = problems[Math.min(problems.length - 1, Math.max(0, at + by))];
      if (next) window.location.hash = link(run().run, next.p);
    }
    function moveCandidate(by) {
      const links = [...view.querySelectorAll("a.candidate")];
      const at = links.findIndex((known) => known.getAttribute("aria-current") === "true");
      const next = links[Math.min(links.length - 1, Math.max(0, at + by))];
      if (next) window.location.hash = next.getAttribute("href");
    }
    host.addEventListener("keydown", (event) => {
      const tag = event.target.tagName;
      if (event.ctrlKey || event.metaKey || event.altKey || tag === "INPUT" || tag === "SELECT" || tag === "TEXTAREA") return;
      if (event.key === " " && (tag === "BUTTON" || tag === "A" || tag === "SUMMARY")) return;
      const act = {
        j: () => moveProblem(1), k: () => moveProblem(-1), n: () => moveCandidate(1), p: () => moveCandidate(-1),
        " ": () => state.player && state.player.toggle(), ".": () => state.player && state.player.move(1), ",": () => state.player && state.player.move(-1),
      }[event.key];
      if (!act) return;
      event.preventDefault();
      act();
    });
    window.addEventListener("hashchange", () => follow(false));
    if (!follow(true)) {
      showFilters();
      showList();
      const first = run() && run().problems[0];
      if (first) {
        state.problem = first.p;
        markList();
        showProblem();
      } else view.replaceChildren(el("p", {}, "There are no candidates."));
    }
  }

  curves();
  versus();
  browser();

  // On paper everything is open.
  let closed = [];
  window.addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll("details:not([open])")].filter((node) => !node.closest("[data-place]"));
    for (const node of closed) node.open = true;
  });
  window.addEventListener("afterprint", () => { for (const node of closed) node.open = false; });
})();
