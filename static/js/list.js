// After a list was narrowed in place, its heading with the new count takes the focus, so that it is read out.
document.addEventListener("htmx:afterSettle", ({ target }) => {
  if (target.id === "list") document.getElementById("list-heading").focus();
});
