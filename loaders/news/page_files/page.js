"use strict";
// Pointing at a passage shows its facts, pointing at a fact shows its passages; links do the same without script.
(() => {
  const passages = [...document.querySelectorAll("article a")];
  const facts = new Map([...document.querySelectorAll("li[data-fact]")].map((item) => [item.dataset.fact, item]));
  const of = (link) => link.dataset.facts.split(" ");
  const clear = () => document.querySelectorAll(".on").forEach((one) => one.classList.remove("on"));
  const show = (numbers, scroll) => {
    clear();
    numbers.forEach((number) => facts.get(number)?.classList.add("on"));
    passages.filter((link) => of(link).some((n) => numbers.includes(n))).forEach((link) => link.classList.add("on"));
    if (scroll) facts.get(numbers[0])?.scrollIntoView({ block: "nearest" });
  };
  passages.forEach((link) => {
    link.addEventListener("mouseenter", () => show(of(link), true));
    link.addEventListener("focus", () => show(of(link), true));
  });
  facts.forEach((item, number) => item.addEventListener("mouseenter", () => show([number], false)));
  document.querySelector("main").addEventListener("mouseleave", clear);
})();
