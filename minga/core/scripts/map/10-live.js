/* Maps made live: the drawing of the server is the base and stays for paper. What a live map shows comes from
   the rows of its table and from the address of its land; it begins when somebody first touches the page, so
   that the first view stays small. Without this file every area and thing is a link of the drawing. */
"use strict";

const SHAPES = {
  disc: '<circle cx="12" cy="12" r="R"/>',
  square: '<path d="M3 3H21V21H3Z"/>',
  triangle: '<path d="M12 1L23 21H1Z"/>',
  diamond: '<path d="M12 0L24 12L12 24L0 12Z"/>',
};
const PAN_PX = 80;
const coarse = matchMedia("(pointer: coarse)").matches;
const still = matchMedia("(prefers-reduced-motion: reduce)").matches;

/* A row, its area and its thing light up together, wherever they stand on the page. */
let lit = "";
const light = (row) => {
  if (row === lit) return;
  for (const other of document.querySelectorAll(".is-lit[data-row]")) other.classList.remove("is-lit");
  lit = row;
  if (!row) return;
  for (const same of document.querySelectorAll(`[data-row="${CSS.escape(row)}"]`)) same.classList.add("is-lit");
};
for (const approach of ["pointerover", "focusin"]) {
  document.addEventListener(approach, (event) => light(event.target.closest?.("[data-row]")?.dataset.row ?? ""));
}

const pair = (text) => text.split(",").map(Number).reverse(); // «lon,lat» is written, Leaflet wants (lat, lon)

/* What can be reached with Tab says what it is; Enter opens it. */
const reachable = (element, row) => {
  const href = row.querySelector("th a")?.href;
  element.dataset.row = row.dataset.row;
  element.setAttribute("tabindex", "0");
  element.setAttribute("role", href ? "link" : "img");
  element.setAttribute("aria-label", row.dataset.said);
  if (!href) return;
  element.addEventListener("click", () => location.assign(href));
  element.addEventListener("keydown", (event) => {
    if (event.key === "Enter") location.assign(href);
  });
};

const newMap = (element, title) => {
  const map = L.map(element, {
    attributionControl: false,
    zoomControl: false,
    keyboard: false, // ours listens to what has the focus inside of the map too
    scrollWheelZoom: false, // the wheel moves the page
    dragging: !coarse, // and so does one finger; two move the map
    zoomSnap: 0.25,
    zoomAnimation: !still,
    fadeAnimation: !still,
    maxZoom: 19,
  });
  L.control.zoom({ zoomInTitle: "Acercar", zoomOutTitle: "Alejar" }).addTo(map);
  L.control.scale({ imperial: false }).addTo(map);
  element.tabIndex = 0;
  element.setAttribute("role", "group");
  element.setAttribute("aria-label", `${title}. Mapa: flechas para mover, más y menos para acercar y alejar.`);
  element.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
    if (step) map.panBy([step[0] * PAN_PX, step[1] * PAN_PX], { animate: !still });
    else if (event.key === "+" || event.key === "=") map.zoomIn();
    else if (event.key === "-") map.zoomOut();
    else if (event.key === "0" && map.whole) map.fitBounds(map.whole, map.room);
    else return;
    event.preventDefault();
  });
  return map;
};

/* A third button of the zoom: back to everything. */
const addWhole = (map) => {
  const bar = map.getContainer().querySelector(".leaflet-control-zoom");
  const whole = bar.appendChild(document.createElement("a"));
  Object.assign(whole, { href: "#", className: "map-whole", title: "Ver todo", textContent: "◻" });
  whole.setAttribute("role", "button");
  whole.setAttribute("aria-label", "Ver todo");
  L.DomEvent.disableClickPropagation(whole);
  L.DomEvent.on(whole, "click", (event) => {
    L.DomEvent.preventDefault(event);
    map.fitBounds(map.whole, map.room);
  });
};

/* Where most of many things are: the town inside of a wide commune. All of it is one button away. */
const crowd = (rows) => {
  const places = rows.filter((row) => row.dataset.point).map((row) => pair(row.dataset.point));
  if (places.length <= 20) return null;
  const middle = (axis) => {
    const ordered = places.map((place) => place[axis]).sort((a, b) => a - b);
    return [ordered[Math.floor(ordered.length * 0.05)], ordered[Math.ceil(ordered.length * 0.95) - 1]];
  };
  const [[south, north], [west, east]] = [middle(0), middle(1)];
  return L.latLngBounds([south, west], [north, east]).pad(0.15);
};

/* Room for the names that stand in the sea, left of the land. */
const seaOf = (names) =>
  Math.max(0, ...names.filter(({ anchor }) => anchor === "end").map(({ element }) => element.getBoundingClientRect().width));

const addTiles = (map, { tiles, credit }) => {
  if (!tiles) return;
  L.control.attribution({ prefix: false }).addTo(map);
  L.tileLayer(tiles, { attribution: credit, maxZoom: 19 }).addTo(map);
};

/* Names stand where they are free, as in the drawing; the table always says them. */
const placeNames = (names) => {
  const taken = [];
  for (const { element } of names) element.classList.remove("is-hidden");
  for (const { element, first } of [...names].sort((a, b) => b.first - a.first)) {
    const box = element.getBoundingClientRect();
    const meets = (other) =>
      box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom;
    if (!first && taken.some(meets)) element.classList.add("is-hidden");
    else taken.push(box);
  }
};

