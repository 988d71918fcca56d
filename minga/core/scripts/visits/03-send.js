/* Sending what waits: each photo by itself, then its report. Any of it may be sent again: the server
   knows it by its identifier and its hash. */
const WORDS = { waiting: "por enviar", sent: "enviada", conflict: "hay un conflicto", aside: "quedó como antecedente", refused: "hay que corregir" };
const SIGN_IN = "Su sesión terminó: inicie sesión para enviar. Lo que llenó sigue en este teléfono.";
const SHOWN_DAYS = 14;
const NO_SIGNAL = "Sin señal: se enviará cuando vuelva.";
const NOT_NOW = "El servidor no pudo recibirlo ahora. Sigue en este teléfono: intente más tarde.";
const MAY_NOT = "Su función ya no le permite enviar visitas. Lo que llenó sigue en este teléfono: hable con su jefatura.";

/* What a refusal without a sentence of its own means. A page that is not ours (that of a network that
   asks for a password) is no signal. */
const meaning = (answer) => {
  if (answer.redirected || answer.status === 401) return SIGN_IN;
  if (answer.status === 403) return MAY_NOT;
  return answer.status >= 500 ? NOT_NOW : NO_SIGNAL;
};
const ours = async (answer) => {
  const isOurs = !answer.redirected && answer.headers.get("Content-Type")?.includes("json");
  return isOurs ? answer.json() : null;
};

/* Who is signed in and what is theirs, or `told`: why it can't be known. */
const stateOf = async (address) => {
  const answer = await fetch(address, { headers: { Accept: "application/json" }, credentials: "same-origin" });
  const state = answer.ok ? await ours(answer) : null;
  return state ?? { told: meaning(answer) };
};

const post = async (item, fields, token) => {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    if (value instanceof Blob) body.append(name, value, "foto.jpg");
    else if (value !== null && value !== undefined) body.append(name, value);
  }
  const headers = { "X-CSRFToken": token, "X-Minga-Device": item.who };
  const answer = await fetch(item.url, { method: "POST", body, headers, credentials: "same-origin" });
  const words = await ours(answer);
  const isTaken = answer.status === 200 && words !== null;
  const isJudged = isTaken || [400, 404, 409, 413, 422].includes(answer.status);
  // The state was theirs a moment ago: another person came in meanwhile.
  const told = answer.status === 403 ? SIGN_IN : meaning(answer);
  return { isTaken, said: words ?? {}, told: isJudged ? "" : told };
};

const sendPhoto = async (item, photo, token) => {
  const answer = await post(item, {
    add_photo: "1", client_uuid: photo.uuid, question: photo.question, photo: photo.blob, device_at: photo.at,
    latitude: photo.place?.latitude.toFixed(7), longitude: photo.place?.longitude.toFixed(7),
    accuracy: photo.place ? Math.round(photo.place.accuracy) : null, no_place_reason: photo.reason,
  }, token);
  if (answer.isTaken) await put("photos", { ...photo, sent: true });
  return answer;
};

/* What the server will not take goes on standing in the device, with its sentence. What could not be
   asked now waits. Answers what to tell the person. */
const settle = async (item, { isTaken, said, told }) => {
  if (told) return told;
  item.state = !isTaken ? "refused" : said.state === "conflict" ? "conflict" : "sent";
  item.sentence = isTaken ? "" : said.sentence || "El servidor no recibió este informe.";
  await put("queue", item);
  if (isTaken) for (const photo of await photosOf(item.uuid)) await drop("photos", photo.id);
  return "";
};

const sendOne = async (item, token) => {
  for (let round = 0; round < 2; round += 1) {
    for (const photo of await photosOf(item.uuid)) {
      if (photo.sent) continue;
      const answer = await sendPhoto(item, photo, token);
      if (!answer.isTaken) return settle(item, answer);
    }
    const answer = await post(item, item.fields, token);
    if (!answer.said.missing?.length) return settle(item, answer);
    for (const photo of await photosOf(item.uuid)) {
      if (answer.said.missing.includes(photo.sha256)) await put("photos", { ...photo, sent: false });
    }
  }
  return NOT_NOW;
};

/* What was sent is shown for some days; what met another report, until it is decided. */
const tidy = async (who, { conflicts, aside }) => {
  const old = new Date(Date.now() - SHOWN_DAYS * 86400000).toISOString();
  for (const item of await every("queue")) {
    if (item.who !== who || ["waiting", "refused"].includes(item.state)) continue;
    const now = aside.includes(item.uuid) ? "aside" : conflicts.includes(item.uuid) ? "conflict" : "sent";
    if (now !== item.state) await put("queue", { ...item, state: now });
    else if (now !== "conflict" && item.at < old) await drop("queue", item.uuid);
  }
};

/* Only what the person who is signed in filled: that of another waits for them. */
const sendOwn = async (address, waiting) => {
  const state = await stateOf(address);
  if (state.told) return waiting.length ? state.told : "";
  const who = String(state.who);
  await tidy(who, state);
  let told = "";
  for (const item of waiting.filter((one) => one.who === who)) {
    const answer = await sendOne(item, state.token);
    told ||= answer;
  }
  if (told) return told;
  const others = waiting.filter((one) => one.who !== who).length;
  if (!others) return "";
  return `En este teléfono espera ${others === 1 ? "un informe" : `${others} informes`} de otra persona: sale cuando ella inicie sesión aquí.`;
};

/* One tab at a time sends. Answers what to tell the person, or nothing. */
const sendAll = (address) =>
  navigator.locks.request("minga-visitas", async () => {
    const waiting = await waitingNow();
    try {
      return await sendOwn(address, waiting);
    } catch {
      return waiting.length ? NO_SIGNAL : "";
    } finally {
      await remember();
    }
  });
