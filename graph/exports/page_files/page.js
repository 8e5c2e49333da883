"use strict";
// Draws the network on one canvas. Places come with the data; nothing is computed at random, nothing is fetched.
const data = JSON.parse(document.getElementById("data").textContent);
const { nodes, edges, families } = data;
// Okabe and Ito's colours, which people with any colour vision tell apart; a shape besides.
const LOOKS = {
  person: ["#0072b2", "circle"], body: ["#56b4e9", "circle"], court: ["#cc79a7", "pentagon"], place: ["#999999", "circle"],
  instrument: ["#e69f00", "square"], lawsuit: ["#d55e00", "diamond"], event: ["#009e73", "triangle"], other: ["#777777", "square"],
};
const byId = (id) => document.getElementById(id);
const canvas = byId("picture"), pen = canvas.getContext("2d");
const shown = new Set(families);
let view = { x: 0, y: 0, scale: 1 }, chosen = null, visible = new Set(), drawnEdges = [], waiting = false;

for (const node of nodes) { node.links = []; node.search = fold(`${node.label} ${node.kind || ""}`); }
edges.forEach((edge, number) => {
  edge.number = number;
  nodes[edge.from].links.push(edge);
  if (edge.to !== edge.from) nodes[edge.to].links.push(edge);
});
const pairs = new Map();
for (const edge of edges) {  // edges between the same two bend away from each other
  const key = edge.from < edge.to ? `${edge.from} ${edge.to}` : `${edge.to} ${edge.from}`;
  edge.bend = pairs.get(key) || 0;
  pairs.set(key, edge.bend + 1);
}
for (const node of nodes) node.radius = 5 + Math.min(9, Math.sqrt(node.links.length) * 1.6);
const ranked = [...nodes].sort((a, b) => b.links.length - a.links.length || (a.iri < b.iri ? -1 : 1));

function fold(text) { return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase(); }

function inTime(thing) {
  const since = byId("since").value, until = byId("until").value;
  if (!since && !until) return true;
  if (!thing.earliest && !thing.latest) return byId("undated").checked;
  return (!until || !thing.earliest || thing.earliest <= until) && (!since || !thing.latest || thing.latest >= since);
}

function refilter() {
  visible = new Set(nodes.filter((node) => shown.has(node.family) && inTime(node)));
  drawnEdges = edges.filter((edge) => visible.has(nodes[edge.from]) && visible.has(nodes[edge.to]) && inTime(edge));
  const left = data.left_out ? `; ${data.left_out} more are not on this page` : "";
  byId("status").textContent = `${visible.size} of ${nodes.length} nodes, ${drawnEdges.length} of ${edges.length} edges${left}`;
  redraw();
}

function redraw() {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => { waiting = false; draw(); });
}

function onScreen(node) { return [node.x * view.scale + view.x, node.y * view.scale + view.y]; }

function size(node) { return node.radius * Math.min(1, Math.max(0.35, view.scale * 1.3)); }  // smaller from afar

function near() {  // what the chosen one touches is drawn strongly, the rest faintly
  if (!chosen) return null;
  if (chosen.iri === undefined) return new Set([nodes[chosen.from], nodes[chosen.to]]);
  return new Set([chosen, ...chosen.links.flatMap((edge) => [nodes[edge.from], nodes[edge.to]])]);
}

function draw() {
  const ratio = window.devicePixelRatio || 1, { clientWidth: width, clientHeight: height } = canvas;
  if (canvas.width !== width * ratio || canvas.height !== height * ratio) { canvas.width = width * ratio; canvas.height = height * ratio; }
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.clearRect(0, 0, width, height);
  const strong = near();
  for (const edge of drawnEdges) drawEdge(edge, strong, width, height);
  for (const node of visible) drawNode(node, strong);
  drawLabels(strong, width, height);
}

