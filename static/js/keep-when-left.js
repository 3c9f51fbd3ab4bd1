// What was typed into a form that can be kept is kept for its author when the page is left unsent: by the way back,
// by a closed window, by a call that takes the telephone away; and when the log-out is near, ticks and choices too.
// Without this the button "Keep and finish later" does it.
const LEFT = "left";

for (const button of document.querySelectorAll('button[name="keep"]')) {
  const form = button.form;
  let unkept = document.querySelector(".summary-of-errors") !== null;
  form.addEventListener("input", () => {
    unkept = true;
  });
  form.addEventListener("submit", () => {
    unkept = false;
  });
  const keep = () => {
    if (!unkept) return;
    const answers = new FormData(form);
    answers.set("keep", LEFT);
    unkept = !navigator.sendBeacon(window.location.href, answers);
  };
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") keep();
  });
  document.addEventListener("time-is-short", keep);
}
