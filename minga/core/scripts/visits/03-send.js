/* Sending what waits: each photo by itself, then its report. Any of it may be sent again: the server
   knows it by its identifier and its hash. */
const WORDS = { waiting: "por enviar", sent: "enviada", conflict: "hay un conflicto", refused: "hay que corregir" };
const SIGN_IN = "Su sesión terminó. Entre de nuevo: lo que llenó sigue en este teléfono y se enviará.";

const stateOf = async (address) => {
  const answer = await fetch(address, { headers: { Accept: "application/json" }, credentials: "same-origin" });
  const isOurs = answer.ok && !answer.redirected && answer.headers.get("Content-Type")?.includes("json");
  return isOurs ? answer.json() : null;
};

const post = async (url, fields, token) => {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    if (value instanceof Blob) body.append(name, value, "foto.jpg");
    else if (value !== null && value !== undefined) body.append(name, value);
  }
  const headers = { "X-CSRFToken": token, "X-Minga-Device": "1" };
  const answer = await fetch(url, { method: "POST", body, headers, credentials: "same-origin" });
  if (answer.redirected) return { status: 401, said: {} };
  const isJson = answer.headers.get("Content-Type")?.includes("json");
  return { status: answer.status, said: isJson ? await answer.json() : {} };
};

const sendPhoto = async (item, photo, token) => {
  const answer = await post(item.url, {
    add_photo: "1", client_uuid: photo.uuid, question: photo.question, photo: photo.blob, device_at: photo.at,
    latitude: photo.place?.latitude.toFixed(7), longitude: photo.place?.longitude.toFixed(7),
    accuracy: photo.place ? Math.round(photo.place.accuracy) : null, no_place_reason: photo.reason,
  }, token);
  if (answer.status === 200) await put("photos", { ...photo, sent: true });
  return answer;
};

/* What the server will not take goes on standing in the device, with its sentence. */
const settle = async (item, { status, said }) => {
  if (status === 401 || status === 403 || status >= 500) return false;
  item.state = status === 200 ? (said.state === "conflict" ? "conflict" : "sent") : "refused";
  item.sentence = status === 200 ? "" : said.sentence || "El servidor no recibió este informe.";
  await put("queue", item);
  if (status === 200) for (const photo of await photosOf(item.uuid)) await drop("photos", photo.id);
  return true;
};

const sendOne = async (item, token) => {
  for (let round = 0; round < 2; round += 1) {
    for (const photo of await photosOf(item.uuid)) {
      if (photo.sent) continue;
      const answer = await sendPhoto(item, photo, token);
      if (answer.status !== 200) return settle(item, answer);
    }
    const answer = await post(item.url, item.fields, token);
    if (!answer.said.missing?.length) return settle(item, answer);
    for (const photo of await photosOf(item.uuid)) {
      if (answer.said.missing.includes(photo.sha256)) await put("photos", { ...photo, sent: false });
    }
  }
  return false;
};

/* One tab at a time sends. Answers what to tell the person, or nothing. */
const sendAll = (address) =>
  navigator.locks.request("minga-visitas", async () => {
    const mine = (await every("queue")).filter((item) => item.state === "waiting");
    let state = null;
    try {
      state = await stateOf(address);
      if (!state) return mine.length ? SIGN_IN : "";
      for (const item of mine) if (item.who === String(state.who)) await sendOne(item, state.token);
      for (const item of await every("queue")) {
        if (item.state === "sent" && state.conflicts.includes(item.uuid)) await put("queue", { ...item, state: "conflict" });
      }
    } catch {
      return mine.length ? "Sin señal: se enviará cuando vuelva." : "";
    }
    return "";
  });
