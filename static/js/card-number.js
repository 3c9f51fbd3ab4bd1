// Puts the number that stands behind the # of a card's address into its field, and takes it out of the address. The
// browser keeps that part to itself, so the number is sent with the form alone. Without scripts it is typed.
function takeFromAddress() {
  const field = document.querySelector('[data-behaviour~="number-from-address"]');
  const number = decodeURIComponent(window.location.hash.slice(1)).replace(/[^0-9A-Za-z-]/g, "").slice(0, 20);
  if (!field || number.length < 12) return;
  window.history.replaceState(null, "", window.location.pathname);
  field.value = number.length === 12 ? number.replace(/(.{4})(.{4})(.{4})/, "$1-$2-$3") : number;
  document.querySelector('input[name$="_day"]')?.focus();
}

takeFromAddress();
window.addEventListener("hashchange", takeFromAddress);
