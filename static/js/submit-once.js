// A form marked data-behaviour="submit-once" is sent once: a second press within five seconds does nothing.
// The server does not rely on it: the form's nonce makes a double act impossible there.
const QUIET_FOR = 5000;

for (const form of document.querySelectorAll('form[data-behaviour~="submit-once"]')) {
  let sentAt = -QUIET_FOR;
  form.addEventListener("submit", (event) => {
    if (event.timeStamp - sentAt < QUIET_FOR) {
      event.preventDefault();
      return;
    }
    sentAt = event.timeStamp;
  });
}