const addName = (map, row) => {
  const box = document.createElement("div");
  const [name, figure] = row.dataset.said.split(": ");
  const first = row.dataset.look.includes("here");
  box.className = first && /plain|part/.test(row.dataset.look) && row.dataset.anchor === "middle" ? "map-name on" : "map-name";
  box.append(name);
  if (figure) box.appendChild(document.createElement(figure === "sin dato" ? "span" : "b")).textContent = figure;
  box.setAttribute("aria-hidden", "true");
  const icon = L.divIcon({ html: box, className: "", iconSize: null });
  L.marker(pair(row.dataset.label), { icon, interactive: false, keyboard: false }).addTo(map);
  const { width, height } = box.getBoundingClientRect();
  const left = { start: 0, middle: width / 2, end: width }[row.dataset.anchor];
  box.style.transform = `translate(${-left}px, ${-height / 2}px)`;
  return { element: box, first, anchor: row.dataset.anchor };
};

const addArea = (map, feature, row, bounds) => {
  const layer = L.geoJSON(feature, { style: { className: row.dataset.look, fillOpacity: 1 } }).addTo(map);
  bounds.extend(layer.getBounds());
  layer.eachLayer((part) => reachable(part._path, row));
  return layer;
};

const pointIcon = ({ symbol, tone, number }) => {
  const shape = SHAPES[symbol].replace("R", number ? "9" : "6").replace("/>", ` class="mark pin t-${tone}"/>`);
  const look = tone === "unstarted" ? "number hollow" : "number";
  const text = number ? `<text class="${look}" x="12" y="16" text-anchor="middle">${number}</text>` : "";
  const html = `<svg class="chart" viewBox="${number ? "0 0 24 24" : "-6 -6 36 36"}" aria-hidden="true">${shape}${text}</svg>`;
  return L.divIcon({ html, className: "map-point", iconSize: [24, 24] });
};

const addThing = (map, row, bounds) => {
  let layer, element;
  if (row.dataset.line) {
    layer = L.polyline(row.dataset.line.split(" ").map(pair), { className: `route t-${row.dataset.tone}` }).addTo(map);
    element = layer._path;
    bounds.extend(layer.getBounds());
  } else {
    layer = L.marker(pair(row.dataset.point), { icon: pointIcon(row.dataset), keyboard: false }).addTo(map);
    element = layer.getElement();
    bounds.extend(layer.getLatLng());
  }
  reachable(element, row);
  layer.bindTooltip(row.dataset.said, { className: "map-tip", direction: "top" });
  element.removeAttribute("aria-describedby");
};

const startMap = async (base) => {
  const figure = base.closest("figure, .fig") ?? base.parentElement;
  const rows = [...figure.querySelectorAll("table tr[data-row]")];
  if (!rows.length || !base.dataset.geometry) return;
  const answer = await fetch(base.dataset.geometry, { headers: { Accept: "application/geo+json" } });
  if (!answer.ok) return; // the drawing stays
  const features = new Map((await answer.json()).features.map((feature) => [feature.id, feature]));

  const held = base.contains(document.activeElement) && document.activeElement.closest("[data-row]")?.dataset.row;
  const live = document.createElement("div");
  live.className = "map-live chart";
  base.append(live);
  base.classList.add("is-live");
  const map = newMap(live, base.dataset.title);
  map.setView([-20, -70], 6);
  addTiles(map, base.dataset);
  const bounds = L.latLngBounds([]);
  const areas = rows.filter((row) => features.has(row.dataset.row));
  const layers = areas.map((row) => addArea(map, features.get(row.dataset.row), row, bounds));
  // The edge of the chosen place lies over its neighbours.
  areas.forEach((row, number) => row.dataset.look.includes("here") && layers[number].bringToFront());
  for (const row of rows.filter(({ dataset }) => dataset.line || dataset.point)) addThing(map, row, bounds);
  const names = rows.filter((row) => row.dataset.label).map((row) => addName(map, row));
  map.whole = bounds.pad(0.03);
  map.room = { animate: false, paddingTopLeft: [seaOf(names), 0] };
  map.options.minZoom = Math.max(0, map.getBoundsZoom(map.whole) - 2);
  map.fitBounds(crowd(rows) ?? map.whole, map.room);
  addWhole(map);
  placeNames(names);
  map.on("zoomend", () => placeNames(names));
  map.on("resize", () => map.fitBounds(map.whole, map.room));
  if (held) live.querySelector(`[data-row="${CSS.escape(held)}"]`)?.focus();
  base.querySelector(":scope > svg").setAttribute("aria-hidden", "true");
  for (const link of base.querySelectorAll(":scope > svg a")) link.setAttribute("tabindex", "-1");
};

/* What asks for something begins when somebody first touches the page. */
const TOUCHES = ["pointermove", "pointerdown", "keydown", "scroll", "touchstart"];
const touched = new Promise((resolve) => {
  for (const touch of TOUCHES) addEventListener(touch, resolve, { capture: true, passive: true, once: true });
});

const begun = new WeakSet();
const startMaps = () => {
  for (const base of document.querySelectorAll("[data-map]")) {
    if (begun.has(base)) continue;
    begun.add(base);
    startMap(base).catch(() => base.classList.remove("is-live"));
  }
};
touched.then(() => {
  startMaps();
  document.addEventListener("htmx:afterSettle", startMaps);
});
