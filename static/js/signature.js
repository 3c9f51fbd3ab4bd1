// Lets who signs draw in the box marked data-behaviour="signature". Without scripts, or without a pointer, the name is
// typed in the field below instead; the server takes either.
const WIDE = 2.5;

for (const box of document.querySelectorAll('[data-behaviour~="signature"]')) {
  const canvas = box.querySelector("canvas");
  const pen = canvas.getContext("2d");
  const field = box.closest("form").querySelector('input[name="drawn"]');
  box.hidden = false;
  pen.lineWidth = WIDE;
  pen.lineCap = "round";

  const place = (event) => {
    const frame = canvas.getBoundingClientRect();
    return [
      ((event.clientX - frame.left) * canvas.width) / frame.width,
      ((event.clientY - frame.top) * canvas.height) / frame.height,
    ];
  };

  if (field.value) {
    const kept = new Image();
    kept.addEventListener("load", () => pen.drawImage(kept, 0, 0));
    kept.src = field.value;
  }

  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    pen.beginPath();
    pen.moveTo(...place(event));
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!canvas.hasPointerCapture(event.pointerId)) return;
    pen.lineTo(...place(event));
    pen.stroke();
  });
  canvas.addEventListener("pointerup", () => {
    field.value = canvas.toDataURL("image/png");
  });
  box.querySelector("button").addEventListener("click", () => {
    pen.clearRect(0, 0, canvas.width, canvas.height);
    field.value = "";
  });
}
