// Shows each button marked data-behaviour="camera" where the browser itself can read codes, and lets the camera fill
// the text field of the button's form and send it. Without it the hand scanner and the keyboard do.
const FORMATS = ["qr_code", "data_matrix"];
const LOOK_FOR = 60000;

async function offer(button) {
  if (!("BarcodeDetector" in window) || !navigator.mediaDevices) return;
  const known = await window.BarcodeDetector.getSupportedFormats();
  const formats = FORMATS.filter((one) => known.includes(one));
  if (formats.length === 0) return;
  button.hidden = false;
  button.addEventListener("click", () => scan(button, new window.BarcodeDetector({ formats })));
}

async function scan(button, detector) {
  const form = button.form;
  const picture = form.querySelector("video");
  const refused = form.querySelector(".camera-refused");
  button.disabled = true;
  refused.hidden = true;
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    picture.srcObject = stream;
    picture.hidden = false;
    await picture.play();
    const code = await lookFor(detector, picture);
    if (code) {
      form.querySelector("input[type=text]").value = code;
      form.requestSubmit();
    }
  } catch {
    refused.hidden = false;
  }
  if (stream) stream.getTracks().forEach((track) => track.stop());
  picture.hidden = true;
  button.disabled = false;
}

async function lookFor(detector, picture) {
  const began = performance.now();
  while (performance.now() - began < LOOK_FOR) {
    const [found] = await detector.detect(picture);
    if (found) return found.rawValue;
    await new Promise((next) => requestAnimationFrame(next));
  }
  return "";
}

document.querySelectorAll('[data-behaviour~="camera"]').forEach(offer);
