"""Opens pages of `winnow report` in a real browser; `make test-report` calls it.

Databases of all kinds are made with the program: sampled runs with and without scorers, a back-prompting loop, plans, and an
imported pool of hostile completions. Each page is opened from disk in headless Chromium, which has to load it without an
error, a request or a script of somebody else; then axis, filters, candidates, deep links and keys are used. Screenshots are
kept in --screenshots. Ends with status 1 when something does not hold.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
import traceback
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.select import Select

HOSTILE = [
    "</script><script>window.hacked = 1</script>",
    "<img src=x onerror=\"window.hacked = 1\">",
    "\" onmouseover=\"window.hacked = 1\" autofocus onfocus=\"window.hacked = 1",
    "<!--<script>window.hacked = 1//-->",
    "javascript:window.hacked=1",
    "<iframe src=\"http://127.0.0.1:9/\"></iframe><link rel=stylesheet href=http://127.0.0.1:9/a.css>",
    "control \u0000\u0007\u001b[31m and \u202e bidirectional \u2028 signs",
    "x" * 1_000_000,
    "{{title}} {{{script}}} ${window.hacked=1}",
]


class Pages:
    """Makes databases and their pages in a folder."""

    def __init__(self, winnow: Path, folder: Path):
        self.winnow, self.folder = winnow, folder

    def call(self, *arguments: str) -> str:
        result = subprocess.run([self.winnow, *arguments], capture_output=True, text=True, cwd=self.folder)
        if result.returncode != 0:
            raise AssertionError(f"winnow {' '.join(arguments)}: {result.stderr}")
        return result.stdout

    def page(self, database: str, *options: str) -> Path:
        file = self.folder / f"{database}.html"
        self.call("report", "--db", f"{database}.db", "-o", str(file), "--quiet", *options)
        first = file.read_bytes()
        self.call("report", "--db", f"{database}.db", "-o", str(file), "--quiet", *options)
        assert file.read_bytes() == first, f"{database}: the same report twice is not the same bytes"
        assert len(first) < 5_000_000, f"{database}: {len(first)} bytes"
        return file

    def sampled(self) -> Path:
        self.call("sweep", "--domain", "maze,countdown,chain", "--model", "weak", "--problems", "6", "--samples", "8",
                  "--db", "sampled.db", "--quiet")
        return self.page("sampled")

    def scored(self) -> Path:
        self.call("sweep", "--domain", "maze", "--model", "medium", "--problems", "6", "--samples", "8", "--db", "scored.db",
                  "--quiet")
        self.call("judge", "--db", "scored.db", "--scorer", "orm,prm", "--quiet")
        self.call("dial", "--db", "scored.db", "--tpr", "0.9", "--fpr", "0.1", "--quiet")
        return self.page("scored")

    def plans(self) -> Path:
        self.call("sweep", "--domain", "blocks", "--model", "weak", "--problems", "4", "--samples", "4", "--db", "plans.db",
                  "--quiet")
        return self.page("plans")

    def loop(self) -> Path:
        self.call("backprompt", "--domain", "countdown", "--model", "medium", "--problems", "3", "--episodes", "3",
                  "--rounds", "3", "--db", "loop.db", "--quiet", *LOOP)
        return self.page("loop")

    def hostile(self) -> Path:
        lines = [
            json.dumps({"problem": f"p{problem}", "prompt": f"<b>add</b> {problem}", "completion": text,
                        "answer": text[:60] if index % 2 else "5", "correct": index % 2 == 0})
            for problem in range(3) for index, text in enumerate(HOSTILE)
        ]
        # Bytes that are no UTF-8, as a broken program writes them.
        broken = json.dumps({"problem": "p0", "prompt": "<b>add</b> 0", "completion": "broken QQ here", "answer": "7",
                             "correct": False}).encode().replace(b"QQ", b"\xff\xfe")
        (self.folder / "hostile.jsonl").write_bytes("\n".join(lines).encode() + b"\n" + broken + b"\n")
        self.call("import", "hostile.jsonl", "--id-field", "problem", "--problem-field", "prompt", "--completion-field",
                  "completion", "--answer-field", "answer", "--correct-field", "correct", "--db", "hostile.db", "--quiet")
        return self.page("hostile")


LOOP: list[str] = []


class Browser:
    """A headless Chromium that keeps what was logged and requested."""

    def __init__(self, screenshots: Path):
        options = Options()
        for argument in ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                         "--window-size=1280,900", "--hide-scrollbars"]:
            options.add_argument(argument)
        options.binary_location = "/usr/bin/chromium"
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        self.driver = webdriver.Chrome(service=Service("/usr/bin/chromedriver"), options=options)
        self.screenshots = screenshots
        self.emulate()

    def open(self, page: Path, fragment: str = "") -> None:
        self.driver.get("about:blank")
        self.driver.get_log("performance")
        self.driver.get(page.as_uri() + fragment)
        time.sleep(0.3)

    def emulate(self, **media: str) -> None:
        """Sets what the page asks of its reader; nothing moves by itself, so that a click hits what it aims at."""
        media.setdefault("prefers_reduced_motion", "reduce")
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {
            "media": media.pop("media", ""), "features": [{"name": name.replace("_", "-"), "value": value}
                                                          for name, value in media.items()]})

    def resize(self, width: int, height: int) -> None:
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": False})

    def shoot(self, name: str) -> None:
        self.driver.save_screenshot(str(self.screenshots / f"{name}.png"))

    def find(self, selector: str):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def all(self, selector: str) -> list:
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def show(self, selector: str) -> None:
        self.driver.execute_script(
            "document.documentElement.style.scrollBehavior='auto';"
            "document.querySelector(arguments[0]).scrollIntoView()", selector)
        time.sleep(0.1)

    def click(self, target) -> None:
        """Clicks where a person would, after scrolling there."""
        node = self.find(target) if isinstance(target, str) else target
        self.driver.execute_script(
            "document.documentElement.style.scrollBehavior='auto';arguments[0].scrollIntoView({block: 'center'})", node)
        time.sleep(0.1)
        node.click()
        time.sleep(0.2)

    def choose(self, label: str, value: str, within: str = "body") -> None:
        for field in self.all(f"{within} label.field"):
            if field.find_element(By.TAG_NAME, "span").text == label:
                Select(field.find_element(By.TAG_NAME, "select")).select_by_value(value)
                return
        raise AssertionError(f"there is no choice {label}")

    def check_quiet(self, name: str) -> None:
        """Nothing was logged, requested or run that is not the page's own."""
        errors = [entry["message"] for entry in self.driver.get_log("browser")]
        assert not errors, f"{name}: the console says {errors}"
        requested = []
        for entry in self.driver.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                requested.append(message["params"]["request"]["url"])
        foreign = [url for url in requested if not url.startswith(("file://", "data:", "about:"))]
        files = {url.split("#")[0] for url in requested if url.startswith("file://")}
        assert not foreign and len(files) <= 1, f"{name}: requests {foreign or files}"
        assert self.driver.execute_script("return window.hacked") is None, f"{name}: a completion ran as a script"


