/* Drawing a place over a field of coordinates (<textarea data-draw="polygon|line|point">): each line of the field is a
   corner, «longitud; latitud». The map only writes there; the field can be written by hand and works without it.
   `data-draw-by` names a selector that changes what is drawn. */
"use strict";

(() => {
  const LEAST = { polygon: 3, line: 2, point: 1 };
  const STEP_PX = 10;

  // As a person writes a corner: «-70,1440; -20,2260», or with points.
  const CORNER = /^\s*(-?\d+(?:[.,]\d+)?)\s*(?:[;\t]|,\s|,(?=-)|\s)\s*(-?\d+(?:[.,]\d+)?)\s*[,;]?\s*$/;
  const degrees = (text) => Number(text.replace(",", "."));

  /* The corners of a field; nothing where it holds more than one simple shape. */
  const corners = (text) => {
    if (text.trim().startsWith("{")) return ofGeoJson(text);
    const found = text.split("\n").map((line) => line.match(CORNER));
    return found.filter(Boolean).map(([, longitude, latitude]) => L.latLng(degrees(latitude), degrees(longitude)));
  };

  const ofGeoJson = (text) => {
    try {
      const { type, coordinates } = JSON.parse(text);
      if (type !== "Polygon" || coordinates.length !== 1) return null;
      return coordinates[0].slice(0, -1).map(([longitude, latitude]) => L.latLng(latitude, longitude));
    } catch {
      return null;
    }
  };

  const written = (places) =>
    places.map((at) => `${at.lng.toFixed(6)}; ${at.lat.toFixed(6)}`.replaceAll(".", ",")).join("\n");

  const button = (label, act) => {
    const made = document.createElement("button");
    Object.assign(made, { type: "button", className: "btn", textContent: label });
    made.addEventListener("click", act);
    return made;
  };

  const start = async (field) => {
    let kind = field.dataset.draw;
    const past = [];
    let places = corners(field.value);
    if (!places) return; // several parts or holes: they are written, not drawn
    let shape = null;
    let markers = [];

    const box = document.createElement("div");
    box.className = "draw-map";
    const live = box.appendChild(document.createElement("div"));
    live.className = "map-live chart";
    const said = document.createElement("p");
    said.className = "draw-said";
    said.setAttribute("role", "status");
    const acts = document.createElement("div");
    acts.className = "draw-acts";
    field.before(box, acts, said);
    const map = newMap(live, "Dibujo del lugar");
    map.setView([-20.2, -69.6], 8);
    if (field.dataset.frame) map.fitBounds(JSON.parse(field.dataset.frame), { animate: false });
    addTiles(map, field.dataset);

    const tell = () => {
      const missing = LEAST[kind] - places.length;
      const count = `${places.length} ${places.length === 1 ? "vértice" : "vértices"}`;
      if (missing <= 0) said.textContent = count;
      else said.textContent = `${count}: ${missing === 1 ? "falta 1" : `faltan ${missing}`} para cerrar la figura`;
    };
    const write = () => {
      field.value = written(places);
      field.dispatchEvent(new Event("input", { bubbles: true }));
    };
    const outline = () => {
      shape?.remove();
      const options = { className: kind === "line" ? "route t-going" : "land plain here", fillOpacity: 0.35, interactive: false };
      shape = kind === "line" ? L.polyline(places, options) : L.polygon(places, options);
      if (kind !== "point") shape.addTo(map);
      tell();
    };
    const change = (next) => {
      past.push(places);
      places = next;
      show();
      write();
    };
    const remove = (number) => change(places.filter((_, index) => index !== number));
    const move = (number, at) => {
      change(places.map((place, index) => (index === number ? at : place)));
      markers[number]?.getElement().focus();
    };
    const byKey = (number) => (event) => {
      const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
      if (event.key === "Delete" || event.key === "Backspace") remove(number);
      else if (step) {
        const at = map.latLngToContainerPoint(places[number]).add([step[0] * STEP_PX, step[1] * STEP_PX]);
        move(number, map.containerPointToLatLng(at));
      } else return;
      event.preventDefault();
      event.stopPropagation();
    };
    const corner = (at, number) => {
      const icon = L.divIcon({ className: "draw-corner", iconSize: [16, 16] });
      const marker = L.marker(at, { icon, draggable: true, keyboard: false }).addTo(map);
      const element = marker.getElement();
      element.tabIndex = 0;
      element.setAttribute("role", "button");
      element.setAttribute("aria-label", `Vértice ${number + 1}: flechas para mover, Suprimir para borrar`);
      element.addEventListener("keydown", byKey(number));
      marker.on("drag", () => {
        places = places.map((place, index) => (index === number ? marker.getLatLng() : place));
        outline();
      });
      marker.on("dragstart", () => past.push(places));
      marker.on("dragend", () => {
        show();
        write();
      });
      marker.on("click", (event) => L.DomEvent.stopPropagation(event));
      return marker;
    };
    const show = () => {
      for (const marker of markers) marker.remove();
      markers = places.map(corner);
      outline();
    };
    const add = (at) => change(kind === "point" ? [at] : [...places, at]);

    map.on("click", (event) => add(event.latlng));
    acts.append(
      button("Agregar vértice al centro", () => add(map.getCenter())),
      button("Deshacer", () => {
        if (!past.length) return;
        places = past.pop();
        show();
        write();
      }),
      button("Borrar el último", () => places.length && remove(places.length - 1)),
      button("Borrar todo", () => places.length && change([]))
    );
    document.getElementById(field.dataset.drawBy)?.addEventListener("change", (event) => {
      kind = event.target.value;
      if (kind === "point" && places.length > 1) change(places.slice(0, 1));
      else show();
    });
    field.addEventListener("change", () => {
      past.push(places);
      places = corners(field.value) ?? places;
      show();
    });

    show();
    if (places.length === 1) map.setView(places[0], 13);
    if (places.length > 1) map.fitBounds(L.latLngBounds(places).pad(0.3), { animate: false });
    if (!field.dataset.geometry) return;
    await touched;
    const answer = await fetch(field.dataset.geometry).catch(() => null);
    if (!answer?.ok) return;
    const look = ({ properties }) => (properties.kind === "neighbourhood" ? "land part" : "land plain");
    const style = (feature) => ({ className: look(feature), fillOpacity: 1 });
    const ground = L.geoJSON(await answer.json(), { interactive: false, style }).addTo(map);
    // Last to first: together they would change places, and the commune would cover its neighbourhoods.
    for (const land of ground.getLayers().reverse()) land.bringToBack();
    map.whole = ground.getBounds();
    if (!places.length && !field.dataset.frame && map.whole.isValid()) map.fitBounds(map.whole, { animate: false });
    addWhole(map);
  };

  const drawn = new WeakSet();
  const startAll = () => {
    for (const field of document.querySelectorAll("textarea[data-draw]")) {
      if (drawn.has(field)) continue;
      drawn.add(field);
      start(field);
    }
  };
  startAll();
  document.addEventListener("htmx:afterSettle", startAll);
})();
