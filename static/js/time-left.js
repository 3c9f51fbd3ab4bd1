// Two minutes before the log-out, ask whether to go on. Another window may have been used meanwhile, so the server
// is asked first, and again as long as the question stands; asking does not count as being there, pressing the button
// does.
const WARNING = 120;
const LOOK_EVERY = 5000;

const box = document.querySelector('[data-behaviour~="time-left"]');

if (box && typeof box.showModal === "function") {
  const stay = box.querySelector("form");
  const over = box.querySelector('[data-part="over"]');
  let ends = Date.now() + Number(box.dataset.minutes) * 60000;

  const seconds = () => (ends - Date.now()) / 1000;

  // Answers may come in another order than they were asked for: only that to the newest question counts, or an old
  // answer would bring the dialog back after "Stay logged in".
  let asked = 0;
  const ask = async (options) => {
    asked += 1;
    const mine = asked;
    const answer = await fetch(box.dataset.url, { credentials: "same-origin", redirect: "error", ...options });
    const left = (await answer.json()).seconds;
    if (mine === asked) ends = Date.now() + left * 1000;
  };

  let looking = false;
  const look = async () => {
    if (seconds() > WARNING || looking || (!over.hidden && !document.hasFocus())) return;
    looking = true;
    await ask({}).catch(() => {});
    looking = false;
    over.hidden = seconds() > 0;
    if (seconds() <= WARNING) {
      if (!box.open) {
        box.showModal();
        document.dispatchEvent(new Event("time-is-short"));
      }
    } else if (box.open) {
      box.close();
    }
  };

  stay.addEventListener("submit", async (event) => {
    if (event.submitter && event.submitter.hasAttribute("formaction")) return;
    event.preventDefault();
    await ask({ method: "POST", body: new FormData(stay) }).catch(() => {});
    if (seconds() > 0) {
      over.hidden = true;
      box.close();
    }
  });

  setInterval(look, LOOK_EVERY);
}
