/* Leaving the session forgets the pages of visits that were taken along. What waits to be sent stays. */
document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!("caches" in window) || form.dataset.forgot || !form.querySelector("[data-sign-out]")) return;
  event.preventDefault();
  const names = (await caches.keys()).filter((name) => name.startsWith("visitas-paginas"));
  await Promise.all(names.map((name) => caches.delete(name)));
  form.dataset.forgot = "yes";
  form.submit();
});

/* Who signs in again lands on «Mi trabajo»: what was filled without signal is sent from «Terreno». */
document.addEventListener("DOMContentLoaded", () => {
  const way = document.querySelector('a[href="/visitas/"]');
  if (location.pathname !== "/" || !way || !localStorage.getItem("minga-visitas-esperan")) return;
  const notice = Object.assign(document.createElement("p"), { className: "notice wait" });
  const link = Object.assign(document.createElement("a"), { href: "/visitas/terreno/", textContent: "Abrir Terreno" });
  notice.append("En este teléfono hay informes de visita por enviar. ", link);
  document.querySelector("#contenido .crumb")?.before(notice);
});