def check_curves(browser: Browser) -> None:
    """Switching axis, scale and strategies changes the drawing, and the keyboard reads values."""

    def drawing() -> str:
        return "".join(path.get_attribute("d") for path in browser.all("#accuracy svg.plot path.line"))

    seen = [drawing()]
    assert seen[0], "there are no curves"
    axes = [option.get_attribute("value") for option in browser.all("#accuracy select")[0].find_elements(By.TAG_NAME, "option")]
    assert {"budget", "samples", "tokens", "flops", "calls", "price", "seconds"} <= set(axes), axes
    for axis in ["tokens", "flops", "calls", "price", "seconds"]:
        browser.choose("Against", axis, "#accuracy")
        seen.append(drawing())
    browser.choose("Scale", "linear", "#accuracy")
    seen.append(drawing())
    browser.choose("Against", "budget", "#accuracy")
    assert len(set(seen)) == len(seen), "an axis does not change the drawing"
    before = len(browser.all("#accuracy svg.plot path.line"))
    browser.click("#accuracy fieldset input[value=majority]")
    assert len(browser.all("#accuracy svg.plot path.line")) < before, "a strategy cannot be switched off"
    browser.click("#accuracy fieldset input[value=majority]")
    browser.find("#accuracy svg.plot").send_keys(Keys.ARROW_RIGHT)
    assert "right in" in browser.find("#accuracy .said").text, "the keyboard reads no value"


