// Offers terms of the licensed dictionary while somebody types; without it the form itself says which terms are near.
const field = document.getElementById("id_term");
const list = document.createElement("datalist");
list.id = "terms-offered";
field.after(list);
field.setAttribute("list", list.id);
field.setAttribute("autocomplete", "off");
let asked = 0;
field.addEventListener("input", async () => {
  const words = field.value.trim();
  if (words.length < 3 || /^[0-9]+$/.test(words)) return;
  const mine = ++asked;
  const answer = await fetch(`${document.getElementById("terms").dataset.url}?q=${encodeURIComponent(words)}`);
  if (!answer.ok || mine !== asked) return;
  const { terms } = await answer.json();
  list.replaceChildren(...terms.map(({ code, name }) => new Option(`${code} ${name}`, name)));
});
