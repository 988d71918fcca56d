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
const thumbnail = async (blob) => {
  const canvas = await drawn(blob);
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", "Foto tomada");
  return canvas;
};