def check_tables(browser: Browser) -> None:
    """The table of strategies sorts by a budget, and back."""
    table = "#strategies table"

    def names() -> list[str]:
        return [cell.text for cell in browser.all(f"{table}:first-of-type tbody th")]

    before = names()
    button = browser.all(f"{table} th button")[-1]
    browser.driver.execute_script("arguments[0].click()", button)
    sorted_once = browser.driver.execute_script(
        "return [...arguments[0].closest('table').tBodies[0].rows].map(row => Number(row.cells[arguments[0].closest('th').cellIndex]"
        ".dataset.v))", button)
    known = [value for value in sorted_once if value == value]
    assert known == sorted(known, reverse=True), f"the table does not sort: {known}"
    assert browser.driver.execute_script("return arguments[0].closest('th').getAttribute('aria-sort')", button) == "descending"
    for _ in range(2):
        browser.driver.execute_script("arguments[0].click()", button)
    assert names() == before, "the table does not go back to its order"


def check_versus(browser: Browser) -> None:
    browser.choose("A, right", "oracle", "#versus")
    browser.choose("B, not right", "single", "#versus")
    links = browser.all("#versus .chips a")
    assert links, "no problem where oracle is right and single is not"
    browser.click(links[0])
    assert "/problem-" in browser.driver.current_url and browser.find("#candidates h3").text.startswith("Problem ")


def check_browser(browser: Browser) -> None:
    """Filters, a candidate, its player and the keys of the browser."""
    everything = len(browser.all("#candidates .problems a"))
    browser.choose("Difficulty", "hard", "#candidates")
    hard = len(browser.all("#candidates .problems a"))
    assert 0 < hard < everything, f"the filter shows {hard} of {everything}"
    browser.choose("Difficulty", "", "#candidates")
    browser.choose("Standing", "wrong", "#candidates")
    for entry in browser.all("#candidates .problems a"):
        assert " 0 of " in " " + entry.text.replace("\n", " ") + " ", entry.text
    browser.choose("Standing", "", "#candidates")
    browser.click("#candidates a.candidate")
    assert "/sample-" in browser.driver.current_url
    assert browser.find("#candidates h4").text.startswith("Candidate ")
    steps = browser.all("#candidates .steps li")
    assert steps, "the trace has no steps"
    at = browser.find("#candidates .at")
    assert at.text == f"step {len(steps)} of {len(steps)}"
    view = browser.find("#candidates .view")
    browser.driver.execute_script("arguments[0].focus()", view)
    view.send_keys(",")
    assert at.text == f"step {len(steps) - 1} of {len(steps)}", at.text
    here = browser.find("#candidates h3").text
    view.send_keys("j")
    time.sleep(0.2)
    assert browser.find("#candidates h3").text != here, "j does not lead to the next problem"
    browser.find("#candidates .view").send_keys("k")
    time.sleep(0.2)
    assert browser.find("#candidates h3").text == here, "k does not lead back"
    browser.find("#candidates .player .play").send_keys(Keys.ENTER)
    time.sleep(2)
    assert browser.find("#candidates .at").text.startswith("step "), "the trace does not play"
    assert browser.find("#candidates .at").text != f"step {len(steps)} of {len(steps)}" or len(steps) < 4


def check_sampled(browser: Browser, page: Path) -> None:
    browser.open(page)
    check_curves(browser)
    check_tables(browser)
    check_versus(browser)
    browser.open(page, "#run-1/problem-2/sample-0")
    assert browser.find("#candidates h3").text.startswith("Problem 2 "), "a deep link does not lead to its problem"
    assert browser.find("#candidates svg.maze"), "no maze is drawn"
    check_browser(browser)
    browser.open(page, "#run-3/problem-1")
    browser.click("#candidates a.candidate")
    assert browser.all("#candidates .tree li"), "countdown has no tree"


