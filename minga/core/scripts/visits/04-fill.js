/* The form of a visit: kept as it is typed, with its photos, and put in the queue when it is done. */
const fill = document.querySelector("[data-visit]");

/* As typed so far. An older script kept it under the visit alone. */
const draftOf = async (visit, who) => {
  const found = (await get("drafts", `${visit}:${who}`)) ?? (await get("drafts", visit));
  return found?.who === who ? { ...found, visit: `${visit}:${who}` } : undefined;
};
/* What was sent or came back to be corrected opens again as it was, with its photos. */
const draftFrom = (item) => item && { visit: `${item.visit}:${item.who}`, who: item.who, uuid: item.uuid, values: item.fields };

const startFilling = async () => {
  const { visit, who, title, state } = fill.dataset;
  const form = fill.querySelector("[data-report]");
  const failure = fill.querySelector("[data-failure]");
  const says = fill.querySelector("[data-says]");
  const items = await itemsOf(visit, who);
  const filled = filledOf(items);
  const refused = refusedOf(items, "report");
  const found = draftFrom(filled) ?? (await draftOf(visit, who)) ?? draftFrom(refused);
  const draft = found ?? { visit: `${visit}:${who}`, who, uuid: crypto.randomUUID(), values: {} };
  draft.over = Boolean(filled);
  fill.querySelector("[data-plain]").hidden = true;

  const values = () =>
    Object.fromEntries([...new FormData(form)].filter(([name]) => /^q-|^result$|^observations$/.test(name)));
  const keep = async () => {
    if (draft.over) return;
    try {
      await put("drafts", { ...draft, values: values() });
      if (says.textContent === FULL) say(says, "");
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
  const shown = [];
  /* What was already tried may have left a photo in the server: without one of them it is another report. */
  const remove = async (photo) => {
    shown.splice(shown.indexOf(photo), 1);
    const tried = await get("queue", draft.uuid);
    if (!tried) return drop("photos", photo.id);
    const uuid = crypto.randomUUID();
    await together(({ drafts, photos, queue }) => {
      photos.delete(photo.id);
      for (const one of shown) {
        photos.delete(one.id);
        photos.put(Object.assign(one, { id: `${uuid}:${one.sha256}`, uuid, sent: false }));
      }
      queue.delete(draft.uuid);
      queue.put({ ...tried, uuid, fields: { ...tried.fields, client_uuid: uuid } });
      drafts.put(Object.assign(draft, { uuid, values: values() }));
    });
  };
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
      input.addEventListener("input", async () => {
        try {
          await put("photos", Object.assign(photo, { reason: input.value.trim() }));
        } catch {
          say(says, FULL, "stop");
        }
      });
      label.append("Sin lugar. Escriba por qué:", input);
      label.className = "f";
      text.append(label);
    }
    const away = document.createElement("button");
    away.type = "button";
    away.className = "btn";
    away.textContent = "Quitar esta foto";
    away.addEventListener("click", async () => {
      away.disabled = true;
      await remove(photo);
      line.remove();
    });
    text.append(away);
    line.append(await thumbnail(photo.blob), text);
    shots.append(line);
    shown.push(photo);
  };
  for (const photo of await photosOf(draft.uuid)) await show(photo);

  /* Answers whether it is kept. */
  const takePhoto = async (file, question, input) => {
    const at = new Date().toISOString();
    say(says, "Guardando la foto y buscando su lugar…");
    let isKept = false;
    try {
      const [blob, place] = await Promise.all([reduce(file), placeNow()]);
      const sha256 = await hashOf(blob);
      const { uuid } = draft;
      const photo = { id: `${uuid}:${sha256}`, uuid, sha256, blob, place, reason: "", question, at, sent: false };
      const isNew = !(await get("photos", photo.id));
      await put("photos", photo);
      isKept = true;
      await keep();
      if (isNew) await show(photo);
      say(says, place ? "Foto guardada en este teléfono." : "Foto guardada, sin lugar: escriba por qué.", place ? "" : "wait");
    } catch (error) {
      say(says, error?.name === "QuotaExceededError" ? FULL : "No se pudo leer esa foto. Elija una JPEG o PNG.", "stop");
    }
    input.value = "";
    input.dispatchEvent(new Event("change", { bubbles: true })); // its size is no longer told
    return isKept;
  };
  const taking = new Set();
  form.querySelector("#id_photo").addEventListener("change", ({ target }) => {
    const [file] = target.files;
    if (!file) return;
    const one = takePhoto(file, form.elements.question.value, target).finally(() => taking.delete(one));
    taking.add(one);
  });
  /* Every photo that was being kept is; false when one could not be, which is already told. */
  const allTaken = async () => {
    while (taking.size) {
      say(says, "Terminando de guardar la foto. Después se envía el informe…");
      if ((await Promise.all(taking)).includes(false)) return false;
    }
    return true;
  };

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
  const done = async (item, kept = "Guardado en este teléfono.") => {
    for (const part of parts) part.hidden = true;
    fill.querySelector("[data-then]").hidden = false;
    say(says, item.state === "waiting" ? `${kept} Se envía cuando haya señal.` : kept, "wait");
    const told = await sendAll(state);
    const now = (await get("queue", item.uuid)) ?? item;
    if (now.state === "sent") say(says, item.kind === "report" ? "Informe enviado." : "Quedó anotado que no se pudo hacer.");
    else if (now.state === "aside") say(says, "Su informe quedó como antecedente: vale otro.");
    else if (now.state === "conflict") say(says, "Su informe llegó, pero hay un conflicto: la visita ya tenía otro. Una jefatura decidirá cuál vale.", "stop");
    else if (now.state === "refused") {
      if (item.kind === "report") draft.over = false;
      last = null;
      for (const part of parts) part.hidden = false;
      say(says, now.sentence, "stop");
    } else say(says, told.startsWith(NO_SIGNAL) ? `${kept} ${told}` : told, "wait");
  };
  const queue = async (kind, uuid, address, fields) => {
    const url = new URL(address).pathname;
    const item = { uuid, kind, visit, who, title, url, fields, at: new Date().toISOString(), state: "waiting", sentence: "" };
    try {
      await put("queue", item);
    } catch {
      say(says, FULL, "stop");
      return;
    }
    last = item;
    if (kind === "report") {
      draft.over = true;
      for (const key of [draft.visit, visit]) await drop("drafts", key);
    }
    await done(item);
  };
  const ALREADY = "Ya llenó esta visita: su informe está en este teléfono.";
  const finish = async () => {
    if (!(await allTaken())) return;
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
    // Meanwhile, in another tab.
    const other = filledOf(await itemsOf(visit, who));
    if (other) return done((last = other), ALREADY);
    const hashes = photos.map((photo) => photo.sha256).join(",");
    const fields = { ...draft.values, client_uuid: draft.uuid, photos: hashes, device_at: new Date().toISOString() };
    await queue("report", draft.uuid, form.action, fields);
  };
  let isFinishing = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (isFinishing) return;
    isFinishing = true;
    try {
      await finish();
    } finally {
      isFinishing = false;
    }
  });
  /* What could not be done leaves the draft of the report as it is: it may be made later. */
  const back = refusedOf(items, "failure");
  for (const name of ["reason", "next_on"]) if (back) failure.elements[name].value = back.fields[name];
  failure.closest("details").open ||= Boolean(back);
  const attempt = { uuid: back?.uuid ?? crypto.randomUUID(), at: back?.fields.device_at };
  failure.addEventListener("submit", async (event) => {
    event.preventDefault();
    const typed = Object.fromEntries(new FormData(failure));
    delete typed.csrfmiddlewaretoken;
    attempt.at ??= new Date().toISOString();
    await queue("failure", attempt.uuid, failure.action, { ...typed, client_uuid: attempt.uuid, device_at: attempt.at });
  });
  window.addEventListener("online", () => (last ? done(last) : sendAll(state)));
  fill.dataset.ready = "yes";
  if (filled) await done((last = filled), ALREADY);
  else if (refused ?? back) say(says, (refused ?? back).sentence, "stop");
  else if (items.some(({ kind, state: now }) => kind === "failure" && now === "waiting")) {
    failure.closest("details").hidden = true;
    say(says, "Ya anotó que no se pudo hacer: está en este teléfono, por enviar. Si ahora la hace, llene el informe.", "wait");
  } else if (!found && "past" in fill.dataset) {
    for (const part of parts) part.hidden = true;
    fill.querySelector("[data-then]").hidden = false;
    say(says, "En este teléfono no hay nada que corregir de esta visita.");
  }
};
