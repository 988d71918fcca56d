/* «Terreno»: what was taken along, what waits, and the two buttons. */
const ground = document.querySelector("[data-visits-ground]");

const TONES = { waiting: "wait", sent: "ok", aside: "none" };
/* To correct, the form, also when the visit passed to another person or is over; else its page. */
const wayTo = ({ url, state }) => url.replace(/(llenar|no-se-pudo)\/$/, state === "refused" ? "llenar/?corregir=1" : "");

const startGround = async () => {
  const { who, state, here } = ground.dataset;
  const says = ground.querySelector("[data-says]");
  ground.querySelector("[data-buttons]").hidden = false;

  /* On its card, what this person did here with the visit: nobody fills it twice. */
  const showFilled = (items) => {
    for (const mark of ground.querySelectorAll("[data-filled]")) {
      const own = items.filter((item) => item.visit === mark.dataset.filled);
      const report = filledOf(own) ?? refusedOf(own, "report");
      const item = report ?? own.findLast((one) => one.kind === "failure" && one.state !== "sent");
      mark.hidden = !item;
      if (!item) continue;
      mark.className = `st ${TONES[item.state] ?? "stop"}`;
      mark.textContent = `${report ? "Ya llenada" : "No se pudo hacer"}, ${WORDS[item.state]}`;
    }
  };
  const showQueue = async () => {
    const items = (await queued()).filter((item) => item.who === who);
    ground.querySelector("[data-queue-box]").hidden = !items.length;
    ground.querySelector("[data-queue]").replaceChildren(
      ...items.map((item) => {
        const line = document.createElement("li");
        const mark = document.createElement("span");
        mark.className = `st ${TONES[item.state] ?? "stop"}`;
        mark.textContent = WORDS[item.state];
        line.append(`${item.title}${item.kind === "failure" ? ", no se pudo hacer" : ""}: `, mark, item.sentence ? ` ${item.sentence}` : "");
        const verb = { refused: "Corregir", conflict: "Ver los informes", aside: "Ver por qué" }[item.state];
        if (verb) line.append(" ", Object.assign(document.createElement("a"), { href: wayTo(item), textContent: verb }));
        return line;
      }),
    );
    showFilled(items);
  };
  const showTaken = async () => {
    const pages = await caches.open(PAGES);
    const kept = (await pages.keys()).map((request) => new URL(request.url).pathname);
    for (const mark of ground.querySelectorAll("[data-taken]")) {
      mark.hidden = !kept.includes(mark.closest("a").pathname);
    }
  };
  const take = async () => {
    say(says, "Guardando las visitas en este teléfono…");
    try {
      const now = await stateOf(state);
      if (now.told) return say(says, now.told, "stop");
      await navigator.serviceWorker.ready;
      await caches.delete(PAGES);
      const pages = await caches.open(PAGES);
      for (const url of [here, ...now.visits.map((visit) => visit.url)]) {
        const answer = await fetch(url, { credentials: "same-origin" });
        if (answer.ok && !answer.redirected) await pages.put(url, answer);
      }
      await navigator.storage?.persist?.();
      localStorage.setItem("minga-visitas-de", who);
      await showTaken();
      say(says, now.visits.length === 1 ? "Lleva 1 visita: puede salir sin señal." : `Lleva ${now.visits.length} visitas: puede salir sin señal.`);
    } catch {
      say(says, "No se pudo guardar todo. Con señal, intente de nuevo.", "stop");
    }
  };
  const send = async () => {
    const told = await sendAll(state);
    say(says, told, "wait");
    await showQueue();
  };
  ground.querySelector("[data-take]").addEventListener("click", take);
  ground.querySelector("[data-send]").addEventListener("click", send);
  window.addEventListener("online", send);
  // The pages that another person took along are theirs; what they filled waits for them.
  if ((localStorage.getItem("minga-visitas-de") ?? who) !== who) await caches.delete(PAGES);
  await showQueue();
  await showTaken();
  await send();
  ground.dataset.ready = "yes";
};
