const page = fill ?? ground;
const showNet = () => {
  const box = page.querySelector("[data-net]");
  if (box) box.hidden = navigator.onLine;
};
if (page && able) {
  navigator.serviceWorker.register(page.dataset.worker).catch(() => {});
  for (const change of ["online", "offline"]) window.addEventListener(change, showNet);
  showNet();
  if (fill) startFilling();
  else startGround();
}
