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
