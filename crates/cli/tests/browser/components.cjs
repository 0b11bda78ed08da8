// The component gallery as it is drawn, beside how it was drawn when somebody last looked at it.
//
// What is kept is text, not pictures: the place and size of every piece, and the style of every
// kind of piece, in both schemes and two widths. A picture differs with the machine that draws
// it; these differ only when the style does, and a change can be read in a review.
const fs = require("fs");
const { must, office, open, run, task, turn, wrong } = require("./house.cjs");

const VIEWS = [
  { colorScheme: "light", viewport: { width: 1440, height: 900 } },
  { colorScheme: "dark", viewport: { width: 1440, height: 900 } },
  { colorScheme: "light", viewport: { width: 390, height: 844 } },
];
/** Places move by less than this between machines, for letters are a little wider or narrower. */
const PIXELS_MAX = 1;
/** So many differences are told. */
const TOLD_MAX = 20;

/** Every piece with its place, and the style of each kind the first time it is met. */
function drawn() {
  const STYLE = [
    "color", "backgroundColor", "borderTopWidth", "borderTopColor", "borderTopLeftRadius",
    "fontSize", "fontWeight", "lineHeight", "padding", "gap", "display", "opacity", "boxShadow",
  ];
  const kinds = new Map();
  const places = [];
  for (const piece of document.querySelectorAll("main .page-head, main .card, main .card *, main .page-head *")) {
    if (piece.closest("svg svg, svg *, option")) continue;
    const kind = [piece.tagName.toLowerCase(), ...piece.classList].join(".");
    const box = piece.getBoundingClientRect();
    if (!box.width && !box.height) continue;
    places.push([kind, box.left, box.top + scrollY, box.width, box.height].map((value) =>
      typeof value === "number" ? Math.round(value) : value).join(" "));
    if (kinds.has(kind)) continue;
    const style = getComputedStyle(piece);
    kinds.set(kind, STYLE.map((name) => style[name]).filter((value) =>
      !["0px", "none", "normal", "1", "rgba(0, 0, 0, 0)"].includes(value)).join("; "));
  }
  return { places, styles: [...kinds].sort().map(([kind, style]) => `${kind}: ${style}`) };
}

/** Lines that differ; numbers of places may be off by what letters differ between machines. */
function compare(kept, now) {
  if (kept.length !== now.length) wrong(`there were ${kept.length} lines, now ${now.length}`);
  const near = (one, other) => {
    const [a, b] = [one.split(" "), other.split(" ")];
    return a.length === 5 && a[0] === b[0]
      && a.slice(1).every((value, at) => Math.abs(value - b[at + 1]) <= PIXELS_MAX);
  };
  const differing = now
    .map((line, at) => [kept[at] ?? "", line])
    .filter(([before, line]) => before !== line && !near(before, line));
  for (const [before, line] of differing.slice(0, TOLD_MAX)) {
    wrong(`was: ${before}\n      now: ${line}`);
  }
  if (differing.length) wrong(`${differing.length} lines; ${task.remedy}`);
}

run({
  components: async () => {
    const page = await office();
    await open(page, "/admin/_ui");
    await page.evaluate(() => document.fonts.ready);
    const lines = [];
    for (const view of VIEWS) {
      await turn(page, view);
      const { places, styles } = await page.evaluate(drawn);
      must(places.length > 100, `only ${places.length} pieces`);
      lines.push(`# ${view.colorScheme}, ${view.viewport.width} wide`);
      if (view.viewport.width === 1440) lines.push(...styles);
      if (view.colorScheme === "light") lines.push(...places);
    }
    if (task.write) fs.writeFileSync(task.kept, lines.join("\n") + "\n");
    else compare(fs.readFileSync(task.kept, "utf8").trimEnd().split("\n"), lines);
    await page.context().close();
  },
});