def check_scored(browser: Browser, page: Path) -> None:
    browser.open(page)
    assert "orm" in browser.find("#scorers").text
    assert "dial" in browser.find("#requirement").text, "the user's verifier is not placed"
    assert "orm" in browser.find("#candidates table thead").text


def check_plans(browser: Browser, page: Path) -> None:
    browser.open(page)
    assert browser.all("#candidates svg.stacks"), "no stacks of blocks are drawn"


def check_loop(browser: Browser, page: Path) -> None:
    browser.open(page, "#run-1/problem-1")
    links = [link for link in browser.all("#candidates .view a") if "episode" in link.text]
    assert links, "there are no episodes"
    browser.click(links[0])
    assert browser.all("#candidates .rounds > li"), "an episode has no rounds"


def check_hostile(browser: Browser, page: Path) -> None:
    for problem in (1, 2, 3):
        for sample in range(len(HOSTILE)):
            browser.open(page, f"#run-1/problem-{problem}/sample-{sample}")
            for node in browser.all("#candidates *")[:40]:
                browser.driver.execute_script("arguments[0].dispatchEvent(new MouseEvent('mouseover', {bubbles: true}))", node)
            browser.check_quiet(f"hostile {problem}/{sample}")
    text = browser.driver.execute_script("return document.body.textContent")
    browser.open(page, "#run-1/problem-1/sample-6")
    shown = browser.find("#candidates pre.text").text
    assert "\\u202e" in shown and "\\u001b[31m" in shown and "\u202e" not in text, shown
    browser.open(page, "#run-1/problem-1/sample-7")
    assert "[cut: 1000000 bytes in all]" in browser.find("#candidates pre.text").text
    assert not browser.all("#candidates img, #candidates iframe, #candidates script, #candidates b")


def shoot(browser: Browser, name: str, page: Path) -> None:
    """Pictures in light and dark, on paper and 400 pixels wide, of which the last has nothing that sticks out."""
    for scheme in ("light", "dark"):
        browser.emulate(prefers_color_scheme=scheme)
        browser.open(page)
        browser.shoot(f"{name}-{scheme}")
        browser.show("#candidates")
        browser.shoot(f"{name}-{scheme}-candidates")
    colour = browser.driver.execute_script("return getComputedStyle(document.body).backgroundColor")
    assert colour != "rgb(255, 255, 255)", "dark is not dark"
    browser.emulate(media="print", prefers_color_scheme="dark")
    browser.open(page)
    browser.shoot(f"{name}-print")
    colour = browser.driver.execute_script("return getComputedStyle(document.body).backgroundColor")
    assert colour == "rgb(255, 255, 255)", f"paper is {colour}"
    browser.emulate(prefers_color_scheme="light")
    browser.resize(400, 850)
    browser.open(page)
    browser.shoot(f"{name}-400")
    browser.show("#candidates")
    browser.shoot(f"{name}-400-candidates")
    wide = browser.driver.execute_script("return document.documentElement.scrollWidth")
    assert wide <= 400, f"at 400 pixels the page is {wide} wide"
    browser.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--winnow", type=Path, required=True)
    parser.add_argument("--screenshots", type=Path, required=True)
    arguments = parser.parse_args()
    arguments.screenshots.mkdir(parents=True, exist_ok=True)
    failed = 0
    checks = [("sampled", check_sampled), ("scored", check_scored), ("plans", check_plans), ("loop", check_loop),
              ("hostile", check_hostile)]
    with tempfile.TemporaryDirectory() as folder:
        pages = Pages(arguments.winnow.resolve(), Path(folder))
        browser = Browser(arguments.screenshots)
        try:
            for name, check in checks:
                try:
                    page = getattr(pages, name)()
                    check(browser, page)
                    browser.check_quiet(name)
                    shoot(browser, name, page)
                    browser.check_quiet(name)
                    print(f"{name}: ok", flush=True)
                except Exception as error:
                    failed += 1
                    traceback.print_exc()
                    print(f"{name}: {error}", flush=True)
        finally:
            browser.driver.quit()
    print(f"screenshots: {arguments.screenshots}")
    print(f"{len(checks) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
