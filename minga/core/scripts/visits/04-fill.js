/* The form of a visit: kept as it is typed, with its photos, and put in the queue when it is done. */
const fill = document.querySelector("[data-visit]");

/* What came back to be corrected opens again as it was, with its photos. */
const refusedOf = async (visit, who) => {
  const items = await every("queue");
  const item = items.find((one) => one.visit === visit && one.who === who && one.kind === "report" && one.state === "refused");
  return item && { visit: `${visit}:${who}`, who, uuid: item.uuid, values: item.fields };
};

const startFilling = async () => {
  const { visit, who, title, state } = fill.dataset;
  const form = fill.querySelector("[data-report]");
  const failure = fill.querySelector("[data-failure]");
  const says = fill.querySelector("[data-says]");
  const found = (await get("drafts", `${visit}:${who}`)) ?? (await refusedOf(visit, who));
  const draft = found ?? { visit: `${visit}:${who}`, who, uuid: crypto.randomUUID(), values: {} };
  fill.querySelector("[data-plain]").hidden = true;

  const values = () =>
    Object.fromEntries([...new FormData(form)].filter(([name]) => /^q-|^result$|^observations$/.test(name)));
  const keep = async () => {
    if (draft.over) return;
    try {
      await put("drafts", { ...draft, values: values() });
    } catch {
      say(says, FULL, "stop");
    }
  };
  for (const [name, value] of Object.entries(draft.values)) {
    for (const field of form.querySelectorAll(`[name="${name}"]`)) {
      if (field.type === "radio") field.checked = field.value === value;
      else field.value = value;
    }
  }
  form.addEventListener("input", keep);
  document.addEventListener("visibilitychange", keep);

  const shots = form.querySelector("[data-shots]");
  const show = async (photo) => {
    const line = document.createElement("li");
    const text = document.createElement("div");
    const number = form.querySelector(`[data-question="${photo.question}"]`)?.dataset.number;
    text.append(number ? `De la pregunta ${number}. ` : "General. ");
    if (photo.place) text.append(saysPlace(photo.place, fill.dataset));
    else {
      const label = document.createElement("label");
      const input = document.createElement("input");
      input.value = photo.reason;
      input.maxLength = 200;
      input.dataset.reason = photo.id;
      input.addEventListener("input", () => put("photos", Object.assign(photo, { reason: input.value.trim() })));
      label.append("Sin lugar. Escriba por qué:", input);
      label.className = "f";
      text.append(label);
    }
    const away = document.createElement("button");
    away.type = "button";
    away.className = "btn";
    away.textContent = "Quitar esta foto";
    away.addEventListener("click", async () => {
      await drop("photos", photo.id);
      line.remove();
    });
    text.append(away);
    line.append(await thumbnail(photo.blob), text);
    shots.append(line);
  };
  for (const photo of await photosOf(draft.uuid)) await show(photo);

  form.querySelector("#id_photo").addEventListener("change", async ({ target }) => {
    const [file] = target.files;
    if (!file) return;
    say(says, "Guardando la foto y buscando su lugar…");
    try {
      const [blob, place] = await Promise.all([reduce(file), placeNow()]);
      const sha256 = await hashOf(blob);
      const photo = {
        id: `${draft.uuid}:${sha256}`, uuid: draft.uuid, sha256, blob, place, reason: "",
        question: form.elements.question.value, at: new Date().toISOString(), sent: false,
      };
      const isNew = !(await get("photos", photo.id));
      await put("photos", photo);
      await keep();
      if (isNew) await show(photo);
      say(says, place ? "Foto guardada en este teléfono." : "Foto guardada, sin lugar: escriba por qué.", place ? "" : "wait");
    } catch (error) {
      say(says, error?.name === "QuotaExceededError" ? FULL : "No se pudo leer esa foto. Elija una JPEG o PNG.", "stop");
    }
    target.value = "";
    target.dispatchEvent(new Event("change", { bubbles: true })); // its size is no longer told
  });

  const missing = (photos) => {
    const wrong = [];
    for (const box of form.querySelectorAll("[data-question]")) {
      const { question, number } = box.dataset;
      const answer = values()[`q-${question}`]?.trim();
      if ("required" in box.dataset && !answer) wrong.push(`Falta responder la pregunta ${number}.`);
      const has = photos.some((photo) => photo.question === question);
      if ("photo" in box.dataset && answer !== "No aplica" && !has) wrong.push(`Falta la foto de la pregunta ${number}.`);
    }
    const { result, observations } = values();
    if (!result) wrong.push("Elija el resultado.");
    else if (result !== "conforming" && !observations.trim()) wrong.push("Escriba las observaciones que explican el resultado.");
    if (photos.some((photo) => !photo.place && !photo.reason)) wrong.push("Hay una foto sin lugar: escriba por qué.");
    return wrong;
  };
  let last = null;
  const parts = [form, failure.closest("details")];
  const done = async (item) => {
    for (const part of parts) part.hidden = true;
    fill.querySelector("[data-then]").hidden = false;
    say(says, "Guardado en este teléfono. Se envía cuando haya señal.", "wait");
    const told = await sendAll(state);
    const now = await get("queue", item.uuid);
    if (now.state === "sent") say(says, "Informe enviado.");
    else if (now.state === "conflict") say(says, "Su informe llegó, pero hay un conflicto: la visita ya tenía otro. Una jefatura decidirá cuál vale.", "stop");
    else if (now.state === "refused") {
      await put("drafts", { ...draft, over: false });
      await drop("queue", item.uuid);
      draft.over = false;
      last = null;
      for (const part of parts) part.hidden = false;
      say(says, now.sentence, "stop");
    } else say(says, told.startsWith(NO_SIGNAL) ? `Guardado en este teléfono. ${told}` : told, "wait");
  };
  const queue = async (kind, uuid, url, fields) => {
    const item = { uuid, kind, visit, who, title, url, fields, at: new Date().toISOString(), state: "waiting", sentence: "" };
    try {
      await put("queue", item);
    } catch {
      say(says, FULL, "stop");
      return;
    }
    draft.over = true;
    last = item;
    await drop("drafts", draft.visit);
    await done(item);
  };
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    await keep();
    draft.values = values();
    const photos = await photosOf(draft.uuid);
    const wrong = missing(photos);
    const box = fill.querySelector("[data-wrong]");
    box.hidden = !wrong.length;
    box.replaceChildren(...wrong.map((sentence) => Object.assign(document.createElement("p"), { textContent: sentence })));
    if (wrong.length) {
      box.focus();
      return;
    }
    const hashes = photos.map((photo) => photo.sha256).join(",");
    const fields = { ...draft.values, client_uuid: draft.uuid, photos: hashes, device_at: new Date().toISOString() };
    await queue("report", draft.uuid, new URL(form.action).pathname, fields);
  });
  failure.addEventListener("submit", async (event) => {
    event.preventDefault();
    const typed = Object.fromEntries(new FormData(failure));
    delete typed.csrfmiddlewaretoken;
    const uuid = crypto.randomUUID();
    await queue("failure", uuid, new URL(failure.action).pathname, { ...typed, client_uuid: uuid });
  });
  window.addEventListener("online", () => (last ? done(last) : sendAll(state)));
  fill.dataset.ready = "yes";
};