function middle(edge) {
  const [x1, y1] = onScreen(nodes[edge.from]), [x2, y2] = onScreen(nodes[edge.to]);
  const side = (edge.bend % 2 ? -1 : 1) * Math.ceil(edge.bend / 2) * 14 * (edge.from < edge.to ? 1 : -1);
  const length = Math.hypot(x2 - x1, y2 - y1) || 1;
  return [x1, y1, (x1 + x2) / 2 + (-(y2 - y1) / length) * side * 2, (y1 + y2) / 2 + ((x2 - x1) / length) * side * 2, x2, y2];
}

function drawEdge(edge, strong, width, height) {
  const [x1, y1, cx, cy, x2, y2] = middle(edge);
  if (Math.max(x1, x2) < 0 || Math.min(x1, x2) > width || Math.max(y1, y2) < 0 || Math.min(y1, y2) > height) return;
  const on = !strong || edge === chosen || (chosen.iri !== undefined && (nodes[edge.from] === chosen || nodes[edge.to] === chosen));
  pen.globalAlpha = on ? 1 : 0.12;
  pen.strokeStyle = pen.fillStyle = edge === chosen ? "#d55e00" : "#888";
  pen.lineWidth = edge === chosen ? 2.5 : Math.min(3, 0.8 + 0.5 * ((edge.origins || 1) - 1));
  pen.beginPath(); pen.moveTo(x1, y1); pen.quadraticCurveTo(cx, cy, x2, y2); pen.stroke();
  const angle = Math.atan2(y2 - cy, x2 - cx), back = size(nodes[edge.to]) + 2;
  const tx = x2 - back * Math.cos(angle), ty = y2 - back * Math.sin(angle);
  pen.beginPath(); pen.moveTo(tx, ty);
  for (const turn of [0.4, -0.4]) pen.lineTo(tx - 7 * Math.cos(angle + turn), ty - 7 * Math.sin(angle + turn));
  pen.fill();
  if (on && (edge === chosen || (strong && strong.size < 14 && view.scale > 0.6))) {
    pen.fillStyle = "#444"; pen.font = "11px system-ui, sans-serif"; pen.textAlign = "center";
    pen.fillText(short(edge.label, 32), (x1 + 2 * cx + x2) / 4, (y1 + 2 * cy + y2) / 4 - 3);
  }
  pen.globalAlpha = 1;
}

function outline(shape, x, y, r) {
  pen.beginPath();
  if (shape === "circle") return pen.arc(x, y, r, 0, 7);
  const corners = { square: [4, Math.PI / 4], diamond: [4, 0], triangle: [3, -Math.PI / 2], pentagon: [5, -Math.PI / 2] }[shape];
  for (let side = 0; side < corners[0]; side++) {
    const angle = corners[1] + (side * 2 * Math.PI) / corners[0];
    pen.lineTo(x + 1.25 * r * Math.cos(angle), y + 1.25 * r * Math.sin(angle));
  }
  pen.closePath();
}

function drawNode(node, strong) {
  const [x, y] = onScreen(node), [colour, shape] = LOOKS[node.family];
  pen.globalAlpha = !strong || strong.has(node) ? 1 : 0.2;
  outline(shape, x, y, size(node));
  pen.fillStyle = colour; pen.fill();
  pen.lineWidth = node === chosen ? 3 : 1; pen.strokeStyle = node === chosen ? "#000" : "#fff"; pen.stroke();
  pen.globalAlpha = 1;
}

function drawLabels(strong, width, height) {  // the most connected first; one that would cover another is not drawn
  pen.font = "12px system-ui, sans-serif"; pen.textAlign = "center";
  const taken = [], order = strong ? [...strong, ...ranked] : ranked, done = new Set();
  for (const node of order) {
    if (done.has(node) || !visible.has(node) || taken.length > 400) continue;
    done.add(node);
    if (strong && !strong.has(node)) continue;
    const [x, y] = onScreen(node);
    if (x < -50 || x > width + 50 || y < 0 || y > height + 20) continue;
    const text = short(node.label, 40), half = pen.measureText(text).width / 2, top = y + size(node) + 3;
    const box = [x - half - 3, top, x + half + 3, top + 14];
    if (taken.some((other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1])) continue;
    taken.push(box);
    pen.lineWidth = 3; pen.strokeStyle = "#ffffffe6"; pen.strokeText(text, x, top + 11);
    pen.fillStyle = "#222"; pen.fillText(text, x, top + 11);
  }
}

