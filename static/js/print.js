// Shows each button marked data-behaviour="print" and lets it print the page. Without scripts the browser's own menu does.
for (const button of document.querySelectorAll('[data-behaviour~="print"]')) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
