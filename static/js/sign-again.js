// A form that is signed, left without a code, is signed with the passkey before it is sent.
// The question is fetched as she signs, so that a page open in another window cannot have used it up.
for (const place of document.querySelectorAll('[data-behaviour~="sign-again"]')) {
  const form = place.closest("form");
  const code = place.querySelector('[name="sign_code"]');
  const answer = place.querySelector('[name="sign_credential"]');
  const failed = place.querySelector('[role="alert"]');

  async function ask(event) {
    const response = await fetch(place.dataset.question, { headers: { Accept: "application/json" } });
    if (!response.ok) throw new Error(response.statusText);
    answer.value = JSON.stringify(await window.webauthnJSON.get(await response.json()));
    form.requestSubmit(event.submitter);
  }

  // In the capture phase, before whatever else listens for the form being sent.
  document.addEventListener("submit", (event) => {
    const isUnsigned = event.submitter?.hasAttribute("data-unsigned");
    if (event.target !== form || isUnsigned || code.value.trim() || answer.value) return;
    event.preventDefault();
    event.stopPropagation();
    failed.hidden = true;
    ask(event).catch(() => { failed.hidden = false; });
  }, true);

  // An answer is good once: a page that comes back from the browser's memory asks anew.
  window.addEventListener("pageshow", () => { answer.value = ""; });
}