function short(text, most) { return text.length > most ? `${text.slice(0, most - 1)}…` : text; }

function under(x, y) {
  let best = null, least = 16;
  for (const node of visible) {
    const [nx, ny] = onScreen(node), far = Math.hypot(nx - x, ny - y);
    if (far <= size(node) + 4 && far < least) { best = node; least = far; }
  }
  if (best) return best;
  least = 7;
  for (const edge of drawnEdges) {
    const [x1, y1, cx, cy, x2, y2] = middle(edge);
    for (let step = 1; step < 16; step++) {
      const t = step / 16, s = 1 - t;
      const far = Math.hypot(s * s * x1 + 2 * s * t * cx + t * t * x2 - x, s * s * y1 + 2 * s * t * cy + t * t * y2 - y);
      if (far < least) { best = edge; least = far; }
    }
  }
  return best;
}

function make(tag, text, name) {
  const element = document.createElement(tag);
  if (text) element.textContent = text;
  if (name) element.className = name;
  return element;
}

function dates(thing) {
  if (!thing.earliest && !thing.latest) return "";
  return thing.earliest === thing.latest ? thing.earliest : `${thing.earliest || "…"} – ${thing.latest || "…"}`;
}

function choose(thing, centre) {
  chosen = thing;
  const panel = byId("detail");
  panel.replaceChildren();
  if (!thing) panel.append(make("p", "Choose a node or an edge to see what it rests on.", "hint"));
  else if (thing.iri !== undefined) tellNode(panel, thing);
  else tellNode(panel, nodes[thing.from], thing);
  if (centre && thing && thing.iri !== undefined) {
    view.scale = Math.max(view.scale, 1);
    view.x = canvas.clientWidth / 2 - thing.x * view.scale; view.y = canvas.clientHeight / 2 - thing.y * view.scale;
  }
  redraw();
}

function tellNode(panel, node, edge) {
  panel.append(make("h2", node.label), make("p", [node.kind, node.detail, dates(node)].filter(Boolean).join(" · "), "kind"));
  if (node.hidden) panel.append(make("p", `${node.hidden} neighbours are not on this page`, "kind"));
  const list = make("ul");
  const links = edge ? [edge, ...node.links.filter((one) => one !== edge)] : node.links;
  for (const one of links.slice(0, 300)) list.append(tellEdge(node, one, one === edge));
  panel.append(list);
  if (links.length > 300) panel.append(make("p", `and ${links.length - 300} more`, "kind"));
  panel.append(make("p", node.iri, "iri"));
}

function tellEdge(node, edge, marked) {
  const item = make("li", "", marked ? "chosen" : ""), other = nodes[edge.from] === node ? nodes[edge.to] : nodes[edge.from];
  const head = make("h3"), link = make("button", other.label);
  link.onclick = () => choose(other, true);
  if (nodes[edge.from] === node) head.append(`${edge.label} → `, link); else head.append(link, ` → ${edge.label}`);
  item.append(head);
  if (edge.evidence) item.append(make("blockquote", `“${edge.evidence}”`));
  const origins = edge.origins ? `${edge.origins} independent ${edge.origins === 1 ? "origin" : "origins"}` : "";
  item.append(make("small", [edge.first_source, origins, dates(edge), edge.also && `also: ${edge.also}`].filter(Boolean).join(" · ")));
  return item;
}

function fit() {
  if (!nodes.length) return;
  const xs = nodes.map((node) => node.x), ys = nodes.map((node) => node.y), { clientWidth: width, clientHeight: height } = canvas;
  const least = [xs, ys].map((all) => all.reduce((a, b) => Math.min(a, b))), most = [xs, ys].map((all) => all.reduce((a, b) => Math.max(a, b)));
  view.scale = Math.min(2, (width - 120) / (most[0] - least[0] || 1), (height - 80) / (most[1] - least[1] || 1));
  view.x = width / 2 - ((least[0] + most[0]) / 2) * view.scale; view.y = height / 2 - ((least[1] + most[1]) / 2) * view.scale;
  redraw();
}

