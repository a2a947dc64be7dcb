"use strict";
// Finding things in the report. Without this script everything is shown, and nothing tells of it.
(() => {
  const template = document.getElementById("finder");
  const items = [...document.querySelectorAll("[data-find]")].map((element) => ({
    element,
    above: element.parentElement.closest("[data-find]"),
    text: ownText(element),
    marks: (element.dataset.marks || "").split("|").map((mark) => mark.trim()).filter(Boolean),
  }));
  if (!template || !items.length) return;

  document.querySelector("nav").prepend(template.content.cloneNode(true));
  const words = document.getElementById("find-words");
  const mark = document.getElementById("find-mark");
  const told = document.querySelector("[data-found]");
  for (const one of [...new Set(items.flatMap((item) => item.marks))].sort((a, b) => a.localeCompare(b))) {
    mark.add(new Option(one, one));
  }

  // What an item says itself, without what is said by the items inside it, or by a picture and its legend.
  function ownText(element) {
    const copy = element.cloneNode(true);
    copy.querySelectorAll("[data-find], .picture").forEach((inner) => inner.remove());
    return plain(copy.textContent);
  }

  // Capitals make no difference, nor which space parts the thousands of a number.
  function plain(text) {
    return text.replace(/\s+/g, " ").trim().toLocaleLowerCase();
  }

  function show() {
    const wanted = plain(words.value);
    const fits = (item) => item.text.includes(wanted) && (!mark.value || item.marks.includes(mark.value));
    const fitting = new Set(items.filter(fits).map((item) => item.element));
    for (const { element, above } of items) {
      element.hidden = !fitting.has(element) && !fitting.has(above) && !holds(element, fitting);
    }
    for (const section of document.querySelectorAll("main > section")) {
      const inside = [...section.querySelectorAll("[data-find]")];
      section.hidden = inside.length > 0 && inside.every((element) => element.hidden);
    }
    const all = !wanted && !mark.value;
    told.textContent = all ? "" : told.dataset.found.replace("%s", fitting.size).replace("%a", items.length);
  }

  function holds(element, fitting) {
    return [...element.querySelectorAll("[data-find]")].some((inner) => fitting.has(inner));
  }

  words.addEventListener("input", show);
  mark.addEventListener("change", show);
  document.querySelector(".find button").addEventListener("click", () => {
    words.value = "";
    mark.value = "";
    show();
    words.focus();
  });
  // A link to something that is hidden brings everything back.
  addEventListener("hashchange", () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target && target.closest("[hidden]")) {
      words.value = mark.value = "";
      show();
      target.scrollIntoView();
    }
  });
})();
