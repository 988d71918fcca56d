/* A photo, reduced on the device, with its hash and the place where it was taken. */
const LONGEST = 1600;
const QUALITY = 0.82;

const drawn = async (file) => {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas;
};
const reduce = async (file) => {
  const canvas = await drawn(file);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
};
const hashOf = async (blob) => {
  const digest = await crypto.subtle.digest("SHA-256", await blob.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
};
const placeNow = () =>
  new Promise((resolve) => {
    if (!navigator.geolocation) return resolve(null);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve({ latitude: coords.latitude, longitude: coords.longitude, accuracy: coords.accuracy }),
      () => resolve(null),
      { enableHighAccuracy: true, timeout: 10000, maximumAge: 30000 },
    );
  });
/* Metres on a round earth: to tell on the spot. The server reckons over the ellipsoid. */
const metresTo = (place, at) => {
  const [latitude, longitude] = at.split(",").map(Number);
  const [one, other] = [place.latitude, latitude].map((degrees) => (degrees * Math.PI) / 180);
  const across = ((place.longitude - longitude) * Math.PI) / 180;
  const half = Math.sin((one - other) / 2) ** 2 + Math.cos(one) * Math.cos(other) * Math.sin(across / 2) ** 2;
  return Math.round(2 * 6371000 * Math.asin(Math.sqrt(half)));
};
const saysPlace = (place, { at, tolerance }) => {
  const accuracy = Math.round(place.accuracy);
  if (!at) return `Con lugar, ${accuracy} m de precisión.`;
  const metres = metresTo(place, at);
  const far = metres - accuracy > Number(tolerance) ? " Está lejos: revise que sea el lugar, o explíquelo en las observaciones." : "";
  return `A ${metres < 1000 ? `${metres} m` : `${(metres / 1000).toFixed(1).replace(".", ",")} km`} del lugar, con ${accuracy} m de precisión.${far}`;
};
const thumbnail = async (blob) => {
  const canvas = await drawn(blob);
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", "Foto tomada");
  return canvas;
};