function zoom(by, x = canvas.clientWidth / 2, y = canvas.clientHeight / 2) {
  const scale = Math.min(8, Math.max(0.02, view.scale * by));
  view.x = x - (x - view.x) * (scale / view.scale); view.y = y - (y - view.y) * (scale / view.scale); view.scale = scale;
  redraw();
}

let drag = null;
canvas.addEventListener("pointerdown", (event) => { drag = { x: event.offsetX, y: event.offsetY, far: 0 }; canvas.setPointerCapture(event.pointerId); });
canvas.addEventListener("pointermove", (event) => {
  if (!drag) { canvas.style.cursor = under(event.offsetX, event.offsetY) ? "pointer" : "grab"; return; }
  view.x += event.offsetX - drag.x; view.y += event.offsetY - drag.y;
  drag.far += Math.abs(event.offsetX - drag.x) + Math.abs(event.offsetY - drag.y);
  drag.x = event.offsetX; drag.y = event.offsetY;
  redraw();
});
canvas.addEventListener("pointerup", (event) => { if (drag && drag.far < 5) choose(under(event.offsetX, event.offsetY)); drag = null; });
canvas.addEventListener("wheel", (event) => { event.preventDefault(); zoom(Math.exp(-event.deltaY / 500), event.offsetX, event.offsetY); }, { passive: false });
canvas.addEventListener("keydown", (event) => {
  const moves = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] };
  if (moves[event.key]) { view.x += moves[event.key][0]; view.y += moves[event.key][1]; redraw(); event.preventDefault(); }
  if (event.key === "+" || event.key === "-") zoom(event.key === "+" ? 1.3 : 1 / 1.3);
  if (event.key === "Escape") choose(null);
});
byId("in").onclick = () => zoom(1.4);
byId("out").onclick = () => zoom(1 / 1.4);
byId("fit").onclick = fit;
byId("search").addEventListener("input", () => {
  const wanted = fold(byId("search").value.trim()).split(/\s+/).filter(Boolean), list = byId("found");
  list.replaceChildren();
  if (!wanted.length) return;
  for (const node of ranked.filter((one) => wanted.every((word) => one.search.includes(word))).slice(0, 20)) {
    const item = make("li"), link = make("button", node.label);
    link.append(make("small", ` ${node.kind || ""}`));
    link.onclick = () => { shown.add(node.family); const box = byId(`family-${node.family}`); if (box) box.checked = true; refilter(); choose(node, true); };
    item.append(link); list.append(item);
  }
  if (!list.children.length) list.append(make("li", "nothing is called so", "hint"));
});
byId("search").addEventListener("keydown", (event) => { const first = byId("found").querySelector("button"); if (event.key === "Enter" && first) first.click(); });
for (const id of ["since", "until", "undated"]) byId(id).addEventListener("input", refilter);
const POINTS = { square: "2,2 12,2 12,12 2,12", diamond: "7,0 14,7 7,14 0,7", triangle: "7,1 13,12 1,12", pentagon: "7,0 14,5 11,13 3,13 0,5" };
for (const family of families) {
  const many = nodes.filter((node) => node.family === family).length;
  if (!many) continue;
  const [colour, shape] = LOOKS[family], label = make("label"), box = make("input"), svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const mark = document.createElementNS("http://www.w3.org/2000/svg", shape === "circle" ? "circle" : "polygon");
  if (shape === "circle") for (const name of ["cx", "cy", "r"]) mark.setAttribute(name, name === "r" ? "6" : "7");
  else mark.setAttribute("points", POINTS[shape]);
  mark.setAttribute("fill", colour);
  svg.setAttribute("viewBox", "0 0 14 14"); svg.append(mark);
  box.type = "checkbox"; box.checked = true; box.id = `family-${family}`;
  box.oninput = () => { if (box.checked) shown.add(family); else shown.delete(family); refilter(); };
  label.append(box, svg, `${family} ${many}`);
  byId("families").append(label);
}
new ResizeObserver(redraw).observe(canvas);
refilter();
fit();
